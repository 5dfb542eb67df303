"""The till's key: made once, readable by its owner only, pinned; and its signatures."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from app.domain.errors import Fault
from app.security.signatures import PinnedKey, TillKey
from app.security.till_key import create_key, load_key, load_public, pinned_check

# RFC 8032 §7.1, test 2
SECRET = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
PUBLIC = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
SIGNED_72 = (
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def test_it_is_ed25519() -> None:
    key = TillKey(SECRET)
    assert key.public_key().hex() == PUBLIC
    assert key.sign(bytes.fromhex("72")).hex() == SIGNED_72
    assert PinnedKey(bytes.fromhex(PUBLIC)).valid(bytes.fromhex("72"), bytes.fromhex(SIGNED_72))


def test_another_digest_signature_or_key_is_not_valid() -> None:
    key, digest = TillKey(SECRET), bytes(32)
    sig = key.sign(digest)
    pinned = PinnedKey(key.public_key())
    assert pinned.valid(digest, sig)
    assert not pinned.valid(b"\1" + bytes(31), sig)
    assert not pinned.valid(digest, sig[:-1] + bytes([sig[-1] ^ 1]))
    assert not pinned.valid(digest, b"")
    assert not PinnedKey(TillKey(bytes(32)).public_key()).valid(digest, sig)


def test_a_key_is_made_once_and_found_again(tmp_path: Path) -> None:
    made = create_key(tmp_path)
    assert load_key(tmp_path).public_key() == made.public_key() == load_public(tmp_path)
    assert pinned_check(tmp_path).valid(bytes(32), made.sign(bytes(32)))
    with pytest.raises(Fault) as caught:
        create_key(tmp_path)
    assert caught.value.code == "key_exists"


def test_two_tills_have_two_keys(tmp_path: Path) -> None:
    assert create_key(tmp_path / "a").public_key() != create_key(tmp_path / "b").public_key()


def test_the_same_seed_gives_the_same_key(tmp_path: Path) -> None:
    assert create_key(tmp_path / "a", SECRET).public_key().hex() == create_key(tmp_path / "b", SECRET).public_key().hex() == PUBLIC


if sys.platform != "win32":

    def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
        create_key(tmp_path)
        assert stat.S_IMODE((tmp_path / "keys" / "till.key").stat().st_mode) == 0o600
        assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("what", "file", "content", "code"),
    [
        ("no key", "keys/till.key", None, "key_missing"),
        ("no pinned key", "till.pub", None, "key_missing"),
        ("not hex", "keys/till.key", "zz", "key_damaged"),
        ("too short", "keys/till.key", "00ff", "key_damaged"),
        ("another key", "keys/till.key", "11" * 32, "key_changed"),
        ("another pinned key", "till.pub", "11" * 32, "key_changed"),
    ],
)
def test_a_key_that_is_missing_damaged_or_another_one(tmp_path: Path, what: str, file: str, content: str | None, code: str) -> None:
    create_key(tmp_path)
    path = tmp_path / file
    if content is None:
        path.unlink()
    else:
        path.write_text(content, encoding="ascii")
    with pytest.raises(Fault) as caught:
        load_key(tmp_path)
    assert caught.value.code == code


@pytest.mark.parametrize("length", [0, 31, 33])
def test_keys_of_another_length_are_refused(length: int) -> None:
    with pytest.raises(ValueError):
        TillKey(bytes(length))
    with pytest.raises(ValueError):
        PinnedKey(bytes(length))
