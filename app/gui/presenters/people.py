"""Somebody who works here, as a tile."""

from __future__ import annotations

from dataclasses import dataclass

from app.gui.i18n import Texts
from app.services.ports.store import StaffMember


@dataclass(frozen=True, slots=True)
class PersonTile:
    """Name and role; `selected` for the one that is chosen."""

    id: str
    name: str
    role: str
    selected: bool


def person_tile(person: StaffMember, t: Texts, *, chosen: bool) -> PersonTile:
    """The tile of a person in the language of the screen."""
    name = (person.name_en or person.name) if t.language == "en" else person.name
    return PersonTile(person.id, name, role_name(person.role, t), chosen)


def role_name(role: str, t: Texts) -> str:
    """A role in plain words."""
    return {"cashier": t("Cashier"), "shift_leader": t("Shift leader"), "owner": t("Owner")}.get(role, role)
