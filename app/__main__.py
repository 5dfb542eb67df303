"""`python -m app`: the same as the console script `jifentai`."""

from app.cli.entry import main

if __name__ == "__main__":
    main()
