"""The printer queue as a table model: number, time, content, state, acts."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.gui.components.views import PrintJobRow
from app.gui.i18n import Texts
from app.gui.models.rows import Column, RowsModel

NUMBER, TIME, CONTENT, STATE, ACTS = range(5)


class PrintJobsModel(RowsModel[PrintJobRow]):
    """Rows of the queue, newest first."""

    def __init__(self, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(_columns(texts), lambda row: row.id, parent)
        self._texts = texts
        texts.language_changed.connect(self.retranslate)

    def retranslate(self) -> None:
        """Titles in the present language."""
        self.set_columns(_columns(self._texts))


def _columns(t: Texts) -> tuple[Column[PrintJobRow], ...]:
    return (
        Column(t("Receipt"), lambda row: row.number),
        Column(t("Time"), lambda row: row.time),
        Column(t("Content"), lambda row: row.content),
        Column(t("State"), lambda row: row.state),
        Column("", lambda row: " · ".join(act.label for act in row.acts), right=True),
    )
