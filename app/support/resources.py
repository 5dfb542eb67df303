"""Where the files that ship with the program are: fonts, styles, sounds, translations, templates."""

from __future__ import annotations

from pathlib import Path

# `resources` lies beside `app` everywhere: in a checkout, in a wheel (pyproject.toml ships both) and in a frozen build.
RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def resource(name: str) -> Path:
    """The path of a shipped file or folder, `name` relative with forward slashes. FileNotFoundError where the installation lacks it."""
    path = RESOURCES.joinpath(*name.split("/"))
    if not path.exists():
        raise FileNotFoundError(f"this installation lacks resources/{name}; install it again")
    return path
