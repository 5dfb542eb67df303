"""What all side sheets of Sell share: title, ✕ in the user's language, and which field wants the focus."""

from __future__ import annotations

from app.gui.i18n import Texts
from app.gui.theme.look import Look
from app.gui.theme.theme import Tone
from app.gui.widgets.sheets import SideSheet


class Sheet(SideSheet):
    """A side sheet; `close_pressed` is connected by the window."""

    def __init__(self, look: Look, texts: Texts, icon: str, tone: Tone = "action") -> None:
        super().__init__(look, icon, tone)
        self.texts = texts

    def show_title(self, title: str) -> None:
        """The title, in the language of the view."""
        self.set_words(title, self.texts("Close (Esc)"))

    def take_focus(self) -> None:
        """Sheets without a field leave the focus on the window, so that typing goes to the scan box."""
        self.window().setFocus()
