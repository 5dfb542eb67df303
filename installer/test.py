"""Sets up with the development tools and runs the whole check: `python3 installer/test.py [pytest arguments]`.

Every step runs, also after one has failed; the exit code is 1 if any did.
"""

import os
import subprocess
import sys
import time

if sys.version_info < (3, 11):
    sys.exit("Jifentai needs Python 3.11 or newer; this is Python " + sys.version.split()[0] + ".")

import environment

WORKERS = str(min(4, os.cpu_count() or 1))
STEPS = {
    "ruff": ["-m", "ruff", "check", "."],
    "mypy": ["-m", "mypy", "--strict", "app"],
    "layers": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
    "pytest": ["-m", "pytest", "-n", WORKERS, "--dist", "loadfile"],
}


def main(arguments: list[str]) -> int:
    try:
        python = environment.prepare("dev")
    except environment.SetupError as problem:
        print(f"Not set up: {problem}.", file=sys.stderr)
        return 1
    env = environment.child_environment() | {"QT_QPA_PLATFORM": "offscreen"}
    results: dict[str, str] = {}
    failed = False
    for name, command in STEPS.items():
        environment.say(f"── {name}")
        started = time.monotonic()
        extra = arguments if name == "pytest" else []
        code = subprocess.call([str(python), *command, *extra], cwd=environment.ROOT, env=env)
        failed = failed or code != 0
        results[name] = f"{'ok' if code == 0 else f'FAILED ({code})'} in {time.monotonic() - started:.1f} s"
    environment.say("── " + " · ".join(f"{name} {result}" for name, result in results.items()))
    return int(failed)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
