"""What the main window is given: the desk and everything around it. The composition root fills it in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication

from app.domain.till.wedge import WedgeSettings
from app.gui.i18n import Texts
from app.gui.presenters.outfit import DeviceSettings
from app.gui.tasks import Tasks
from app.gui.theme.look import Look
from app.services.desk import Desk
from app.services.ports.background import Background
from app.services.ports.sound import SoundPort
from app.services.print_queue import Printing


@dataclass(frozen=True, slots=True, kw_only=True)
class AppContext:
    """One window's surroundings.

    `demo_people`: name and PIN of the people of a demo shop, empty elsewhere. `on_quit` closes the program; `on_bug` writes the
    crash report. `damaged`: nothing can be sold. `show_printer` opens the simulated printer's window, None with a real one.
    `background` runs commands in processes of their own. `application` is where the wedge filter listens. `wedge` None: keys are taken as
    typed. `outside`: the thread for payment providers.
    """

    application: QApplication
    desk: Desk
    printing: Printing
    tasks: Tasks
    texts: Texts
    look: Look
    sound: SoundPort
    devices: DeviceSettings
    background: Background
    on_quit: Callable[[], None]
    on_bug: Callable[[BaseException], None]
    demo_people: tuple[tuple[str, str], ...] = ()
    show_printer: Callable[[], None] | None = None
    wedge: WedgeSettings | None = None
    outside: Tasks | None = None
    damaged: bool = False
    on_practice: Callable[[], None] | None = None
