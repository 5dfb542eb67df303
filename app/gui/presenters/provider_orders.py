"""What the payment provider is still to do (charges taken back, refunds): asked now and then until it is done, and said while it is not."""

from __future__ import annotations

from app.domain.money import yuan
from app.domain.sales.tender import tender_label
from app.gui.presenters.counter_views import short_language
from app.gui.presenters.till import Till
from app.gui.widgets.banner import BannerAct, BannerView
from app.services.charge_customer import carry_out, note_carried_out, orders_waiting, see_to_declined
from app.services.ports.payments import Answer, ProviderOrder

BANNER = "provider"


class ProviderOrders:
    """Asks on the thread for outside lines."""

    def __init__(self, till: Till) -> None:
        self._till = till
        self._orders: tuple[ProviderOrder, ...] = ()
        self._asking = False

    def wake(self) -> None:
        """Something may be there to be done."""
        if not self._asking and self._till.desk.provider() is not None:
            self._asking = True
            self._till.look_up(lambda: orders_waiting(self._till.desk), self._read)

    def banner(self) -> BannerView | None:
        """What the cashier has to know; None where nothing is open."""
        t = self._till.texts
        declined = [order for order in self._orders if order.declined]
        if declined:
            first = declined[0]
            return BannerView(
                id=BANNER,
                severity="danger",
                headline=t("{name} does not give ¥{amount} back", name=self._name(first), amount=yuan(first.amount_minor)),
                detail=t("give it back in cash, then say so here"),
                icon="danger",
                acts=(BannerAct("provider_seen", t("Given back in cash"), "check"),),
                closable=False,
            )
        if not self._orders:
            return None
        return BannerView(
            id=BANNER,
            severity="warn",
            headline=t.plural("{n} payment is being taken back", "{n} payments are being taken back", len(self._orders)),
            detail=t("the provider has not confirmed it yet; it is asked again by itself. Selling goes on."),
            icon="refresh",
            acts=(BannerAct("provider_retry", t("Try again"), "refresh"),),
        )

    def seen(self) -> None:
        """The cashier gave it back in cash."""
        till = self._till
        till.run(lambda: see_to_declined(till.desk), self._keep, confirm=True)

    def _name(self, order: ProviderOrder) -> str:
        return tender_label(order.kind, short_language(self._till.texts))

    def _read(self, orders: tuple[ProviderOrder, ...]) -> None:
        till, provider = self._till, self._till.desk.provider()
        if provider is None or not any(not order.declined for order in orders):
            self._asking = False
            self._keep(orders)
            return
        till.outside(lambda: carry_out(provider, orders), self._carried_out)

    def _carried_out(self, answers: tuple[tuple[ProviderOrder, Answer], ...]) -> None:
        self._asking = False
        self._till.look_up(lambda: note_carried_out(self._till.desk, answers), self._keep)

    def _keep(self, orders: tuple[ProviderOrder, ...]) -> None:
        if orders != self._orders:
            self._orders = orders
            self._till.fault_changed.emit()
