"""Points that lapse soon: at the till, in a list, on paper, as messages for a sender that is not there yet (EXP-05, COM-03)."""

from __future__ import annotations

import csv
import io

import pytest

from app.documents.layout import lay_out
from app.documents.render_text import to_text
from app.domain.journal import types
from app.domain.members.member import new_member
from app.services import reminders as module
from app.services.desk import book_office
from app.services.reminders import COLUMNS, messages, print_reminders, reminder_rows, reminders, rows_csv, rows_paper
from app.services.set_up_shop import change_setting, enrol
from tests.fakes.shop import CARD_LIN, CLOSED, FROZEN, LIN, ZHOU, Shop


@pytest.fixture(autouse=True)
def day(shop: Shop) -> None:
    """20 June: Lin has 320 to the 30th, Zhou 15 to the 21st and 40 to the end of the year."""
    shop.sign_in()
    shop.grant(ZHOU, 15, expires_on="2026-06-21")
    shop.grant(ZHOU, 40, expires_on="2026-12-31")


def days(shop: Shop, n: int) -> None:
    with shop.store.write() as books:
        change_setting(shop.desk, books, "expiry.reminder_days", n)


def found(shop: Shop) -> list[tuple[str, int, str]]:
    return [(one.member.id, one.points, one.first_day) for one in reminders(shop.desk)]


def test_soonest_first(shop: Shop) -> None:
    """EXP-05: within the days set, by the first day; the last visit stands with it."""
    assert found(shop) == [(ZHOU, 15, "2026-06-21"), (LIN, 320, "2026-06-30")]
    assert [one.last_visit for one in reminders(shop.desk)] == [None, None]


@pytest.mark.parametrize(("n", "members"), [(1, [ZHOU]), (9, [ZHOU]), (10, [ZHOU, LIN])])
def test_the_edge_of_the_period(shop: Shop, n: int, members: list[str]) -> None:
    """The 30th is ten days ahead: with ten it is on the list, with nine it is not."""
    days(shop, n)
    assert [member for member, *_ in found(shop)] == members


def test_more_days_more_points(shop: Shop) -> None:
    days(shop, 365)
    assert found(shop) == [(ZHOU, 55, "2026-06-21"), (LIN, 320 + 2066, "2026-06-30")]


def test_who_is_not_reminded(shop: Shop) -> None:
    """Frozen and closed accounts; what lapses today still is."""
    shop.grant(FROZEN, 9, expires_on="2026-06-22")
    shop.grant(CLOSED, 9, expires_on="2026-06-22")
    shop.grant(LIN, 7, expires_on="2026-06-20")
    assert found(shop) == [(LIN, 327, "2026-06-20"), (ZHOU, 15, "2026-06-21")]


def test_page_by_page(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    first = reminders(shop.desk, 1)
    assert [one.member.id for one in reminders(shop.desk, 1, first[-1])] == [LIN]
    monkeypatch.setattr(module, "PAGE", 1)
    assert [one.member.id for one in module.all_reminders(shop.desk)] == [ZHOU, LIN]


def test_a_file_for_a_spreadsheet(shop: Shop) -> None:
    """R10: a name that begins like a formula stays a name."""
    with shop.store.write() as books:
        enrol(shop.desk, books, new_member(member_id="evil", name="=SUM(A1)", phone="19955556666", joined_on="2026-06-01"))
    shop.grant("evil", 3, expires_on="2026-06-22")
    text = rows_csv(reminder_rows(shop.desk))
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[0] == list(COLUMNS)
    assert rows[1] == [ZHOU, "周明", "mr", "19900001234", "15", "2026-06-21", "", "0"]
    assert rows[2][1] == "'=SUM(A1)"


def test_messages_go_to_those_who_agreed(shop: Shop) -> None:
    """COM-01, COM-03: a list in the shape of an outbox, one message for the same points however often it is made; no sender."""
    assert list(messages(shop.desk)) == []
    with shop.store.write() as books:
        for member in (LIN, ZHOU):
            book_office(shop.desk, books, None, types.CONSENT_GIVEN, {"purpose": "sms", "text_sha": "ab" * 32}, member_id=member)
        book_office(shop.desk, books, None, types.CONSENT_WITHDRAWN, {"purpose": "sms"}, member_id=ZHOU)
    (message,) = messages(shop.desk)
    assert (message.channel, message.to, message.kind) == ("sms", "19900006027", "points_expiring")
    assert dict(message.values) == {"points": "320", "last_day": "2026-06-30"}
    assert [one.key for one in messages(shop.desk)] == [f"points_expiring:{LIN}:2026-06-30"]


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("zh", ("积分到期提醒名单", "30 天内到期", "2 位会员", "335 分", "林** *******6027", "2026-06-30 到期", "还没来过")),
        ("en", ("Points that lapse soon", "within 30 days", "2 members", "335 pts", "after 2026-06-30", "no visit yet")),
    ],
)
def test_on_paper(shop: Shop, language: str, lines: tuple[str, ...]) -> None:
    """Names and phones are masked on every paper; the printer gets it as a job of its own."""
    with shop.store.write() as books:
        change_setting(shop.desk, books, "receipt.language", language)
    text = to_text(lay_out(rows_paper(shop.desk, reminder_rows(shop.desk)), shop.desk.profile().paper))
    for line in lines:
        assert line in text
    assert "19900006027" not in text
    print_reminders(shop.desk, reminder_rows(shop.desk))
    assert shop.rows("SELECT kind, event_id FROM work_print_job") == [("slip", None)]


def test_nobody_to_remind(shop: Shop) -> None:
    shop.at("2027-06-20")
    shop.sign_in()
    assert found(shop) == []
    assert "这些天没有积分到期" in to_text(lay_out(rows_paper(shop.desk, reminder_rows(shop.desk)), shop.desk.profile().paper))


def test_the_panel_says_it_within_the_same_days(shop: Shop) -> None:
    """EXP-05: at the till."""
    shop.scan(CARD_LIN)
    attached = shop.state().attached
    assert attached is not None
    assert (attached.expiring[0].last_day, attached.reminder_days) == ("2026-06-30", 30)
    days(shop, 5)
    attached = shop.state().attached
    assert attached is not None
    assert attached.reminder_days == 5
