"""`python -m app`: the same as the console script `jifentai`."""

from app.cli.main import main

if __name__ == "__main__":
    main()
