"""Settings of the shop as a person at the till reads and changes them; each change is an event. The till's own settings need no service."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.errors import Refusal
from app.domain.till.rights import Act, may
from app.services.desk import Desk, Session
from app.services.ports.store import Reader
from app.services.set_up_shop import change_setting
from app.settings.declared import SETTINGS, SettingError, Value, declared


def shop_settings(desk: Desk, reader: Reader) -> Mapping[str, Value]:
    """Every shop setting by its key, in the order of their declaration."""
    return {key: desk.setting(reader, key) for key, setting in SETTINGS.items() if setting.scope == "shop"}


def place_names(values: Mapping[str, Value]) -> tuple[str, str]:
    """Shop and store as one line, in Chinese and in English."""
    pairs = [(values[f"shop.name{own}"], values[f"store.name{own}"]) for own in ("", "_en")]
    chinese, english = (" · ".join(str(name) for name in pair if name) for pair in pairs)
    return chinese, english


def may_change(session: Session) -> bool:
    """Whether this person may change settings of the shop."""
    return may(session.actor.role, Act.CHANGE_SETTINGS)


def change_shop_setting(desk: Desk, session: Session, key: str, text: str) -> Mapping[str, Value]:
    """Books a typed value and gives all shop settings as they are then. Refusals: not_allowed, setting_refused."""
    if not may_change(session):
        raise Refusal("not_allowed")
    try:
        with desk.store.write() as books:
            change_setting(desk, books, key, declared(key).parse(text.strip()), session.actor.id)
            return shop_settings(desk, books)
    except SettingError:
        raise Refusal("setting_refused") from None
