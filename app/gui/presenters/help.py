"""Help (F1): every key, and how the everyday things are done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.gui.i18n import mark
from app.gui.presenters.till import Till

KEYS = (
    ("F1", mark("Help")),
    ("F2", mark("Find a member by phone, last digits or name; Enter opens the page of the one on this sale")),
    ("Shift+F2", mark("Page of the member on this sale: balance, points by expiry, history; without one: new member")),
    ("F3", mark("Find an item by name")),
    ("F4", mark("Quantity of the chosen line (or type 3* and scan)")),
    ("F5", mark("Discount or price of the chosen line, or of the whole sale")),
    ("F6", mark("Suspend the basket; on an empty counter take one up again")),
    ("F7", mark("Use the member's points")),
    ("F8", mark("Why these points")),
    ("F11", mark("More: printer queue, settings, drawer …")),
    ("F12", mark("Take payment; on other screens the one confirm act")),
    ("Enter", mark("The default act; in an empty scan box: nothing")),
    ("Esc", mark("One step back")),
    ("↑ ↓", mark("Choose a line")),
    ("+ −", mark("One piece more or fewer")),
    ("Del", mark("Remove the line; Ctrl+Z puts it back")),
    ("Ctrl+P", mark("Print the last receipt again")),
    ("Ctrl+D", mark("Open the drawer (written down)")),
    ("Ctrl+L", mark("Lock")),
)
HOW_TO = (
    (mark("Sell"), mark("Scan the items, scan the member's card at any time, F12, Enter. An empty amount means exactly.")),
    (mark("Pay with a note"), mark("F12, tap the note or type the amount, Enter. The change stands in large figures.")),
    (
        mark("Pay by phone or card"),
        mark("Scan the customer's payment code, or in payment Alt+2, Alt+3, Alt+5 or ← →. Press Enter when the money has arrived."),
    ),
    (mark("Pay in parts"), mark("Type less than is due and press Enter: it is taken as a part, the rest stays due. ✕ takes it back.")),
    (mark("Use points"), mark("F7, Enter for the most. 1 to 3 choose another offer. ✕ beside the points takes them off again.")),
    (mark("Wrong item"), mark("↑ ↓ to the line, Del. Ctrl+Z puts it back.")),
    (
        mark("A new member"),
        mark("New member, the phone, the tick when the customer agrees, scan a card, Enter. The sale on the counter is theirs at once."),
    ),
    (
        mark("An item nobody knows yet"),
        mark("Scan it, then 1: name, price, category, Enter. It is on the basket at once. F3 and Ctrl+E change an item."),
    ),
    (mark("An old receipt"), mark("Scan its code: see it, print it again, see why it earned its points.")),
    (
        mark("The paper did not come"),
        mark("A bar at the top asks. Look at the printer, then say whether it printed. Nothing is printed twice by itself."),
    ),
)


@dataclass(frozen=True, slots=True)
class HelpView:
    """Keys with what they do, and how-tos."""

    title: str
    keys_title: str
    keys: tuple[tuple[str, str], ...]
    how_title: str
    how_to: tuple[tuple[str, str], ...]


class HelpScreen(Protocol):
    """What the presenter asks of the screen."""

    def show_view(self, view: HelpView) -> None: ...


class Help:
    """The presenter of the help screen."""

    def __init__(self, till: Till) -> None:
        self._till = till
        self._screen: HelpScreen | None = None
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: HelpScreen) -> None:
        """The screen that shows this presenter."""
        self._screen = screen
        self.refresh()

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None:
            self._screen.show_view(self.view())

    def view(self) -> HelpView:
        """The texts in the present language."""
        t = self._till.texts
        return HelpView(
            title=t("Help"),
            keys_title=t("Keys"),
            keys=tuple((key, t(text)) for key, text in KEYS),
            how_title=t("How do I …"),
            how_to=tuple((t(title), t(text)) for title, text in HOW_TO),
        )

    def typed(self, char: str) -> bool:
        """Nothing is typed here."""
        return True

    def key(self, key: str) -> bool:
        """Esc is the shell's."""
        return False
