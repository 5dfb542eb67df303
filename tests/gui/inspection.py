"""Looking at a rendered tree of widgets: the characters it shows and the sizes and names of what can be pressed."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QTableView, QWidget


def texts_of(root: QWidget) -> Iterator[str]:
    """Every text of the tree that is drawn or spoken, also of what is hidden now."""
    for widget in (root, *root.findChildren(QWidget)):
        yield from own_texts(widget)


def own_texts(widget: QWidget) -> Iterator[str]:
    """What one widget itself draws or says."""
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    yield widget.toolTip()
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        yield widget.text()
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    if isinstance(widget, QTableView):
        model = widget.model()
        for column in range(model.columnCount()):
            yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
            for row in range(model.rowCount()):
                yield str(model.index(row, column).data() or "")


def small_or_nameless(root: QWidget) -> list[str]:
    """Visible buttons under 44 × 44 px or without an accessible name."""
    found = []
    for button in root.findChildren(QAbstractButton):
        if not button.isVisibleTo(root):
            continue
        if button.width() < 44 or button.height() < 44:
            found.append(f"{type(button).__name__} {button.accessibleName()}: {button.width()} × {button.height()}")
        if not button.accessibleName():
            found.append(f"{type(button).__name__} without a name")
    return found


def colours_in(image: QImage, step: int = 3) -> int:
    """How many different colours a grid of points of the picture has."""
    return len({image.pixel(x, y) for x in range(0, image.width(), step) for y in range(0, image.height(), step)})
