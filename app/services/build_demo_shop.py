"""Builds the demo shop: walks through its plan and books every day by the ordinary services, one commit per day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Protocol

from app.domain.catalogue.product import Product
from app.domain.catalogue.reward_facts import RewardFacts, checked_facts
from app.domain.clock import Clock
from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.members.member import new_member
from app.domain.programme.redeem import redeem
from app.domain.sales.basket import Basket
from app.services.complete_sale import book_sale
from app.services.counter import look
from app.services.demo_shop_plan import DayPlan, PlannedMember, PlannedSale, ShopPlan
from app.services.desk import Desk, Session, book, book_office
from app.services.ports.store import Shift, StaffMember, Writer
from app.services.set_up_shop import change_setting, enrol, hire, publish_programme, replace_catalogue
from app.services.snapshot import sale_event
from app.services.use_points import hold_points


class SetClock(Clock, Protocol):
    """A clock that stands where it is put: the demo shop's past."""

    def put(self, moment_ms: int) -> None:
        """Sets the moment, UTC milliseconds."""
        ...


def build_demo_shop(
    desk: Desk,
    clock: SetClock,
    plan: ShopPlan,
    programme: bytes,
    coming: bytes | None = None,
    on_day: Callable[[int, int], None] = lambda done, total: None,
    shelf: Mapping[str, Any] | None = None,
) -> None:
    """Books the planned shop into an empty till. `coming`: a version published on the last day, in force from the day after: what the shop
    begins with once the past is told. `on_day(done, total)` is called after every day. `shelf`: `facts` of rewards by code, `stock`.
    """
    total = (plan.until - plan.first_day).days + 1
    staff: list[StaffMember] = []
    member_ids: dict[int, str] = {}
    products = {product.sku: product for product in plan.products}
    for done, day in enumerate(plan.days(), start=1):
        clock.put(day.opens_ms)
        with desk.store.write() as books:
            if not staff:
                staff = _set_up(desk, books, plan, programme)
            for index in day.joins:
                member_ids[index] = _join(desk, books, plan.members[index], staff[0].id)
            session = Session(actor=staff[0], shift=_open_shift(desk, books, staff[0]))
            for sale in day.sales:
                clock.put(sale.at_ms)
                _sell(desk, books, Session(actor=staff[sale.cashier], shift=session.shift), sale, products, member_ids)
            if coming is not None and done == total:
                publish_programme(desk, books, coming, (plan.until + timedelta(days=1)).isoformat(), staff[-1].id)
                _fill_shelf(desk, books, shelf or {}, staff[-1].id)
            _close(desk, books, session, day, clock)
        on_day(done, total)


def _set_up(desk: Desk, books: Writer, plan: ShopPlan, programme: bytes) -> list[StaffMember]:
    shop = plan.people.shop
    staff = []
    for person in plan.people.staff:
        fresh = StaffMember(
            id=desk.ids.new_id(), number=person.number, name=person.name, name_en=person.name_en, role=person.role, pin_hash=""
        )
        staff.append(hire(desk, books, fresh, person.pin))
    owner = staff[-1].id
    names = {"shop.name": shop.name, "shop.name_en": shop.name_en, "store.name": shop.store, "store.name_en": shop.store_en}
    for key, value in names.items():
        change_setting(desk, books, key, value, owner)
    replace_catalogue(desk, books, plan.products, owner)
    publish_programme(desk, books, programme, plan.first_day.isoformat(), owner)
    return staff


def _fill_shelf(desk: Desk, books: Writer, shelf: Mapping[str, Any], actor_id: str) -> None:
    """What the shop knows of its rewards, and how many are there."""
    for code, facts in shelf.get("facts", {}).items():
        known = checked_facts(RewardFacts.from_mapping(code, facts))
        book_office(desk, books, actor_id, types.REWARD_DESCRIBED, {"reward": code, "facts": known.to_mapping()})
    if "stock" in shelf:
        book_office(desk, books, actor_id, types.REWARDS_STOCKED, {"stock": shelf["stock"], "reason": "delivery"})


def _join(desk: Desk, books: Writer, planned: PlannedMember, actor_id: str) -> str:
    member = new_member(
        member_id=desk.ids.new_id(),
        name=planned.name,
        phone=planned.phone,
        honorific=planned.honorific,
        birthday_month=planned.birthday_month,
        birthday_day=planned.birthday_day,
        tier=planned.tier,
        joined_on=planned.joined_on,
        note=planned.note,
    )
    enrol(desk, books, member, (planned.card,), actor_id)
    return member.id


def _open_shift(desk: Desk, books: Writer, person: StaffMember) -> Shift:
    shift_id = desk.ids.new_id()
    book_office(desk, books, person.id, types.SHIFT_OPENED, {"shift": shift_id, "float_minor": 0})
    shift = books.shift()
    if shift is None:
        raise RuntimeError("the shift just opened is not there")
    return shift


def _sell(
    desk: Desk, books: Writer, session: Session, planned: PlannedSale, products: dict[str, Product], member_ids: dict[int, str]
) -> None:
    basket = Basket(sale_id=desk.ids.new_id(), opened_ms=desk.clock.now_ms())
    for line in planned.lines:
        basket = basket.with_product(products[line.sku], line.qty, line.price_minor)
    if planned.member is not None:
        member = books.member(member_ids[planned.member])
        if member is None:
            raise RuntimeError("a planned member is not there")
        cards = books.cards(member.id)
        basket = basket.with_member(member.id, member.tier, cards[0].number)
        if planned.redeem_percent:
            basket = _redeem(desk, books, session, basket, planned.redeem_percent)
    for tender in planned.tenders_for(basket.due_minor):
        basket = basket.with_tender(tender)
    book_sale(desk, books, session, basket)


def _redeem(desk: Desk, books: Writer, session: Session, basket: Basket, percent: int) -> Basket:
    state = look(desk, books, session, basket)
    redemption = state.programme.redemption
    if state.redeem is None or not state.redeem.allowed or redemption is None or state.attached is None:
        return basket
    points = state.redeem.max_points * percent // 100 // redemption.step_points * redemption.step_points
    if not redeem(state.programme, sale_event(basket), state.attached.snapshot, state.context, points).allowed:
        return basket
    try:
        return hold_points(desk, books, session, basket, points)
    except Refusal:
        return basket


def _close(desk: Desk, books: Writer, session: Session, day: DayPlan, clock: SetClock) -> None:
    clock.put(max(desk.clock.now_ms(), day.opens_ms) + 60_000)
    book(desk, books, session, types.SHIFT_CLOSED, {"shift": session.shift.id})
