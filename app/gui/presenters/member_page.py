"""A member's page: balance by lot, history with reasons, vouchers, why this tier, the way to goals, consents, cards, profile. Opened from
the member panel, where it is one key back, and in the office.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.members.consents import PURPOSES, REQUIRED
from app.domain.members.names import Honorific
from app.domain.till.scan_shapes import ScanKind, classify
from app.gui.components.views import KeyAct, TierView
from app.gui.i18n import Texts, money, signed
from app.gui.presenters.counter_views import day_text, initial_of, refusal_line, short_language, tier_view, worth_minor
from app.gui.presenters.form import Field, Form, FormView
from app.gui.presenters.member_acts import MemberActs
from app.gui.presenters.member_rows import (
    FIGURES_FROM,
    TAB_NAMES,
    TABS,
    PageRow,
    Tab,
    card_rows,
    consent_rows,
    goal_rows,
    history_rows,
    lot_rows,
    titles,
    voucher_rows,
)
from app.gui.presenters.places import Navigator, Sheet
from app.gui.presenters.till import Till
from app.services.consents import change_consent
from app.services.counter import CounterState
from app.services.edit_basket import show_counter
from app.services.find_member import HistoryEntry, MemberPage, member_page
from app.services.member_cards import block_card, link_card, replace_card
from app.services.member_detail import MemberDetail, member_detail, write_note
from app.services.ports.sound import Sound
from app.services.raise_event import Raised, complete_profile
from app.services.redeem_by_itself import set_auto_redeem
from app.services.rules_in_force import print_rules_in_force
from app.support.resources import resource

_HONORIFICS: tuple[Honorific, ...] = ("mr", "ms", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPageView:
    """The page. A tab shows rows under titles, or sentences (`told`); `form` stands in the place of both. `note` says what happened or what
    can be done; `alarmed` when something did not work.
    """

    name: str
    initial: str
    tier: TierView
    identity: str
    figures: tuple[tuple[str, str], ...]
    facts: tuple[str, ...]
    tabs: tuple[tuple[str, str, bool], ...]
    titles: tuple[str, ...]
    figures_from: int
    rows: tuple[PageRow, ...]
    selected: int
    told: tuple[str, ...]
    more: str
    empty: str
    note: str
    alarmed: bool
    acts: tuple[KeyAct, ...]
    form: FormView | None = None


class MemberPageScreen(Protocol):
    """What the presenter asks of the page."""

    def show_view(self, view: MemberPageView) -> None: ...

    def keep_file(self, name: str, content: bytes) -> str:
        """Writes a file where the person keeps such; where it lies. OSError."""
        ...


class MemberPagePresenter:
    """The presenter of the member page. `front` brings it to the front; by default as the sheet on Sell."""

    def __init__(self, till: Till, navigator: Navigator, front: Callable[[], None] | None = None) -> None:
        self._till = till
        self._nav = navigator
        self._front = front or (lambda: navigator.open_sheet(Sheet.MEMBER))
        self._screen: MemberPageScreen | None = None
        self._detail: MemberDetail | None = None
        self._history: tuple[HistoryEntry, ...] = ()
        self._more_before: int | None = None
        self._tab: Tab = "history"
        self._selected = 0
        self._form: Form | None = None
        self._asked_card = ""
        self._replacing = ""
        self._note = ""
        self._alarmed = False
        self._told: tuple[str, ...] = ()
        self._acts_by_hand = MemberActs(till, navigator, self)
        till.texts.language_changed.connect(self._retell)

    def attach(self, screen: MemberPageScreen) -> None:
        """The page that shows this presenter."""
        self._screen = screen

    @property
    def member_id(self) -> str:
        """Whose page it is; empty before one was opened."""
        return "" if self._detail is None else self._detail.page.member.id

    def open(self, member_id: str, *, keep_tab: bool = False) -> None:
        """Reads the member and opens the page; `keep_tab`: where it was left."""

        def ready(detail: MemberDetail) -> None:
            if not keep_tab:
                self._tab, self._selected, self._form, self._asked_card, self._told = "history", 0, None, "", ()
                self._say("")
            self._take(detail)
            self._front()
            self.refresh()

        self._till.run(self._reading(member_id), ready)

    def _reading(self, member_id: str) -> Callable[[], MemberDetail]:
        till, session, lang = self._till, self._till.signed_in(), short_language(self._till.texts)
        return lambda: member_detail(till.desk, session, member_id, lang)

    def _take(self, detail: MemberDetail) -> None:
        self._detail, self._history, self._more_before = detail, detail.page.history, detail.page.more_before

    def _retell(self) -> None:
        """Another language: sentences are told anew."""
        if self._detail is not None and self._till.session is not None:
            self._till.look_up(self._reading(self.member_id), self._again)
        self.refresh()

    def _again(self, detail: MemberDetail) -> None:
        """The same member, read once more."""
        if detail.page.member.id == self.member_id:
            self._take(detail)
            self.refresh()

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None and self._detail is not None:
            self._screen.show_view(self.view(self._detail))

    # what is shown

    def view(self, detail: MemberDetail) -> MemberPageView:
        """The page of a member."""
        t, page = self._till.texts, detail.page
        name = page.member.on_screen(short_language(t), self._till.desk.pinyin())
        rows = self._rows(detail)
        return MemberPageView(
            name=name,
            initial=initial_of(name),
            tier=tier_view(detail.programme, detail.tier, t),
            identity=page.member.phone_on_screen(short_language(t)) if page.member.phone else "",
            figures=self._figures(detail),
            facts=self._facts(page),
            tabs=tuple((tab, t(TAB_NAMES[tab]), tab == self._tab) for tab in TABS),
            titles=titles(self._tab, t),
            figures_from=FIGURES_FROM.get(self._tab, 9),
            rows=rows,
            selected=min(self._selected, len(rows) - 1),
            told=(*detail.tier_told, *detail.privileges) if self._tab == "tier" else self._told,
            more=t("Show older") if self._tab == "history" and self._more_before is not None else "",
            empty="" if self._tab == "tier" and detail.tier_told else t("Nothing here yet"),
            note=self._note or self._hint(t),
            alarmed=self._alarmed,
            acts=self._acts(detail, t),
            form=None if self._form is None else self._form.view(t),
        )

    def _rows(self, detail: MemberDetail) -> tuple[PageRow, ...]:
        t, page = self._till.texts, detail.page
        today = page.balance.on
        rows: dict[Tab, Callable[[], tuple[PageRow, ...]]] = {
            "history": lambda: history_rows(self._history, today, t),
            "lots": lambda: lot_rows(page.lots, today, t),
            "vouchers": lambda: voucher_rows(page.vouchers, today, t),
            "tier": lambda: (),
            "goals": lambda: goal_rows(detail.goals, t),
            "consents": lambda: consent_rows(detail.consents, today, t),
            "cards": lambda: card_rows(page.cards, t),
            "profile": lambda: self._profile_rows(detail, t),
            "more": lambda: self._more_rows(detail, t),
        }
        return rows[self._tab]()

    def _figures(self, detail: MemberDetail) -> tuple[tuple[str, str], ...]:
        t, balance = self._till.texts, detail.page.balance
        available = max(0, balance.available)
        figures = [(t("Usable now"), t.points(available)), (t("Worth"), money(worth_minor(detail.programme, available)))]
        for label, points in (
            (t("Pending"), balance.pending),
            (t("Held for a sale"), balance.held),
            (t("Frozen"), balance.frozen),
            (t("Owed"), balance.debt),
        ):
            if points:
                figures.append((label, t.points(points)))
        return tuple(figures)

    def _facts(self, page: MemberPage) -> tuple[str, ...]:
        t, member = self._till.texts, page.member
        facts = []
        if member.joined_on:
            facts.append(t("Member since {date}", date=day_text(t, member.joined_on, page.balance.on)))
        if member.tier_valid_until:
            facts.append(t("Tier until {date}", date=day_text(t, member.tier_valid_until, page.balance.on)))
        if member.status == "frozen":
            facts.append(t("Under review: earns, cannot spend"))
        if member.status == "closed":
            facts.append(t("This membership was ended"))
        if member.note:
            facts.append(member.note)
        return tuple(facts)

    def _profile_rows(self, detail: MemberDetail, t: Texts) -> tuple[PageRow, ...]:
        member, lang, table = detail.page.member, short_language(t), self._till.desk.pinyin()
        birthday = ""
        if member.birthday_month is not None and member.birthday_day is not None:
            birthday = f"{member.birthday_month:02d}-{member.birthday_day:02d}"
        referrer = "" if detail.referrer is None else detail.referrer.on_screen(lang, table)
        known = (
            ("name", t("Name"), member.on_screen(lang, table)),
            ("phone", t("Phone"), member.phone_on_screen(lang) if member.phone else ""),
            ("birthday", t("Birthday"), birthday),
            ("referrer", t("Brought by"), referrer),
            ("groups", t("Groups"), " · ".join(detail.groups)),
            ("note", t("Note"), member.note),
        )
        return tuple(PageRow(id=part, cells=(label, text or t("not known"))) for part, label, text in known)

    def _more_rows(self, detail: MemberDetail, t: Texts) -> tuple[PageRow, ...]:
        if self._told:
            return ()
        member = detail.page.member
        rows = [*self._acts_by_hand.rows(detail, t), PageRow("rules", (t("Print the points rules for the customer"),))]
        if detail.programme.automatic_reward is not None:
            stop = t("Stop redeeming rewards automatically") if member.auto_redeem else t("Redeem rewards automatically")
            rows.append(PageRow("auto", (stop,)))
        return tuple(rows)

    def _hint(self, t: Texts) -> str:
        if self._tab == "cards":
            return t("Scan a new card to bind it")
        return t("The customer says yes aloud, then press Enter") if self._tab == "consents" else ""

    def _acts(self, detail: MemberDetail, t: Texts) -> tuple[KeyAct, ...]:
        if self._told:
            return (KeyAct("untold", t("Back"), "back", "Esc"),)
        if self._form is not None or detail.page.member.status == "closed":
            return ()
        if self._asked_card:
            return (KeyAct("block", t("Block it for good"), "remove", "Enter"), KeyAct("keep", t("Keep it"), "back", "Esc"))
        own: dict[Tab, tuple[KeyAct, ...]] = {
            "consents": (KeyAct("consent", t("Give or take back"), "check", "Enter"),),
            "cards": (
                KeyAct("replace", t("Replace by a new card"), "card", "Ctrl+R"),
                KeyAct("lost", t("Card lost: block it"), "remove", "Del"),
                KeyAct("sheet", t("Card and code as PDF"), "document", "F8"),
            ),
            "profile": (KeyAct("edit", t("Edit the profile"), "edit", "Ctrl+E"),),
        }
        return own.get(self._tab, ())

    # acts

    def choose_tab(self, tab: str) -> None:
        """Another tab."""
        for known in TABS:
            if known == tab:
                self._tab, self._selected, self._form, self._asked_card, self._told = known, 0, None, "", ()
                self._replacing = ""
                self._say("")
                self.refresh()

    def choose_row(self, row: int) -> None:
        """A row was chosen."""
        self._selected, self._asked_card = row, ""
        self.refresh()

    def open_row(self, row: int) -> None:
        """What is behind a row: the receipt, why an act earned what it earned, a consent given or taken back, an act."""
        detail = self._detail
        if detail is None or not 0 <= row < len(self._rows(detail)):
            return
        if self._tab == "history":
            self._open_entry(self._history[row])
        elif self._tab == "consents":
            self._turn_consent(detail, PURPOSES[row])
        elif self._tab == "profile":
            self.act("edit")
        elif self._tab == "more":
            self.act(self._rows(detail)[row].id)

    def _open_entry(self, entry: HistoryEntry) -> None:
        if entry.type == types.SALE_COMPLETED and entry.act != "referral":
            self._nav.show_receipt(entry.event_id)
        elif entry.explained:
            self._nav.explain(entry.event_id, entry.recipient)

    def act(self, act: str) -> None:
        """An act of the open tab."""
        detail = self._detail
        if detail is None:
            return
        if act == "edit":
            self.open_form(self._profile_form(detail))
        elif act == "consent":
            self.open_row(self._selected)
        elif act == "lost":
            self._ask_about_card(detail)
        elif act == "replace":
            self._ask_for_new_card(detail)
        elif act == "sheet":
            self._keep_card_sheet(detail)
        elif act == "block":
            self._block()
        elif act == "keep":
            self._asked_card = ""
            self._say("")
            self.refresh()
        elif act == "untold":
            self._told = ()
            self.refresh()
        elif act == "rules":
            self._print_rules()
        elif act == "auto":
            self._turn_auto(detail)
        else:
            self._acts_by_hand.start(act, detail)

    def show_older(self) -> None:
        """The next page of the history."""
        till, detail, before = self._till, self._detail, self._more_before
        if detail is None or before is None:
            return
        session = till.signed_in()

        def ready(older: MemberPage) -> None:
            self._history += older.history
            self._more_before = older.more_before
            self.refresh()

        till.run(lambda: member_page(till.desk, session, detail.page.member.id, before), ready)

    def _turn_consent(self, detail: MemberDetail, purpose: str) -> None:
        till, session, lang, member_id = self._till, self._till.signed_in(), short_language(self._till.texts), self.member_id
        wanted = next(known for known in PURPOSES if known == purpose)
        given = any(consent.purpose == purpose and consent.state == "given" for consent in detail.consents)
        if wanted == REQUIRED and given:
            self.refused(Refusal("consent_required"))
            return

        def operation() -> MemberDetail:
            change_consent(till.desk, session, member_id, wanted, lang, given=not given)
            return member_detail(till.desk, session, member_id, lang)

        def done(fresh: MemberDetail) -> None:
            till.play(Sound.OK)
            self._say(till.texts("Taken back") if given else till.texts("Given"))
            self._again(fresh)

        till.run(operation, done, self.refused, confirm=True)

    def _ask_about_card(self, detail: MemberDetail) -> None:
        cards = detail.page.cards
        if 0 <= self._selected < len(cards) and cards[self._selected].state == "active":
            self._asked_card = cards[self._selected].number
            self._say(self._till.texts("Block the card …{tail}? Its points stay.", tail=self._asked_card[-4:]))
            self.refresh()
        else:
            self._till.play(Sound.UNKNOWN)

    def _ask_for_new_card(self, detail: MemberDetail) -> None:
        """The next card that is scanned takes the place of the chosen one; pressed again, of none."""
        cards = detail.page.cards
        if self._replacing or not 0 <= self._selected < len(cards):
            self._replacing = ""
            self._say("")
        else:
            self._replacing = cards[self._selected].number
            self._say(self._till.texts("Scan the card that replaces …{tail}", tail=self._replacing[-4:]))
        self.refresh()

    def _keep_card_sheet(self, detail: MemberDetail) -> None:
        """The chosen card in the size of a card, and as a page, in a file of the person who works here."""
        cards, screen = detail.page.cards, self._screen
        if screen is None or not 0 <= self._selected < len(cards):
            self._till.play(Sound.UNKNOWN)
            return
        from app.services.card_sheets import card_sheet

        t, card = self._till.texts, cards[self._selected]
        try:
            fonts = resource("fonts/NotoSansSC-Regular.ttf"), resource("fonts/NotoSansSC-Bold.ttf")
            place = screen.keep_file(f"{card.number}.pdf", card_sheet(self._till.desk, detail.page.member, card, *fonts))
        except OSError:
            self._say(t("The file could not be written"), alarmed=True)
        else:
            self._say(t("Kept as {place}", place=place))
        self.refresh()

    def _block(self) -> None:
        till, session, card = self._till, self._till.signed_in(), self._asked_card
        self._asked_card = ""
        self.change(lambda: block_card(till.desk, session, card), till.texts("The card is blocked"))

    def _turn_auto(self, detail: MemberDetail) -> None:
        till, session, member = self._till, self._till.signed_in(), detail.page.member
        stopped, started = till.texts("Rewards are no longer redeemed automatically"), till.texts("Rewards are now redeemed automatically")
        said = stopped if member.auto_redeem else started
        self.change(lambda: set_auto_redeem(till.desk, session, member.id, on=not member.auto_redeem), said)

    def change(self, act: Callable[[], object], said: str) -> None:
        """Does something to the member, then reads the page and the counter anew."""
        till, read, session = self._till, self._reading(self.member_id), self._till.signed_in()

        def operation() -> tuple[MemberDetail, CounterState]:
            act()
            return read(), show_counter(till.desk, session)

        def done(answer: tuple[MemberDetail, CounterState]) -> None:
            till.play(Sound.OK)
            self._form = None
            self._say(said)
            self._again(answer[0])
            till.set_counter(answer[1])

        till.run(operation, done, self.refused, confirm=True)

    def _print_rules(self) -> None:
        till, session = self._till, self._till.signed_in()

        def queued(_: None) -> None:
            till.play(Sound.OK)
            self._say(till.texts("On its way to the printer"))
            self.refresh()

        till.run(lambda: print_rules_in_force(till.desk, session, till.printing), queued, self.refused, confirm=True)

    def scanned(self, text: str) -> bool:
        """A card that nobody has yet is bound while the cards are shown. False: the scan is not for this page."""
        scan, detail = classify(text), self._detail
        if self._tab != "cards" or scan.kind is not ScanKind.MEMBER_CARD or detail is None:
            return False
        till, session, member_id = self._till, self._till.signed_in(), self.member_id
        old, self._replacing = self._replacing, ""
        if old:
            told = till.texts("Card …{old} is replaced by …{new}", old=old[-4:], new=scan.payload[-4:])
            self.change(lambda: replace_card(till.desk, session, old, scan.payload), told)
            return True
        said = till.texts("Bound: card …{tail}", tail=scan.payload[-4:])
        self.change(lambda: link_card(till.desk, session, member_id, scan.payload), said)
        return True

    # the profile as a form

    def _profile_form(self, detail: MemberDetail) -> Form:
        member = detail.page.member
        day = "" if member.birthday_month is None else f"{member.birthday_month:02d}{member.birthday_day:02d}"

        def fields(t: Texts) -> tuple[Field, ...]:
            said = (("mr", t("Mr")), ("ms", t("Ms")), ("none", t("not said")))
            return (
                Field(id="name", kind="text", label=t("Name")),
                Field(id="honorific", kind="choice", label=t("How to say the name"), options=said),
                Field(id="phone", kind="phone", label=t("Phone"), prompt=t("11 digits")),
                Field(id="birthday", kind="day", label=t("Birthday"), prompt=t("month / day"), note=t("optional")),
                Field(id="note", kind="text", label=t("Note"), note=t("optional")),
            )

        return Form(
            title=lambda t: t("Edit the profile"),
            intro=lambda t: "",
            confirm=lambda t: t("Save"),
            fields=fields,
            submit=self._save_profile,
            first={"name": member.name, "honorific": member.honorific, "phone": member.phone, "birthday": day, "note": member.note},
        )

    def _save_profile(self, values: Mapping[str, str]) -> None:
        till, session, member_id, detail = self._till, self._till.signed_in(), self.member_id, self._detail
        if detail is None:
            return
        known, birthday = detail.page.member, values["birthday"]
        if birthday and len(birthday) != len("0620"):
            self.refused(Refusal("birthday_impossible"))
            return
        read = self._reading(member_id)
        honorific = next(said for said in _HONORIFICS if said == values["honorific"])

        def operation() -> tuple[Raised | None, MemberDetail, CounterState]:
            raised = complete_profile(
                till.desk,
                session,
                member_id,
                name=values["name"] if values["name"].strip() != known.name else None,
                honorific=honorific,
                phone=values["phone"] if values["phone"] != known.phone else None,
                birthday=(int(birthday[:2]), int(birthday[2:])) if birthday else None,
            )
            if values["note"].strip() != known.note:
                write_note(till.desk, member_id, values["note"])
            return raised, read(), show_counter(till.desk, session)

        def saved(answer: tuple[Raised | None, MemberDetail, CounterState]) -> None:
            raised, fresh, state = answer
            till.play(Sound.OK)
            self._form = None
            points = "" if raised is None or not raised.earned else f" {signed(raised.earned)} {till.texts.points_unit(raised.earned)}"
            self._say(till.texts("Saved") if raised is None else till.texts("The profile is complete") + points)
            self._again(fresh)
            till.set_counter(state)
            till.printing.spooler.wake()

        till.run(operation, saved, self.refused, confirm=True)

    def open_form(self, form: Form) -> None:
        """Shows a form in the place of the rows."""
        self._form = form
        self._say("")
        self.refresh()

    def tell(self, lines: Sequence[str]) -> None:
        """Closes the form and shows sentences in the place of the rows."""
        self._form, self._told = None, tuple(lines)
        self.refresh()

    def refused(self, refusal: Refusal) -> None:
        """Says why not: in the form where one is open."""
        self._till.play(Sound.UNKNOWN)
        line = refusal_line(refusal, self._till.texts)
        if self._form is not None:
            self._form.problem = line
        else:
            self._say(line, alarmed=True)
        self.refresh()

    def _say(self, note: str, *, alarmed: bool = False) -> None:
        self._note, self._alarmed = note, alarmed

    # the open form

    def form_set(self, field: str, text: str) -> None:
        """A field of the form was changed."""
        if self._form is not None:
            self._form.set(field, text)
            self.refresh()

    def form_enter(self, field: str) -> None:
        """A figure of the form got the focus."""
        if self._form is not None and self._form.active != field:
            self._form.active = field
            self.refresh()

    def form_press(self, key: str) -> None:
        """A key of the keypad."""
        if self._form is not None:
            self._form.press(key, self._till.texts)
            self.refresh()

    def form_submit(self) -> None:
        """The confirm act of the form."""
        if self._form is not None:
            self._form.submit()

    def typed(self, char: str) -> bool:
        """A digit chooses a tab; in a form it is typed."""
        if self._form is not None:
            self.form_press(char)
            return True
        if char.isascii() and char.isdigit() and 0 < int(char) <= len(TABS):
            self.choose_tab(TABS[int(char) - 1])
            return True
        return False

    def key(self, key: str) -> bool:
        """← → change the tab, ↑ ↓ the row, Enter opens what is behind it; in a form Enter confirms and Esc leaves it."""
        if self._form is not None:
            return self._form_key(key)
        if key == "Esc" and self._asked_card:
            self.act("keep")
        elif key == "Esc" and self._told:
            self.act("untold")
        elif key == "Enter" and self._asked_card:
            self.act("block")
        elif key in ("Left", "Right"):
            self.choose_tab(TABS[(TABS.index(self._tab) + (1 if key == "Right" else -1)) % len(TABS)])
        elif key in ("Up", "Down"):
            self.choose_row(max(0, self._selected + (-1 if key == "Up" else 1)))
        elif key == "Enter":
            self.open_row(self._selected)
        elif key in ("Del", "Ctrl+E", "Ctrl+R", "F8"):
            wanted = {act.key: act.id for act in (() if self._detail is None else self._acts(self._detail, self._till.texts))}
            if key not in wanted:
                return False
            self.act(wanted[key])
        else:
            return False
        return True

    def _form_key(self, key: str) -> bool:
        if key in ("Enter", "F12"):
            self.form_submit()
        elif key in ("Backspace", "Del"):
            self.form_press("backspace" if key == "Backspace" else "clear")
        elif key == "Esc":
            self._form = None
            self.refresh()
        else:
            return False
        return True
