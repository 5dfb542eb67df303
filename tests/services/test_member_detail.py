"""The member page in full, the note on it, and the rules on paper for a customer who asks."""

from __future__ import annotations

from app.domain.journal import types
from app.domain.members.names import NOTE_MAX
from app.services.consents import change_consent
from app.services.desk import book_office
from app.services.member_detail import member_detail, write_note
from app.services.print_queue import Printing
from app.services.rules_in_force import print_rules_in_force, rules_paper
from app.services.set_tier import give_tier
from tests.fakes.printing import FakeSpooler
from tests.fakes.shop import CARD_LIN, LIN, MILK, OPENED_ON, ZHOU, Shop, refused
from tests.services.test_complete_sale import pay


def test_all_that_is_known_of_a_member_mem_05(shop: Shop) -> None:
    """MEM-05: one call for the page: history, why the tier, what it gives, goals, consents, who brought whom."""
    change_consent(shop.desk, shop.session, LIN, "sms", "zh", given=True)
    shop.enrol("friend", "小周")
    with shop.store.write() as books:
        book_office(shop.desk, books, None, types.REFERRER_SET, {"referrer": LIN}, member_id="friend")
    shop.scan(MILK, CARD_LIN)
    pay(shop)
    detail = member_detail(shop.desk, shop.session, LIN, "zh")
    assert detail.page.history[0].type == "sale_completed"
    assert detail.tier_told[0] == "现为金卡。"
    assert [(consent.purpose, consent.state) for consent in detail.consents] == [("sms", "given")]
    brought = member_detail(shop.desk, shop.session, "friend", "en").referrer
    assert brought is not None
    assert brought.id == LIN
    assert refused(member_detail, shop.desk, shop.session, "nobody", "zh").code == "no_such_member"


def test_why_a_tier_given_by_hand_holds_lesson_14(shop: Shop) -> None:
    give_tier(shop.desk, shop.sign_in("1003"), ZHOU, "gold", "2026-12-31", "status_match")
    assert any("2026-12-31" in line or "2026年12月31日" in line for line in member_detail(shop.desk, shop.session, ZHOU, "zh").tier_told)


def test_a_note_is_in_no_event(shop: Shop) -> None:
    shop.sign_in()
    before = shop.seq()
    write_note(shop.desk, LIN, "  爱喝  拿铁 ")
    assert member_detail(shop.desk, shop.session, LIN, "zh").page.member.note == "爱喝 拿铁"
    write_note(shop.desk, LIN, "")
    assert member_detail(shop.desk, shop.session, LIN, "zh").page.member.note == ""
    assert shop.seq() == before
    assert refused(write_note, shop.desk, LIN, "x" * (NOTE_MAX + 1)).code == "text_too_long"
    assert refused(write_note, shop.desk, "nobody", "x").code == "no_such_member"


def test_the_rules_in_force_on_paper_fraud_07(shop: Shop) -> None:
    """FRAUD-07: what holds today, not what was published for later, under its day and its fingerprint."""
    shop.publish("2026-07-01", name="七月规则")
    paper = str(rules_paper(shop.desk, shop.session))
    with shop.store.read() as reader:
        in_force = shop.desk.programmes.in_force(reader, "2026-06-20")
    assert OPENED_ON in paper
    assert in_force.sha256[:8] in paper
    assert "七月规则" not in paper
    jobs = shop.store.print_jobs()
    printing = Printing(jobs=jobs, spooler=FakeSpooler(jobs))
    print_rules_in_force(shop.desk, shop.session, printing)
    assert len(printing.jobs.list_jobs()) == 1
