"""New member: phone, name, birthday, referrer, card and what is agreed to. The basket stays visible, scanning goes on, and the open sale
becomes the new member's first one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from app.domain.errors import Refusal
from app.domain.members.consents import PURPOSES, REQUIRED, Purpose, consent_text
from app.domain.members.member import Member, check_birthday
from app.domain.members.names import Honorific
from app.domain.members.phone import is_mobile
from app.domain.programme.joining import joining_terms
from app.domain.programme.sentences import programme_terms
from app.domain.till.approval import Approval
from app.domain.till.scan_shapes import ScanKind, classify
from app.gui.i18n import Texts, count, money
from app.gui.presenters.approve import ApprovalQuestion
from app.gui.presenters.counter_views import refusal_line, short_language, tier_view
from app.gui.presenters.places import Navigator, Sheet
from app.gui.presenters.till import Till
from app.gui.theme.theme import Tone
from app.services.counter import CounterState
from app.services.enrol_member import Enrolled, Enrolment, enrol_member, enrolment_asked, known_by_card, known_by_phone
from app.services.find_member import only_member
from app.services.joining_preview import JoiningPreview, preview_joining
from app.services.ports.sound import Sound

PHONE_DIGITS = 11
BIRTHDAY_DIGITS = 4
REFERRER_DIGITS_MIN = 4
Entry = Literal["phone", "birthday", "referrer"]
_LENGTHS: dict[Entry, int] = {"phone": PHONE_DIGITS, "birthday": BIRTHDAY_DIGITS, "referrer": PHONE_DIGITS}
HONORIFICS: tuple[Honorific, ...] = ("mr", "ms", "none")


@dataclass(frozen=True, slots=True)
class EntryView:
    """A field of figures: what is typed, what stands there while it is empty, and what was found out about it."""

    text: str = ""
    prompt: str = ""
    state: str = ""
    icon: str = ""
    tone: Tone = "muted"


@dataclass(frozen=True, slots=True)
class TickView:
    """A purpose to agree to."""

    purpose: Purpose
    title: str
    note: str
    details: tuple[str, ...]
    tag: str
    ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolView:
    """The sheet. `known`: whose number it is already, with what Enter does then. `active`: the entry that the keypad feeds."""

    title: str
    note: str
    phone: EntryView
    known: str
    name: str
    honorific: int
    birthday: EntryView
    referrer: EntryView
    referrer_name: str
    card: EntryView
    terms: TickView
    extras: tuple[TickView, ...]
    points: str
    saving: str
    problem: str
    confirm: str
    can_confirm: bool
    reason: str
    active: Entry


class EnrolScreen(Protocol):
    """What the presenter asks of the sheet."""

    def show_view(self, view: EnrolView) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """What stands in the fields of one sale. `owner`: whose the phone is already; `referrer`: who was found."""

    phone: str = ""
    owner: Member | None = None
    name: str = ""
    honorific: Honorific = "none"
    birthday: str = ""
    referrer_text: str = ""
    referrer: Member | None = None
    card: str = ""
    card_problem: str = ""
    agreed: frozenset[Purpose] = frozenset()


class Enrol:
    """The presenter of the sheet. `take` attaches a member that is one already."""

    def __init__(self, till: Till, navigator: Navigator, take: Callable[[str], None]) -> None:
        self._till = till
        self._nav = navigator
        self._take = take
        self._screen: EnrolScreen | None = None
        self._draft = _Draft()
        self._sale_id = ""
        self._member_id = ""
        self._active: Entry = "phone"
        self._preview: JoiningPreview | None = None
        self._problem = ""
        till.changed.connect(self._follow)
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: EnrolScreen) -> None:
        """The sheet that shows this presenter."""
        self._screen = screen

    def open(self, *, phone: str = "", card: str = "") -> None:
        """Opens the sheet, with a phone or a card that is known already. What was typed for this sale before is still there."""
        counter = self._till.counter
        sale_id = "" if counter is None else counter.basket.sale_id
        if sale_id != self._sale_id or not self._member_id:
            self._begin(sale_id)
        self._active, self._problem = "phone", ""
        self._nav.open_sheet(Sheet.ENROL)
        if phone:
            self.set_entry("phone", phone)
        if card:
            self._bind(card)
        self._look_ahead()
        self.refresh()

    def _begin(self, sale_id: str) -> None:
        self._sale_id, self._member_id = sale_id, self._till.desk.ids.new_id()
        self._draft, self._preview = _Draft(), None

    def _follow(self) -> None:
        """The basket changed: what joining gives follows it."""
        if self._nav.sheet is Sheet.ENROL:
            self._look_ahead()
            self.refresh()

    def refresh(self) -> None:
        """Renders again."""
        counter = self._till.counter
        self._till.stirred.emit()
        if self._screen is not None and counter is not None:
            self._screen.show_view(self.view(counter))

    # what is shown

    def view(self, state: CounterState) -> EnrolView:
        """The sheet beside a state of the counter."""
        t, draft = self._till.texts, self._draft
        terms, *extras = (self._tick(purpose, state, t) for purpose in PURPOSES)
        reason = self._missing(t)
        preview = self._preview if draft.owner is None else None
        return EnrolView(
            title=t("New member"),
            note=t("Scanning goes on"),
            phone=self._phone(t),
            known=self._known(state, t),
            name=draft.name,
            honorific=HONORIFICS.index(draft.honorific),
            birthday=self._birthday(t),
            referrer=self._referrer(t),
            referrer_name=self._referrer_name(),
            card=self._card(t),
            terms=terms,
            extras=tuple(extras),
            points=_points_line(preview, t),
            saving=_saving_line(preview, t),
            problem=self._problem,
            confirm=t("Use this member") if draft.owner is not None else t("Enrol and use now"),
            can_confirm=not reason,
            reason=reason,
            active=self._active,
        )

    def _phone(self, t: Texts) -> EntryView:
        draft = self._draft
        prompt = t("11 digits")
        if len(draft.phone) < PHONE_DIGITS:
            return EntryView(draft.phone, prompt)
        if not is_mobile(draft.phone):
            return EntryView(draft.phone, prompt, t("no mobile number"), "warn", "danger")
        if draft.owner is not None:
            return EntryView(draft.phone, prompt, t("member"), "info", "info")
        return EntryView(draft.phone, prompt, t("free"), "ok", "success")

    def _known(self, state: CounterState, t: Texts) -> str:
        owner = self._draft.owner
        if owner is None:
            return ""
        name = owner.on_screen(short_language(t), self._till.desk.pinyin())
        return t("Is a member: {name}, {tier} · Enter uses it", name=name, tier=tier_view(state.programme, owner.tier, t).name)

    def _birthday(self, t: Texts) -> EntryView:
        text, prompt = self._draft.birthday, t("month / day")
        if len(text) == BIRTHDAY_DIGITS and self._day() is None:
            return EntryView(text, prompt, t("no such day"), "", "danger")
        return EntryView(text, prompt)

    def _day(self) -> tuple[int, int] | None:
        """Month and day; None where they are no day, or not typed whole."""
        text = self._draft.birthday
        if len(text) != BIRTHDAY_DIGITS:
            return None
        month, day = int(text[:2]), int(text[2:])
        try:
            check_birthday(month, day)
        except Refusal:
            return None
        return month, day

    def _referrer_name(self) -> str:
        referrer = self._draft.referrer
        return "" if referrer is None else referrer.on_screen(short_language(self._till.texts), self._till.desk.pinyin())

    def _referrer(self, t: Texts) -> EntryView:
        draft, prompt = self._draft, t("scan or phone")
        if draft.referrer is not None:
            return EntryView(draft.referrer_text, prompt, t("found"), "ok", "success")
        if len(draft.referrer_text) == PHONE_DIGITS:
            return EntryView(draft.referrer_text, prompt, t("nobody"), "", "danger")
        return EntryView(draft.referrer_text, prompt)

    def _card(self, t: Texts) -> EntryView:
        draft = self._draft
        if draft.card_problem:
            return EntryView("", t("Scan a new card"), draft.card_problem, "warn", "danger")
        if draft.card:
            return EntryView(f"{draft.card[:5]} {draft.card[5:]}", "", t("will be bound"), "card", "success")
        return EntryView("", t("Scan a new card"))

    def _tick(self, purpose: Purpose, state: CounterState, t: Texts) -> TickView:
        language = short_language(t)
        terms = joining_terms(state.programme, language)
        shown = (*terms[:1], *terms[len(programme_terms(state.programme, language)) :])
        text, ticked = consent_text(purpose, language, terms), purpose in self._draft.agreed
        if purpose == REQUIRED:
            tag = t("agreed aloud") if ticked else ""
            return TickView(purpose, text.title, t("required"), shown, tag, ticked)
        return TickView(purpose, text.title, t("optional"), (), "", ticked)

    def _missing(self, t: Texts) -> str:
        """What is missing before the member can be enrolled; empty when nothing is."""
        draft = self._draft
        if draft.owner is not None:
            return ""
        if len(draft.phone) < PHONE_DIGITS or not is_mobile(draft.phone):
            return t("Type the phone first")
        if REQUIRED not in draft.agreed:
            return t("Tick it when the customer agrees")
        if draft.birthday and self._day() is None:
            return t("The birthday is no whole day")
        return ""

    # acts

    def set_entry(self, entry: Entry, text: str) -> None:
        """Figures were typed. A whole phone is looked up at once, a referrer from four digits on."""
        text = "".join(char for char in text if char.isascii() and char.isdigit())[: _LENGTHS[entry]]
        if entry == "phone":
            self._change(replace(self._draft, phone=text, owner=None))
            if len(text) == PHONE_DIGITS:
                self._till.look_up(lambda: known_by_phone(self._till.desk, text), lambda owner: self._phone_answered(text, owner))
        elif entry == "birthday":
            self._change(replace(self._draft, birthday=text))
            self._look_ahead()
        else:
            self._change(replace(self._draft, referrer_text=text, referrer=None))
            if len(text) >= REFERRER_DIGITS_MIN:
                self._till.look_up(lambda: only_member(self._till.desk, text), lambda found: self._referrer_answered(text, found))

    def _phone_answered(self, phone: str, owner: Member | None) -> None:
        if phone == self._draft.phone:
            self._change(replace(self._draft, owner=owner))

    def _referrer_answered(self, text: str, found: Member | None) -> None:
        if text == self._draft.referrer_text:
            self._change(replace(self._draft, referrer=found))
            self._look_ahead()

    def press(self, key: str) -> None:
        """A key of the keypad goes to the entry that is active."""
        entry, text = self._active, self._entry_text(self._active)
        if key == "clear":
            self.set_entry(entry, "")
        elif key == "backspace":
            self.set_entry(entry, text[:-1])
        else:
            self.set_entry(entry, text + key)

    def _entry_text(self, entry: Entry) -> str:
        draft = self._draft
        return {"phone": draft.phone, "birthday": draft.birthday, "referrer": draft.referrer_text}[entry]

    def enter(self, entry: Entry) -> None:
        """An entry got the focus: the keypad is for it."""
        if entry != self._active:
            self._active = entry
            self.refresh()

    def set_name(self, text: str) -> None:
        """The name was changed."""
        self._change(replace(self._draft, name=text))

    def set_honorific(self, at: int) -> None:
        """How the member is spoken to."""
        self._change(replace(self._draft, honorific=HONORIFICS[at]))
        self._look_ahead()

    @property
    def agreed(self) -> bool:
        """Whether the terms are agreed to."""
        return REQUIRED in self._draft.agreed

    def terms(self, state: CounterState) -> tuple[str, ...]:
        """What is agreed to, in the customer's words."""
        language = short_language(self._till.texts)
        return tuple(consent_text(REQUIRED, language, joining_terms(state.programme, language)).lines)

    def turn(self, purpose: Purpose = REQUIRED) -> None:
        """A purpose was ticked, or not any more."""
        self._change(replace(self._draft, agreed=self._draft.agreed ^ {purpose}))

    def forget_card(self) -> None:
        """The card is not bound after all."""
        self._change(replace(self._draft, card="", card_problem=""))

    def _change(self, draft: _Draft) -> None:
        self._draft, self._problem = draft, ""
        self.refresh()

    def scanned(self, text: str) -> bool:
        """A card is bound, or names the referrer while that is asked for; a phone is taken over. False: the scan is not for this sheet."""
        scan = classify(text)
        if scan.kind is ScanKind.MEMBER_CARD:
            self._card_scanned(scan.payload)
        elif scan.kind is ScanKind.PHONE:
            self._till.play(Sound.OK)
            self.set_entry("referrer" if self._active == "referrer" else "phone", scan.payload)
        else:
            return False
        return True

    def _card_scanned(self, number: str) -> None:
        till = self._till

        def answered(owner: Member | None) -> None:
            if owner is None:
                till.play(Sound.OK)
                self._bind(number)
            elif self._active == "referrer":
                till.play(Sound.OK)
                self._change(replace(self._draft, referrer=owner, referrer_text=owner.phone))
                self._look_ahead()
            else:
                till.play(Sound.UNKNOWN)
                self._change(replace(self._draft, card="", card_problem=till.texts("This card is somebody else's")))

        till.run(lambda: known_by_card(till.desk, number), answered)

    def _bind(self, card: str) -> None:
        self._change(replace(self._draft, card=card, card_problem=""))

    def typed(self, char: str) -> bool:
        """Digits while no field has the focus go to the active entry; the space bar ticks the terms."""
        if char == " ":
            self.turn()
        elif char.isascii() and char.isdigit():
            self.press(char)
        return True

    def key(self, key: str) -> bool:
        """Enter enrols; Esc leaves and forgets what was typed."""
        if key == "Enter":
            self.confirm()
        elif key in ("Backspace", "Del"):
            self.press("backspace" if key == "Backspace" else "clear")
        elif key == "Esc":
            self._begin(self._sale_id)
            self._nav.close_sheet()
        else:
            return False
        return True

    def confirm(self) -> None:
        """Enrols the member and attaches it to the open sale; one that is a member already is attached."""
        till, draft = self._till, self._draft
        if draft.owner is not None:
            member_id = draft.owner.id
            self._begin("")
            self._nav.close_sheet()
            self._take(member_id)
            return
        missing = self._missing(till.texts)
        if missing:
            self._say(missing)
            return
        self._enrol(None)

    def _enrol(self, approval: Approval | None) -> None:
        """Books what stands in the fields."""
        till, draft = self._till, self._draft
        session, member_id = till.signed_in(), self._member_id
        enrolment = Enrolment(
            name=draft.name,
            phone=draft.phone,
            honorific=draft.honorific,
            birthday=self._day(),
            referrer_id=None if draft.referrer is None else draft.referrer.id,
            card=draft.card or None,
            consents=draft.agreed,
            language=short_language(till.texts),
        )

        def operation() -> Enrolled:
            return enrol_member(till.desk, session, enrolment, member_id=member_id, approval=approval)

        till.run(operation, self._enrolled, self._refused, confirm=True)

    def _enrolled(self, enrolled: Enrolled) -> None:
        self._till.play(Sound.MEMBER)
        self._begin("")
        self._nav.close_sheet()
        self._till.set_counter(enrolled.state)
        self._till.printing.spooler.wake()

    def _refused(self, refusal: Refusal) -> None:
        if refusal.code == "needs_approval":
            self._ask_approval()
        else:
            self._say(refusal_line(refusal, self._till.texts))

    def _ask_approval(self) -> None:
        """Many enrolments within minutes: a second person looks at this one (FRAUD-04)."""
        t, draft = self._till.texts, self._draft
        self._till.play(Sound.ATTENTION)
        lines = ((t("Phone"), draft.phone), (t("Name"), draft.name or t("not said")), (t("Member card"), draft.card or t("none")))
        title = t("Many new members within minutes: approve this one?")
        asked = enrolment_asked(self._member_id)
        self._nav.ask_approval(ApprovalQuestion(asked=asked, title=title, lines=lines, answer=self._enrol))

    def _say(self, problem: str) -> None:
        self._till.play(Sound.UNKNOWN)
        self._problem = problem
        self.refresh()

    def _look_ahead(self) -> None:
        """What joining gives now, by the engine that will book it."""
        till, session = self._till, self._till.session
        if session is None:
            return
        asked = self._asked()

        def answered(preview: JoiningPreview) -> None:
            if asked == self._asked():
                self._preview = preview
                self.refresh()

        _, birthday, referrer_id, has_title = asked
        till.look_up(
            lambda: preview_joining(till.desk, session, birthday=birthday, referrer_id=referrer_id, has_title=has_title), answered
        )

    def _asked(self) -> tuple[str, tuple[int, int] | None, str | None, bool]:
        """What the figures of joining depend on, beside the basket."""
        referrer = self._draft.referrer
        return self._sale_id, self._day(), None if referrer is None else referrer.id, self._draft.honorific != "none"


def _points_line(preview: JoiningPreview | None, t: Texts) -> str:
    """入会礼 50 + 本单 79 = 129 分"""
    if preview is None:
        return ""
    if preview.welcome and preview.sale:
        total = t.points(preview.welcome + preview.sale)
        return t("Welcome {welcome} + this sale {sale} = {total}", welcome=count(preview.welcome), sale=count(preview.sale), total=total)
    if preview.welcome:
        return t("Welcome {points}", points=t.points(preview.welcome))
    return t("This sale earns {points}", points=t.points(preview.sale)) if preview.sale else ""


def _saving_line(preview: JoiningPreview | None, t: Texts) -> str:
    if preview is None or not preview.saved_minor:
        return ""
    return t("Saves {saved}, due becomes {due}", saved=money(preview.saved_minor), due=money(preview.due_minor))
