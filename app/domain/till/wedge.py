"""Tells a keyboard-wedge scanner from a person typing, by the time between keys. Pure: characters and milliseconds in,
decisions out; no clock, no Qt.

How a window uses it. Make one ``WedgeRecogniser`` for the window and one single-shot timer. For every key press that
has a text character (Enter, Tab and Space included) and no Ctrl, Alt or Meta, *before* any widget or shortcut sees it::

    step = wedge.feed(char, event_timestamp_ms, auto_repeat=event.isAutoRepeat())

and carry the step out in this order:

1. ``step.retract``: take that many characters, which were given out as typed a moment ago, back from where they went.
2. ``step.typed``: deliver these characters as typed keys, in order (they were held back until now).
3. ``step.read``: a whole scan: hand it to the scan router. ``step.notice`` is a scan that went wrong: show
``notice.text`` with *scan again* and play the unknown sound.
4. ``step.swallow``: True: the key just fed must not reach any widget (it is held, or it was part of a scan); False:
let it through as an ordinary key.
5. ``step.flush_in_ms``: start (restart) the timer with it; None: stop the timer. When the timer fires, call
   ``flush(timestamp_ms)`` on the same time scale and carry its step out likewise (there is no key to swallow).

Use the key event's own time stamp, not the time of handling: a busy window must not tear a scan. Shift and Caps Lock
are not fed. Any other key without a character (arrows, F-keys) and a mouse press: call ``interrupt()`` first, carry its
step out, then let the key through. A change of focus: call ``focus_moved()``; its ``typed`` is for the old focus. Keys
re-delivered from ``step.typed`` must not be fed again.

Values are those of the product's hardware notes: at least 6 characters, mean gap under 35 ms, no gap over 80 ms, the
line end within 100 ms; typed keys are held for 50 ms at the longest unless they already look like a scanner.
"""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.till.scan_shapes import MAX_SCAN_CHARS, SHOWN_CHARS


@dataclass(frozen=True, slots=True, kw_only=True)
class WedgeSettings:
    """How to tell a scanner. Times in milliseconds.

    ``prefix``: characters that the scanner sends first; a text with it is certain, whatever its timing, and the
    prefix is taken off. ``needs_terminator`` False: a burst followed by silence is a scan too (scanners without a
    suffix).
    """

    prefix: str = ""
    terminators: frozenset[str] = frozenset("\r\n\t")
    needs_terminator: bool = True
    chars_min: int = 6
    fragment_chars: int = 3
    mean_gap_ms: int = 35
    gap_max_ms: int = 80
    terminator_ms: int = 100
    hold_ms: int = 50
    prefix_gap_ms: int = 300
    fragment_ms: int = 1_500
    duplicate_ms: int = 400
    chars_max: int = MAX_SCAN_CHARS


class WedgeTrouble(StrEnum):
    """What went wrong with a scan."""

    PARTIAL = "partial"
    TOO_LONG = "too_long"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class WedgeNotice:
    """A scan that was not taken, with (the beginning of) its text. A duplicate needs no word to the cashier."""

    trouble: WedgeTrouble
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WedgeStep:
    """What the window has to do now; see the module's text for the order."""

    swallow: bool = False
    typed: str = ""
    retract: int = 0
    read: str | None = None
    notice: WedgeNotice | None = None
    flush_in_ms: int | None = None


class DuplicateFilter:
    """The same code from the same device within ``window_ms`` counts once; a wanted second reading later counts
    again.
    """

    def __init__(self, window_ms: int = 400) -> None:
        self._window_ms = window_ms
        self._last: dict[str, tuple[str, int]] = {}

    def accepts(self, text: str, device: str, at_ms: int) -> bool:
        """Whether this reading counts; times of one device on one scale. A refused reading does not prolong the
        window.
        """
        before = self._last.get(device)
        if before is not None and before[0] == text and 0 <= at_ms - before[1] < self._window_ms:
            return False
        self._last[device] = (text, at_ms)
        return True


class WedgeRecogniser:
    """One per window. Not for use from several threads."""

    def __init__(self, settings: WedgeSettings | None = None) -> None:
        self._settings = settings or WedgeSettings()
        self._duplicates = DuplicateFilter(self._settings.duplicate_ms)
        self._chars: list[str] = []
        self._first_ms = 0
        self._last_ms = 0
        self._released = 0
        self._overflow = False
        self._fragment: tuple[str, int] | None = None
        self._scan_end_ms: int | None = None

    def feed(self, char: str, at_ms: int, *, auto_repeat: bool = False) -> WedgeStep:
        """One key. ``char``: one character; ``at_ms``: the event's time stamp; ``auto_repeat``: the key is being held
        down, which is always a person.
        """
        if auto_repeat:
            return WedgeStep(typed=self._let_go())
        before = WedgeStep()
        if self._chars and not self._continues(char, at_ms):
            before = self._end_of_burst(at_ms)
        if char in self._settings.terminators:
            return _after(before, self._terminator(at_ms))
        self._scan_end_ms = None
        if not self._chars:
            self._first_ms = at_ms
        if len(self._chars) < self._settings.chars_max + len(self._settings.prefix):
            self._chars.append(char)
        else:
            self._overflow = True
        self._last_ms = at_ms
        return _after(before, WedgeStep(swallow=True, flush_in_ms=self._patience_ms()))

    def flush(self, at_ms: int) -> WedgeStep:
        """The timer fired: nothing more came for a while. Give held keys out as typed, or report the torn scan."""
        if not self._chars:
            return WedgeStep()
        waited = at_ms - self._last_ms
        if self._is_certain() or self._is_burst() or self._overflow:
            patience = self._patience_ms()
            return self._end_of_burst(at_ms) if waited >= patience else WedgeStep(flush_in_ms=patience - waited)
        # Held keys go out, but the burst stays remembered: the next key may come late only because the window was busy.
        typed = "".join(self._chars[self._released :])
        self._released = len(self._chars)
        return WedgeStep(typed=typed)

    def interrupt(self) -> WedgeStep:
        """Something other than a text key happened: give held keys out as typed and start afresh."""
        return WedgeStep(typed=self._let_go())

    def focus_moved(self) -> WedgeStep:
        """The focus moved, perhaps because another screen came up: a scan under way goes on. Keys that may be a
        person's go out now, to where the focus was, and are remembered as by ``flush``.
        """
        if self._is_certain() or self._at_scanner_speed(self._settings.fragment_chars):
            return WedgeStep(flush_in_ms=self._patience_ms())
        typed = "".join(self._chars[self._released :])
        self._released = len(self._chars)
        return WedgeStep(typed=typed)

    def _continues(self, char: str, at_ms: int) -> bool:
        gap = at_ms - self._last_ms
        if gap < 0:
            return False
        if self._is_certain():
            return gap <= self._settings.prefix_gap_ms
        limit = self._settings.terminator_ms if char in self._settings.terminators else self._settings.gap_max_ms
        return gap <= limit

    def _patience_ms(self) -> int:
        if self._is_certain():
            return self._settings.prefix_gap_ms
        return self._settings.terminator_ms if self._is_burst() or self._overflow else self._settings.hold_ms

    def _is_certain(self) -> bool:
        prefix = self._settings.prefix
        return bool(prefix) and "".join(self._chars[: len(prefix)]) == prefix

    def _at_scanner_speed(self, chars_min: int) -> bool:
        count = len(self._chars)
        if count < max(chars_min, 2):
            return False
        return self._last_ms - self._first_ms < self._settings.mean_gap_ms * (count - 1)

    def _is_burst(self) -> bool:
        return self._at_scanner_speed(self._settings.chars_min)

    def _let_go(self) -> str:
        """Forget the burst; what of it was still held."""
        typed = "".join(self._chars[self._released :])
        self._forget()
        return typed

    def _forget(self) -> None:
        self._chars = []
        self._released = 0
        self._overflow = False

    def _take(self) -> tuple[str, int]:
        """End the burst as scanner text: the text without prefix, and how many of its characters were given out as
        typed.
        """
        text, retract = "".join(self._chars), self._released
        if self._is_certain():
            text = text[len(self._settings.prefix) :]
        self._forget()
        return text, retract

    def _end_of_burst(self, at_ms: int) -> WedgeStep:
        """Silence after the collected keys, without a line end."""
        if self._overflow or self._is_certain() or self._is_burst():
            if not self._settings.needs_terminator:
                return self._scan(at_ms)
            return self._refuse(at_ms)
        if self._at_scanner_speed(self._settings.fragment_chars):
            self._fragment = ("".join(self._chars), self._last_ms)
        return WedgeStep(typed=self._let_go())

    def _terminator(self, at_ms: int) -> WedgeStep:
        if not self._chars:
            # A scanner that ends with CR LF: the second of the two must not press a button either.
            follows = self._scan_end_ms is not None and 0 <= at_ms - self._scan_end_ms <= self._settings.terminator_ms
            return WedgeStep(swallow=follows)
        if self._is_certain() or self._is_burst() or self._overflow:
            self._scan_end_ms = at_ms
            return self._scan(at_ms)
        if self._at_scanner_speed(self._settings.fragment_chars):
            return self._refuse(at_ms)
        return WedgeStep(typed=self._let_go())

    def _scan(self, at_ms: int) -> WedgeStep:
        # A fast piece just before this one was the beginning of the same code: half a code is never taken for a whole
        # one.
        if self._overflow or self._fragment_before() is not None:
            return self._refuse(at_ms)
        text, retract = self._take()
        if not text:
            return WedgeStep(swallow=True, retract=retract)
        if not self._duplicates.accepts(text, "wedge", at_ms):
            return WedgeStep(swallow=True, retract=retract, notice=WedgeNotice(WedgeTrouble.DUPLICATE, text))
        return WedgeStep(swallow=True, retract=retract, read=text)

    def _fragment_before(self) -> str | None:
        if self._fragment is None or self._is_certain():
            return None
        text, end_ms = self._fragment
        return text if 0 <= self._first_ms - end_ms <= self._settings.fragment_ms else None

    def _refuse(self, at_ms: int) -> WedgeStep:
        self._scan_end_ms = at_ms
        trouble = WedgeTrouble.TOO_LONG if self._overflow else WedgeTrouble.PARTIAL
        head = self._fragment_before() or ""
        self._fragment = None
        text, retract = self._take()
        text = (head + text)[:SHOWN_CHARS]
        return WedgeStep(swallow=True, retract=len(head) + retract, notice=WedgeNotice(trouble, text))


def _after(before: WedgeStep, now: WedgeStep) -> WedgeStep:
    """Two steps in one: what ended the former burst, then what the new key does."""
    return WedgeStep(
        swallow=now.swallow,
        typed=before.typed + now.typed,
        retract=before.retract + now.retract,
        read=now.read if now.read is not None else before.read,
        notice=now.notice or before.notice,
        flush_in_ms=now.flush_in_ms,
    )
