"""Every setting there is: screen, printer with its test page, scanner with its tester, shop and receipts. Every change holds at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.errors import Refusal
from app.gui.i18n import Texts, count, mark
from app.gui.presenters.counter_views import refusal_line, short_language
from app.gui.presenters.messages import Message, message
from app.gui.presenters.outfit import Appearance, DeviceSettings
from app.gui.presenters.till import Till
from app.services.ports.printing import PrinterStatus
from app.services.ports.sound import Sound
from app.services.print_queue import queue_test_page
from app.services.shop_settings import change_shop_setting, may_change, place_names, shop_settings
from app.settings.declared import SettingError, Value, declared

TEXT_SIZES = (100, 115, 130, 150, 175, 200)
BAUDS = (9600, 19200, 38400, 57600, 115200)
PRINTER_KEYS = ("printer.port", "printer.profile", "printer.baud", "drawer.connected")
CUSTOMER_KEY = "customer.screen"
SCANNER_KEYS = ("scanner.port", "scanner.baud", "scanner.prefix")
RETURN_DAYS = (0, 3, 7, 15, 30)
BURST_LIMITS = (3, 5, 10, 20, 50)
REFUND_LIMITS = (0, 50, 100, 200, 500, 1_000, 5_000)
CLAIM_DAYS = (3, 7, 14, 30, 60)
CLAIMS_A_DAY = (1, 2, 3, 5, 10)
BURST_MINUTES = (5, 10, 30, 60)
NAMED_YUAN = (0, 1_000, 2_000, 5_000, 10_000, 50_000)
UNNAMED_YUAN = (0, 200, 500, 1_000)
REAL_NAME_YUAN = (0, 1_000, 5_000, 10_000)
CARD_YEARS = (3, 5, 10)
DIFFERENCE_YUAN = (0, 1, 2, 5, 10, 20, 50)
IDLE_MINUTES = (0, 1, 2, 5, 10, 15, 30)
TURN_HOURS = (0, 2, 3, 4, 5, 6)
REMINDER_DAYS = (7, 14, 30, 60, 90)
DORMANT_DAYS = (30, 60, 90, 180)
DISCOUNT_PERCENTS = (0, 5, 10, 20, 30, 50)
PROOF_POINTS = (0, 100, 500, 1_000, 2_000, 5_000, 20_000, 1_000_000)
BY_HAND_POINTS = (0, 100, 200, 500, 1_000, 5_000)
_CONTROL_NAMES = {"\r": "CR", "\n": "LF", "\t": "TAB", "\x1d": "GS", " ": "SP"}


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a setting."""

    value: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One setting: choices, or free text where there are none. `open`: this person may change it."""

    key: str
    label: str
    options: tuple[Option, ...]
    text: str = ""
    open: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsView:
    """The settings screen."""

    title: str
    screen_title: str
    screen: tuple[Field, ...]
    printer_title: str
    printer: tuple[Field, ...]
    printer_state: str
    test_page: str
    printed_question: str
    scanner_title: str
    scanner: tuple[Field, ...]
    tester_hint: str
    tester: str
    tester_detail: str
    shop_title: str
    shop: tuple[Field, ...]
    shop_note: str
    problem: str


class SettingsScreen(Protocol):
    """What the presenter asks of the screen."""

    def show_view(self, view: SettingsView) -> None: ...


def _yuan(amounts: Sequence[int], t: Texts) -> list[tuple[Value, str]]:
    return [(n, f"¥{count(n)}" if n else t("No limit")) for n in amounts]


def offered_with(now: Value, options: Sequence[tuple[Value, str]]) -> tuple[Option, ...]:
    """The options with the present value chosen, which stands among them though it was set by command to something else."""
    shown = tuple(Option(str(value), text, value == now) for value, text in options)
    return shown if any(option.selected for option in shown) else (*shown, Option(str(now), str(now), selected=True))


class Settings:
    """The presenter of the settings screen."""

    def __init__(self, till: Till, appearance: Appearance, devices: DeviceSettings) -> None:
        self._till = till
        self._look = appearance
        self._devices = devices
        self._screen: SettingsScreen | None = None
        self._ports: Sequence[str] = ()
        self._shop: Mapping[str, Value] = {}
        self._tested = False
        self._heard = ""
        self._gaps: tuple[int, ...] = ()
        self._problem = ""
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: SettingsScreen) -> None:
        """The screen that shows this presenter."""
        self._screen = screen

    def load(self) -> None:
        """Reads which ports there are, and the settings of the shop."""
        self._tested, self._heard, self._gaps, self._problem = False, "", (), ""
        self._till.look_up(self._devices.ports, self._set_ports)
        self._till.look_up(self._read_shop, self._set_shop)
        self.refresh()

    def _set_ports(self, ports: Sequence[str]) -> None:
        self._ports = ports
        self.refresh()

    def _read_shop(self) -> Mapping[str, Value]:
        with self._till.desk.store.read() as reader:
            return shop_settings(self._till.desk, reader)

    def _set_shop(self, values: Mapping[str, Value]) -> None:
        self._shop = values
        self._till.place_names = place_names(values)
        self.refresh()

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None:
            self._screen.show_view(self.view())

    # what is shown

    def view(self) -> SettingsView:
        """The screen as of now."""
        t = self._till.texts
        return SettingsView(
            title=t("Settings"),
            screen_title=t("Screen and sound"),
            screen=self._screen_fields(t),
            printer_title=t("Receipt printer"),
            printer=self._printer_fields(t),
            printer_state=self._state_line(self._till.printing.spooler.status(), t),
            test_page=t("Print a test page"),
            printed_question=t("Did the page come out, with straight columns and a code?") if self._tested else "",
            scanner_title=t("Scanner and payment codes"),
            scanner=(*self._scanner_fields(t), *self._payment_fields(t)),
            tester_hint=t("Scan anything to test: nothing is sold here"),
            tester=self._readable(),
            tester_detail=self._tester_detail(t),
            shop_title=t("Shop and receipts"),
            shop=self._shop_fields(t),
            shop_note="" if self._may_change() else refusal_line(Refusal("not_allowed"), t),
            problem=self._problem,
        )

    def _payment_fields(self, t: Texts) -> tuple[Field, ...]:
        return (
            self._choice(
                "payment.provider",
                t("Payment codes are charged by"),
                (("", t("Nobody: seen by the cashier")), ("simulator", t("Simulator"))),
            ),
            self._choice(
                "payment.simulated",
                t("What the simulator answers"),
                (("approved", t("Paid")), ("declined", t("Declined")), ("slow", t("Slow")), ("unknown", t("Unknown"))),
            ),
        )

    def _choice(self, key: str, label: str, options: Sequence[tuple[Value, str]]) -> Field:
        return Field(key, label, offered_with(self._till.desk.machine.get(key), options))

    def _text(self, key: str, label: str) -> Field:
        return Field(key, label, (), self._till.desk.machine.text(key))

    def _switch(self, key: str, label: str, t: Texts) -> Field:
        return self._choice(key, label, ((True, t("On")), (False, t("Off"))))

    def _screen_fields(self, t: Texts) -> tuple[Field, ...]:
        return (
            self._choice("screen.language", t("Language"), (("zh", "中文"), ("en", "English"))),
            self._choice("screen.theme", t("Theme"), (("light", t("Light")), ("dark", t("Dark")))),
            self._choice("screen.text_percent", t("Text size"), tuple((size, f"{size} %") for size in TEXT_SIZES)),
            self._switch("screen.row_flash", t("A new line flashes once"), t),
            self._switch("sound.on", t("Sounds"), t),
            self._choice(
                CUSTOMER_KEY,
                t("Customer's screen"),
                (("second", t("On the second display")), ("window", t("In a window")), ("off", t("None"))),
            ),
        )

    def _printer_fields(self, t: Texts) -> tuple[Field, ...]:
        at = 1 if short_language(t) == "zh" else 2
        port = self._till.desk.machine.text("printer.port")
        offered = dict.fromkeys(("", *self._ports, *self._devices.simulated, *((port,) if port else ())))
        profiles = tuple((profile[0], profile[at]) for profile in self._devices.profiles())
        return (
            self._choice("printer.port", t("Port"), tuple((name, name or t("None")) for name in offered)),
            self._text("printer.port", t("Or type the port")),
            self._choice("printer.profile", t("Model"), profiles),
            self._choice("printer.baud", t("Baud rate"), tuple((baud, str(baud)) for baud in BAUDS)),
            self._switch("drawer.connected", t("A cash drawer hangs on it"), t),
        )

    def _scanner_fields(self, t: Texts) -> tuple[Field, ...]:
        port = self._till.desk.machine.text("scanner.port")
        offered = dict.fromkeys(("", *self._ports, *((port,) if port else ())))
        return (
            self._choice("scanner.port", t("Port"), tuple((name, name or t("Keyboard")) for name in offered)),
            self._choice("scanner.baud", t("Baud rate"), tuple((baud, str(baud)) for baud in BAUDS)),
            self._text("scanner.prefix", t("Characters it sends first")),
        )

    def _may_change(self) -> bool:
        return self._till.session is not None and may_change(self._till.session)

    def _shop_fields(self, t: Texts) -> tuple[Field, ...]:
        if not self._shop:
            return ()
        return (
            self._shop_text("shop.name", t("Shop name")),
            self._shop_text("shop.name_en", t("Shop name in English")),
            self._shop_text("store.name", t("Store")),
            self._shop_text("store.name_en", t("Store in English")),
            self._shop_choice("receipt.language", t("Language of the receipt"), (("zh", "中文"), ("en", "English"))),
            self._shop_text("receipt.footer", t("Last line of the receipt")),
            self._shop_text("receipt.footer_en", t("Last line in English")),
            self._shop_text("survey.code", t("Survey code on the receipt: address or activity code")),
            self._shop_choice("message.on", t("A word for the member's state on the receipt"), ((False, t("No")), (True, t("Yes")))),
            self._shop_text("message.new", t("… for new members")),
            self._shop_text("message.active", t("… for active ones ({usual}: what they usually buy)", usual="{usual}")),
            self._shop_text("message.positive", t("… for frequent ones")),
            self._shop_text("message.ordinary", t("… for ordinary ones")),
            self._shop_text("message.dormant", t("… for those away ({days}: for how long)", days="{days}")),
            self._shop_choice(
                "receipt.return_days", t("Returns, as printed"), [(n, t("{n} days", n=n) if n else t("Left out")) for n in RETURN_DAYS]
            ),
            self._shop_choice("day.turn_hour", t("Left signed in, the date turns at"), [(n, f"{n}:00") for n in TURN_HOURS]),
            self._shop_choice("shift.counted", t("Drawer counted at opening and closing"), ((False, t("No")), (True, t("Yes")))),
            self._shop_choice("shift.blind", t("Counting comes first, blind"), ((False, t("No")), (True, t("Yes")))),
            self._shop_choice("shift.limit_yuan", t("A drawer may differ by"), [(n, f"¥{count(n)}") for n in DIFFERENCE_YUAN]),
            self._shop_choice(
                "lock.idle_minutes", t("The till locks after"), [(n, t("{n} minutes", n=n) if n else t("never")) for n in IDLE_MINUTES]
            ),
            self._shop_choice("expiry.reminder_days", t("Points lapsing soon"), [(n, t("{n} days", n=n)) for n in REMINDER_DAYS]),
            self._shop_choice("member.dormant_days", t("A member is away after"), [(n, t("{n} days", n=n)) for n in DORMANT_DAYS]),
            self._shop_choice(
                "receipt.slips",
                t("Slips of check-ins and activities"),
                (("earned", t("Where points were earned")), ("always", t("Always")), ("never", t("Never"))),
            ),
            self._shop_choice(
                "member.profile",
                t("A profile is complete with"),
                (
                    ("birthday", t("birthday")),
                    ("phone+birthday", t("phone and birthday")),
                    ("phone+birthday+title", t("phone, birthday and title")),
                ),
            ),
            self._shop_choice(
                "enrol.burst_limit", t("Enrolments before approval is asked"), [(n, count(n)) for n in BURST_LIMITS]
            ),
            self._shop_choice("enrol.burst_minutes", t("… within"), [(n, t("{n} minutes", n=n)) for n in BURST_MINUTES]),
            self._shop_choice("invoice.on", t("Code to ask for the invoice"), ((False, t("No")), (True, t("Yes")))),
            self._shop_text("invoice.address", t("Address for invoices, empty: at the counter")),
            self._shop_choice(
                "claim.days", t("A walk-in's points can be claimed"), [(0, t("never")), *((n, t("{n} days", n=n)) for n in CLAIM_DAYS)]
            ),
            self._shop_choice(
                "claim.daily_limit", t("Receipts a member claims a day"), [(0, t("any number")), *((n, count(n)) for n in CLAIMS_A_DAY)]
            ),
            self._shop_text("claim.staff_cards", t("Member cards of staff: number=card, …")),
            self._shop_choice("label.price_prefix", t("Scale labels with a price begin with"), _prefixes(t)),
            self._shop_choice("label.weight_prefix", t("Scale labels with a weight begin with"), _prefixes(t)),
            self._shop_choice(
                "label.layout",
                t("Digits on scale labels"),
                (("5+5", t("5 item, 5 value")), ("6+4", t("6 item, 4 value")), ("5+v4", t("5 item, check digit, 4 price"))),
            ),
            self._shop_choice("discount.limit_percent", t("A cashier takes off alone up to"), [(n, f"{n} %") for n in DISCOUNT_PERCENTS]),
            self._shop_choice("rewards.for_others", t("A reward may go to another member"), ((False, t("No")), (True, t("Yes")))),
            self._shop_choice(
                "proof.name_points", t("Points for a name or phone alone, at once"), [(n, count(n)) for n in PROOF_POINTS]
            ),
            self._shop_choice("proof.card_points", t("Points for the card alone, at once"), [(n, count(n)) for n in PROOF_POINTS]),
            self._shop_choice("refund.limit_yuan", t("Refunds without approval up to"), [(n, f"¥{count(n)}") for n in REFUND_LIMITS]),
            self._shop_choice(
                "adjust.limit_points", t("Points by hand without the owner, up to"), [(n, count(n)) for n in BY_HAND_POINTS]
            ),
            self._shop_choice(
                "value.named_max_yuan", t("Card with a name holds at most (State Council notice 2011 no. 25)"), _yuan(NAMED_YUAN, t)
            ),
            self._shop_choice("value.unnamed_max_yuan", t("Card without a name holds at most (the same)"), _yuan(UNNAMED_YUAN, t)),
            self._shop_choice("value.real_name_yuan", t("Buyer's name recorded from (the same)"), _yuan(REAL_NAME_YUAN, t)),
            self._shop_choice(
                "value.unnamed_years",
                t("Card without a name is good for (at least 3 years)"),
                [(n, t("{n} years", n=n)) for n in CARD_YEARS],
            ),
            self._shop_choice("adjust.may_owe", t("Points taken by hand"), ((False, t("only what is there")), (True, t("may be owed")))),
        )

    def _shop_text(self, key: str, label: str) -> Field:
        return Field(key, label, (), str(self._shop[key]), self._may_change())

    def _shop_choice(self, key: str, label: str, options: Sequence[tuple[Value, str]]) -> Field:
        return Field(key, label, offered_with(self._shop[key], options), open=self._may_change())

    @staticmethod
    def _state_line(status: PrinterStatus, t: Texts) -> str:
        lines = {
            "not_configured": mark("No printer is set up: receipts are kept and can be printed later"),
            "connecting": mark("Connecting …"),
            "ready": mark("Ready to print"),
            "near_end": mark("Ready, paper is running low"),
            "paper_out": mark("Out of paper"),
            "cover_open": mark("Printer lid is open"),
            "cutter_error": mark("The cutter is stuck"),
            "error": mark("The printer reports trouble"),
            "offline": mark("The printer is offline"),
            "no_answer": mark("The printer does not answer"),
        }
        return t(lines[status.state.value])

    def _tester_detail(self, t: Texts) -> str:
        if not self._heard:
            return ""
        shown = t("{n} characters", n=count(len(self._heard)))
        if not self._gaps:
            return shown
        mean = sum(self._gaps) // len(self._gaps)
        return f"{shown} · {t('{mean} ms between keys, longest {most} ms', mean=mean, most=max(self._gaps))}"

    # acts

    def scanned(self, text: str) -> None:
        """A scan on this screen only goes to the tester."""
        self._till.play(Sound.OK)
        self._heard, self._gaps = text[:200], ()
        self.refresh()

    def timed(self, gaps_ms: Sequence[int]) -> None:
        """Gaps between the keys of the scan just shown, where it came by keyboard."""
        self._gaps = tuple(gaps_ms)
        self.refresh()

    def _readable(self) -> str:
        """What was heard, control characters by name."""
        return "".join(f"[{_CONTROL_NAMES.get(char, f'{ord(char):02X}')}]" if not char.isprintable() else char for char in self._heard)

    def change(self, key: str, text: str) -> None:
        """A choice was pressed or a text was typed: stored, and applied at once."""
        if declared(key).scope == "shop":
            self._change_shop(key, text)
            return
        till, machine = self._till, self._till.desk.machine
        problem: Message | None = None
        try:
            machine.set(key, _value(machine.get(key), text))
        except SettingError:
            problem = message("setting_refused", {}, till.texts)
        except OSError:
            problem = message("settings_not_saved", {}, till.texts)
        self._problem = "" if problem is None else problem.line
        if problem is None:
            self._apply(key)
        self.refresh()

    def _change_shop(self, key: str, text: str) -> None:
        till = self._till
        session = till.signed_in()

        def refused(refusal: Refusal) -> None:
            till.play(Sound.UNKNOWN)
            self._problem = refusal_line(refusal, till.texts)
            self.refresh()

        def done(values: Mapping[str, Value]) -> None:
            self._problem = ""
            self._set_shop(values)
            till.changed.emit()

        till.run(lambda: change_shop_setting(till.desk, session, key, text), done, refused)

    def _apply(self, key: str) -> None:
        machine = self._till.desk.machine
        if key in PRINTER_KEYS:
            self._devices.apply_printer()
        elif key in SCANNER_KEYS:
            self._devices.apply_scanner()
        elif key == CUSTOMER_KEY:
            self._devices.apply_customer()
        elif key == "sound.on":
            self._till.sound.set_volume(100 if machine.flag("sound.on") else 0)
            self._till.play(Sound.OK)
        else:
            self._look.apply(
                language=machine.text("screen.language"),
                theme=machine.text("screen.theme"),
                text_percent=machine.number("screen.text_percent"),
                row_flash=machine.flag("screen.row_flash"),
            )

    def print_test_page(self) -> None:
        """Queues the self-test page, then asks whether it came."""
        till = self._till

        def queued(_: None) -> None:
            self._tested = True
            self.refresh()

        till.run(lambda: queue_test_page(till.desk, till.printing), queued, confirm=True)

    def answer_test(self, *, printed: bool) -> None:
        """The cashier looked at the printer."""
        t = self._till.texts
        self._tested = False
        self._problem = "" if printed else t("Check port, model and baud rate, then print another test page.")
        self.refresh()

    def typed(self, char: str) -> bool:
        """Nothing is typed outside the fields."""
        return True

    def key(self, key: str) -> bool:
        """Esc is the shell's."""
        return False


def _value(now: Value, text: str) -> Value:
    """The typed or chosen text as the type the setting has."""
    if isinstance(now, bool):
        return text == "True"
    if isinstance(now, int):
        try:
            return int(text)
        except ValueError:
            raise SettingError("not a whole number") from None
    return text


def _prefixes(t: Texts) -> list[tuple[str, str]]:
    return [("none", t("No prefix")), *((str(prefix), str(prefix)) for prefix in range(20, 30))]
