"""Sets up and starts the counter: `python3 installer/start.py [--prepare]`.

The first start makes the environment and the demo shop; later ones open what is there. Where there is no display, a
scripted cashier runs through the counter offscreen instead and leaves receipts and pictures in `out/demo`.
"""

import os
import subprocess
import sys

if sys.version_info < (3, 11):
    sys.exit("Jifentai needs Python 3.11 or newer; this is Python " + sys.version.split()[0] + ".")

import environment


def has_display() -> bool:
    """False only on a Linux without a screen to draw on."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--prepare"]):
        print("usage: python3 installer/start.py [--prepare]", file=sys.stderr)
        return 2
    try:
        python = environment.prepare("run")
    except environment.SetupError as problem:
        print(f"Not set up: {problem}.", file=sys.stderr)
        return 1
    if arguments:
        return 0
    env = environment.child_environment()
    command = [str(python), "-m", "app"]
    if has_display():
        environment.say("Starting the counter.")
        command += ["run", "--demo"]
    else:
        out = environment.ROOT / "out" / "demo"
        environment.say(f"No display here: running the demonstration offscreen; receipts and pictures go to {out}")
        env["QT_QPA_PLATFORM"] = "offscreen"
        command += ["demo", "--out", str(out)]
    os.chdir(environment.ROOT)
    if os.name == "posix":
        os.execve(command[0], command, env)
    return subprocess.call(command, env=env)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
