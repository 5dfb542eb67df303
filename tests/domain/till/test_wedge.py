"""The wedge recogniser: whole scans, torn scans, people typing, line ends, prefixes, repeats; nothing leaks, nothing is eaten."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.till.wedge import DuplicateFilter, WedgeNotice, WedgeRecogniser, WedgeSettings, WedgeStep, WedgeTrouble

EAN = "5901234123457"
CARD = "M799273982"


@dataclass
class Window:
    """Carries the steps out as the module's text tells a window to: a typed text, scans, notices, and one timer."""

    wedge: WedgeRecogniser
    typed: str = ""
    scans: list[str] = field(default_factory=list)
    notices: list[WedgeNotice] = field(default_factory=list)
    now: int = 1_000
    timer_at: int | None = None

    def carry_out(self, step: WedgeStep, char: str = "") -> None:
        if step.retract:
            self.typed = self.typed[: -step.retract]
        self.typed += step.typed
        if step.read is not None:
            self.scans.append(step.read)
        if step.notice is not None:
            self.notices.append(step.notice)
        if char and not step.swallow:
            self.typed += char
        self.timer_at = None if step.flush_in_ms is None else self.now + step.flush_in_ms

    def wait(self, ms: int) -> None:
        until = self.now + ms
        while self.timer_at is not None and self.timer_at <= until:
            self.now = self.timer_at
            self.carry_out(self.wedge.flush(self.now))
        self.now = until

    def keys(self, text: str, gap_ms: int, *, end: str = "") -> None:
        """Keys ``gap_ms`` apart; the first comes ``gap_ms`` from now."""
        for char in text + end:
            self.wait(gap_ms)
            self.carry_out(self.wedge.feed(char, self.now), char)


@pytest.fixture
def window() -> Window:
    return Window(WedgeRecogniser())


@pytest.mark.parametrize("gap_ms", [0, 1, 5, 10, 34])
@pytest.mark.parametrize("end", ["\r", "\n", "\t", "\r\n"])
def test_a_scan_is_taken_whole_and_its_line_end_is_swallowed(window: Window, gap_ms: int, end: str) -> None:
    """LESSON-20: the scanner's Enter must not press the focused button (odoo #122125)."""
    window.keys(EAN, gap_ms, end=end)
    window.wait(1_000)
    assert (window.scans, window.typed, window.notices) == ([EAN], "", [])


def test_one_slow_gap_in_a_scan_is_bridged(window: Window) -> None:
    """80 ms: longer than keys are held, so the first half was given out as typed and is taken back."""
    window.keys(EAN[:5], 5)
    window.keys(EAN[5:6], 80)
    window.keys(EAN[6:], 5, end="\r")
    assert (window.scans, window.typed) == ([EAN], "")


@pytest.mark.parametrize("gap_ms", [81, 120, 300])
def test_a_person_typing_is_left_alone(window: Window, gap_ms: int) -> None:
    """LESSON-20: typed text is never eaten, Enter included."""
    window.keys("coffee 250\r", gap_ms)
    window.wait(1_000)
    assert (window.typed, window.scans, window.notices) == ("coffee 250\r", [], [])


def test_typed_keys_are_held_for_fifty_milliseconds_only(window: Window) -> None:
    window.keys("3", 100)
    assert window.typed == ""
    window.wait(50)
    assert window.typed == "3"


def test_a_quick_typist_is_not_a_scanner(window: Window) -> None:
    """odoo #25519. 45 ms between keys is 22 keys a second; no person keeps that up, and it is still typing."""
    window.keys("6921168509", 45, end="\r")
    window.wait(1_000)
    assert (window.typed, window.scans) == ("6921168509\r", [])


def test_quantity_typed_before_a_scan(window: Window) -> None:
    window.keys("3*", 150)
    window.wait(200)
    window.keys(EAN, 4, end="\r")
    assert (window.typed, window.scans) == ("3*", [EAN])


def test_scan_right_after_typing(window: Window) -> None:
    """Four quickly typed letters and a scan 100 ms later: both arrive, each as what it is."""
    window.keys("milk", 90)
    window.wait(95)
    window.keys(CARD, 5, end="\r")
    assert (window.typed, window.scans) == ("milk", [CARD])


def test_a_torn_scan_says_scan_again(window: Window) -> None:
    """No line end within 100 ms: never half a code."""
    window.keys(EAN[:9], 5)
    window.wait(99)
    assert window.notices == []
    window.wait(1)
    assert (window.scans, window.typed) == ([], "")
    assert window.notices == [WedgeNotice(WedgeTrouble.PARTIAL, EAN[:9])]


def test_a_scan_with_a_hole_in_it_is_not_taken_by_its_second_half(window: Window) -> None:
    """The input method or the USB bus took 200 ms in the middle; the second half has enough characters for a scan."""
    window.keys(EAN[:5], 5)
    window.wait(200)
    window.keys(EAN[5:], 5, end="\r")
    assert (window.scans, window.typed) == ([], "")
    assert window.notices == [WedgeNotice(WedgeTrouble.PARTIAL, EAN)]


def test_a_short_fragment_with_a_line_end_says_scan_again(window: Window) -> None:
    """metasfresh #22464, odoo #287883: the input method swallowed the beginning."""
    window.keys("410", 5, end="\r")
    window.wait(500)
    assert (window.scans, window.typed) == ([], "")
    assert window.notices == [WedgeNotice(WedgeTrouble.PARTIAL, "410")]


def test_a_late_line_end_of_a_torn_scan_presses_nothing(window: Window) -> None:
    window.keys(EAN, 5)
    window.wait(150)
    window.keys("\r", 0)
    assert (window.scans, window.typed, len(window.notices)) == ([], "", 1)


def test_enter_by_hand_after_a_scan_goes_through(window: Window) -> None:
    window.keys(EAN, 5, end="\r")
    window.wait(400)
    window.keys("\r", 0)
    assert (window.scans, window.typed) == ([EAN], "\r")


def test_a_busy_window_does_not_tear_a_scan() -> None:
    """The timer fires late or early by the window's clock; the keys' own time stamps decide."""
    window = Window(WedgeRecogniser())
    window.keys(EAN[:4], 5)
    window.carry_out(window.wedge.flush(window.now + 60))  # the window slept; the next keys are waiting in its queue
    assert window.typed == EAN[:4]
    window.keys(EAN[4:], 5, end="\r")
    assert (window.scans, window.typed) == ([EAN], "")


def test_a_prefix_makes_slow_and_short_codes_certain() -> None:
    """STX in front: three characters, 150 ms apart, are a scan."""
    window = Window(WedgeRecogniser(WedgeSettings(prefix="\x02")))
    window.keys("\x02A17", 150, end="\r")
    window.keys(EAN, 5, end="\r")
    assert (window.scans, window.typed) == (["A17", EAN], "")


def test_a_prefix_without_an_end_is_a_torn_scan() -> None:
    window = Window(WedgeRecogniser(WedgeSettings(prefix="\x02")))
    window.keys("\x02A17", 20)
    window.wait(400)
    assert (window.scans, window.typed) == ([], "")
    assert window.notices == [WedgeNotice(WedgeTrouble.PARTIAL, "A17")]


def test_a_scanner_without_suffix() -> None:
    window = Window(WedgeRecogniser(WedgeSettings(needs_terminator=False)))
    window.keys(EAN, 5)
    window.wait(100)
    assert (window.scans, window.typed) == ([EAN], "")


def test_a_key_held_down_is_a_person(window: Window) -> None:
    """Auto-repeat comes every 30 ms, as fast as a scanner."""
    window.keys("0", 100)
    for _ in range(20):
        window.wait(30)
        window.carry_out(window.wedge.feed("0", window.now, auto_repeat=True), "0")
    window.keys("\r", 30)
    assert (window.typed, window.scans, window.notices) == ("0" * 21 + "\r", [], [])


def test_another_key_lets_held_keys_go_first(window: Window) -> None:
    window.keys("12", 40)
    window.carry_out(window.wedge.interrupt())
    assert window.typed == "12"
    window.wait(500)
    assert window.typed == "12"


def test_the_same_code_within_400_ms_counts_once(window: Window) -> None:
    window.keys(EAN, 5, end="\r")
    window.keys(EAN, 5, end="\r")
    assert window.scans == [EAN]
    assert window.notices == [WedgeNotice(WedgeTrouble.DUPLICATE, EAN)]
    window.wait(330)
    window.keys(EAN, 5, end="\r")
    assert window.scans == [EAN, EAN]


def test_another_code_at_once_counts(window: Window) -> None:
    window.keys(EAN, 1, end="\r")
    window.keys(CARD, 1, end="\r")
    window.keys(EAN, 1, end="\r")
    assert window.scans == [EAN, CARD, EAN]


def test_duplicates_are_told_apart_by_device() -> None:
    duplicates = DuplicateFilter()
    assert duplicates.accepts("1", "wedge", 0)
    assert duplicates.accepts("1", "serial", 10)
    assert not duplicates.accepts("1", "wedge", 399)
    assert duplicates.accepts("1", "wedge", 400)


def test_ten_thousand_characters(window: Window) -> None:
    window.keys("7" * 10_000, 1, end="\r")
    assert (window.scans, window.typed) == ([], "")
    assert window.notices == [WedgeNotice(WedgeTrouble.TOO_LONG, "7" * 40)]
    window.keys(EAN, 5, end="\r")
    assert window.scans == [EAN]


def test_a_clock_that_goes_back_begins_afresh(window: Window) -> None:
    """Time stamps of another input device may be on another scale."""
    window.keys("12", 5)
    window.now = 10
    window.carry_out(window.wedge.feed("3", window.now), "3")
    window.wait(60)
    assert window.typed == "123"


def test_twenty_scans_a_second_for_a_minute(window: Window) -> None:
    """Budget: none lost, none out of order."""
    sent = [f"{number:013d}" for number in range(1_200)]
    for code in sent:
        window.keys(code, 2, end="\r")
        window.wait(22)
    assert (window.scans, window.typed, window.notices) == (sent, "", [])


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("scan"), st.text(alphabet="0123456789MR", min_size=6, max_size=20), st.integers(0, 30)),
            st.tuples(st.just("type"), st.text(alphabet="abc123* \r", min_size=1, max_size=8), st.integers(85, 400)),
        ),
        max_size=8,
    )
)
def test_scans_and_typing_in_any_order(acts: list[tuple[str, str, int]]) -> None:
    """Whatever is scanned arrives whole, whatever is typed arrives whole, in the right pile."""
    window = Window(WedgeRecogniser(WedgeSettings(duplicate_ms=0)))
    for what, text, gap_ms in acts:
        window.wait(2_000)
        window.keys(text, gap_ms, end="\r" if what == "scan" else "")
    window.wait(2_000)
    assert window.scans == [text for what, text, _ in acts if what == "scan"]
    assert window.typed == "".join(text for what, text, _ in acts if what == "type")
    assert window.notices == []


@pytest.mark.parametrize("at", range(1, len(EAN)))
def test_a_screen_that_comes_up_in_the_midst_of_a_scan_tears_nothing(window: Window, at: int) -> None:
    window.keys(EAN[:at], 5)
    window.carry_out(window.wedge.focus_moved())
    window.keys(EAN[at:], 5, end="\r")
    assert (window.scans, window.typed, window.notices) == ([EAN], "", [])


def test_what_a_person_typed_before_another_screen_came_up_went_where_the_focus_was(window: Window) -> None:
    window.keys("7", 120)
    window.carry_out(window.wedge.focus_moved())
    assert window.typed == "7"
    window.keys("8", 120)
    window.wait(200)
    assert (window.typed, window.scans, window.notices) == ("78", [], [])
