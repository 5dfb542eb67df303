"""`screenshots`: a picture of every state in the variant that is asked for, none of them empty, in the language it says.

That no text is cut off is tested with the screens themselves (tests/gui); these are for looking at.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.e2e.program import Program

STATES = (  # those of the till; the office and what is opened from More bring their own
    "sign-in", "sign-in-wrong-pin", "sell-idle", "sell-basket", "sell-unknown-code", "sell-member", "sell-second-member", "sell-birthday",
    "sell-frozen", "sell-dormant", "sell-price-asked", "sell-quantity", "sell-removed", "sell-points-used", "sell-after-sale", "why",
    "use-points", "member-search", "member-search-empty", "member-page", "member-page-lots", "member-page-vouchers", "member-page-cards",
    "find-item", "more",
    "sell-new-item-offered", "product-new", "product-does-not-fit", "find-item-leader", "product-edit", "sell-price-missing-leader",
    "enrol-empty", "enrol-known", "enrol-missing", "enrol-filled", "sell-enrolled", "sell-unknown-card",
    "activities", "sell-checked-in", "sell-activity-waits",
    "pay-exact", "pay-part", "pay-wechat", "pay-change", "sale-done-member", "sale-done-walk-in", "receipt", "print-queue", "settings",
    "help", "locked", "printer-paper-out", "printer-cover-open", "printer-near-end", "printer-silent", "printer-unplugged",
    "printer-pulled-in-mid-receipt", "printer-unknown", "print-queue-trouble",
)  # fmt: skip
VARIANT = "compact-zh-light"
GROUND_MOST = 0.97
"""Share of one colour from which a picture counts as empty."""


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pictures of one variant, taken by the command."""
    out = tmp_path_factory.mktemp("screenshots")
    code, said, err = Program("screenshots", str(out), "--only", f"{VARIANT}.").wait(220)
    assert code == 0, said + err
    return out


def test_every_state_has_its_picture(pictures: Path) -> None:
    assert {path.name for path in pictures.iterdir()} >= {f"{state}-{VARIANT}.png" for state in STATES}


def test_no_picture_is_empty_and_no_two_states_look_the_same(pictures: Path) -> None:
    seen: dict[bytes, str] = {}
    for path in sorted(pictures.iterdir()):
        with Image.open(path) as picture:
            assert picture.size == (1024, 768)
            image = picture.convert("RGB")
        colours = image.getcolors(1024 * 768) or []
        assert max(count for count, _ in colours) < GROUND_MOST * 1024 * 768, f"{path.name} is empty"
        twin = seen.setdefault(image.tobytes(), path.name)
        assert twin == path.name, f"{path.name} looks like {twin}"
