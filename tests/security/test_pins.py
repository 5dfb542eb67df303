"""PINs as argon2id strings."""

from __future__ import annotations

import subprocess
import sys

import pytest

from app.security.pins import ArgonPins


def test_a_pin_matches_its_hash_and_no_other() -> None:
    pins = ArgonPins()
    hashed = pins.hash("135790")
    assert hashed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert "135790" not in hashed
    assert pins.matches(hashed, "135790")
    assert not pins.matches(hashed, "135791")
    assert not pins.matches(hashed, "")


def test_the_same_pin_has_another_hash_each_time() -> None:
    pins = ArgonPins()
    assert pins.hash("1234") != pins.hash("1234")


def test_a_fixed_salt_gives_the_same_hash() -> None:
    """For the demo shop, whose bytes come from its seed."""
    assert ArgonPins(b"0123456789abcdef").hash("1234") == ArgonPins(b"0123456789abcdef").hash("1234")
    assert ArgonPins().matches(ArgonPins(b"0123456789abcdef").hash("1234"), "1234")


@pytest.mark.parametrize("broken", ["", "x", "$argon2id$v=19$m=19456,t=2,p=1$", "$2b$12$abcdefghijklmnopqrstuv"])
def test_what_is_no_hash_never_matches(broken: str) -> None:
    assert not ArgonPins().matches(broken, "1234")


def test_the_library_is_loaded_with_the_first_pin() -> None:
    script = "import sys\nfrom app.security.pins import ArgonPins\nArgonPins()\nprint('argon2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
