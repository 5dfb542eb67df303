"""Makes each screen and sheet the first time it is shown and joins it to its presenter."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.gui.i18n import Texts
from app.gui.presenters.places import Place
from app.gui.presenters.places import Sheet as SheetName
from app.gui.presenters.shell import Shell
from app.gui.screens.sell_screen import SellScreen
from app.gui.screens.sheet import Sheet
from app.gui.theme.look import Look


class Screens:
    """The screens of one window. Sell is made at once, the others are imported and made when they are asked for."""

    def __init__(self, shell: Shell, look: Look, texts: Texts) -> None:
        self._shell, self._look, self._texts = shell, look, texts
        self._places: dict[Place, QWidget] = {}
        self._sheets: dict[SheetName, Sheet] = {}
        makers: dict[SheetName, Callable[[], QWidget]] = {
            name: partial(self._sheet, name) for name in SheetName if name is not SheetName.NONE
        }
        self.sell = SellScreen(shell.room.sell, look, texts, makers)
        shell.room.sell.attach(self.sell)
        self._places[Place.SELL] = self.sell

    def approve_panel(self, parent: QWidget) -> QWidget:
        """The panel that asks a second person, over everything in `parent`."""
        from app.gui.screens.approve_panel import ApprovePanel

        presenter = self._shell.room.approve
        panel = ApprovePanel(presenter, self._look, self._texts, parent)
        presenter.attach(panel)
        return panel

    def place(self, place: Place) -> QWidget:
        """The screen of a place."""
        if place not in self._places:
            self._places[place] = self._make(place)
        return self._places[place]

    def shown(self, place: Place, sheet: SheetName) -> QWidget:
        """What the cashier looks at: the open sheet, else the screen."""
        return self._sheets.get(sheet, self.place(place)) if place is Place.SELL else self.place(place)

    def _make(self, place: Place) -> QWidget:
        room, look, texts, back = self._shell.room, self._look, self._texts, lambda: self._shell.key("Esc")
        if place is Place.SIGN_IN:
            from app.gui.screens.sign_in_screen import SignInScreen

            sign_in = SignInScreen(room.sign_in, look, texts)
            room.sign_in.attach(sign_in)
            return sign_in
        if place is Place.PAY:
            from app.gui.screens.pay_screen import PayScreen

            pay = PayScreen(room.pay, look, texts)
            room.pay.attach(pay)
            return pay
        if place is Place.DONE:
            from app.gui.screens.done_screen import DoneScreen

            done = DoneScreen(room.done, look, texts)
            done.reprint.clicked.connect(lambda: self._shell.key("Ctrl+P"))
            done.change_sale.clicked.connect(lambda: self._shell.key("F9"))
            room.done.attach(done)
            room.done.refresh()
            return done
        if place is Place.REFUND:
            from app.gui.screens.refund_screen import RefundScreen

            refund = RefundScreen(room.refund, look, texts)
            room.refund.attach(refund)
            return refund
        if place is Place.QUEUE:
            from app.gui.screens.queue_screen import QueueScreen

            queue = QueueScreen(room.queue, look, texts)
            queue.head.back_pressed.connect(back)
            room.queue.attach(queue)
            room.queue.refresh()
            return queue
        if place is Place.SETTINGS:
            from app.gui.screens.settings_screen import SettingsScreen

            settings = SettingsScreen(room.settings, look, texts)
            settings.head.back_pressed.connect(back)
            room.settings.attach(settings)
            room.settings.refresh()
            return settings
        if place is Place.TOP_UP:
            from app.gui.screens.top_up_screen import TopUpScreen

            top_up = TopUpScreen(room.top_up, look, texts)
            room.top_up.attach(top_up)
            return top_up
        if place is Place.SHIFT_OPEN:
            from app.gui.screens.shift_open_screen import ShiftOpenScreen

            opening = ShiftOpenScreen(room.shift_open, look, texts)
            opening.head.back_pressed.connect(back)
            room.shift_open.attach(opening)
            return opening
        if place is Place.SHIFT_CLOSE:
            from app.gui.screens.shift_close_screen import ShiftCloseScreen

            closing = ShiftCloseScreen(room.shift_close, look, texts)
            closing.head.back_pressed.connect(back)
            room.shift_close.attach(closing)
            return closing
        if place is Place.OFFICE:
            from app.gui.screens.office_screen import OfficeScreen

            office = OfficeScreen(room.office, look, texts)
            room.office.attach(office)
            room.office.refresh()
            return office
        if place is Place.REWARDS:
            from app.gui.screens.reward_desk import RewardDeskScreen

            rewards = RewardDeskScreen(room.rewards, look, texts)
            rewards.head.back_pressed.connect(back)
            room.rewards.attach(rewards)
            room.rewards.refresh()
            return rewards
        from app.gui.screens.help_screen import HelpScreen

        help_screen = HelpScreen(look, texts)
        help_screen.head.back_pressed.connect(back)
        room.help.attach(help_screen)
        return help_screen

    def _sheet(self, name: SheetName) -> Sheet:
        sheet = self._make_sheet(name)
        sheet.close_pressed.connect(lambda: self._shell.key("Esc"))
        self._sheets[name] = sheet
        return sheet

    def _make_sheet(self, name: SheetName) -> Sheet:
        room, look, texts = self._shell.room, self._look, self._texts
        if name is SheetName.MEMBERS:
            from app.gui.screens.search_sheet import SearchSheet

            members = SearchSheet(room.members, look, texts, "member", input_method=True)
            room.members.attach(members)
            room.members.refresh()
            return members
        if name is SheetName.FIND:
            from app.gui.screens.search_sheet import SearchSheet

            find = SearchSheet(room.find, look, texts, "findItem", input_method=True, on_act=room.find.act)
            room.find.attach(find)
            room.find.refresh()
            return find
        if name is SheetName.MEMBER:
            from app.gui.screens.member_sheet import MemberSheet

            member = MemberSheet(room.member, look, texts)
            room.member.attach(member)
            room.member.refresh()
            return member
        if name is SheetName.POINTS:
            from app.gui.screens.points_sheet import PointsSheet

            points = PointsSheet(room.points, look, texts)
            room.points.attach(points)
            room.points.refresh()
            return points
        if name is SheetName.WHY:
            from app.gui.screens.why_sheet import WhySheet

            why = WhySheet(look, texts)
            room.why.attach(why)
            room.why.refresh()
            return why
        if name is SheetName.RECEIPT:
            from app.gui.screens.receipt_sheet import ReceiptSheet

            receipt = ReceiptSheet(room.receipt, look, texts)
            room.receipt.attach(receipt)
            room.receipt.refresh()
            return receipt
        if name is SheetName.ACTIVITIES:
            from app.gui.screens.activities_sheet import ActivitiesSheet

            activities = ActivitiesSheet(room.activities, look, texts)
            room.activities.attach(activities)
            room.activities.refresh()
            return activities
        if name is SheetName.CASH:
            from app.gui.screens.cash_sheet import CashSheet

            cash = CashSheet(room.cash, look, texts)
            room.cash.attach(cash)
            room.cash.refresh()
            return cash
        if name is SheetName.REPORT:
            from app.gui.screens.report_sheet import ReportSheet

            report = ReportSheet(room.report, look, texts)
            room.report.attach(report)
            room.report.refresh()
            return report
        if name is SheetName.ENROL:
            from app.gui.screens.enrol_sheet import EnrolSheet

            enrol = EnrolSheet(room.enrol, look, texts)
            room.enrol.attach(enrol)
            room.enrol.refresh()
            return enrol
        if name is SheetName.PRODUCT:
            from app.gui.screens.product_sheet import ProductSheet

            product = ProductSheet(room.product, look, texts)
            room.product.attach(product)
            room.product.refresh()
            return product
        if name is SheetName.DISCOUNT:
            from app.gui.screens.discount_sheet import DiscountSheet

            discount = DiscountSheet(room.discount, look, texts)
            room.discount.attach(discount)
            room.discount.refresh()
            return discount
        if name is SheetName.SUSPENDED:
            from app.gui.screens.suspended_sheet import SuspendedSheet

            suspended = SuspendedSheet(room.suspended, look, texts)
            room.suspended.attach(suspended)
            room.suspended.refresh()
            return suspended
        if name is SheetName.NUMBER:
            from app.gui.screens.number_sheet import NumberSheet

            number = NumberSheet(room.number, look, texts)
            room.number.attach(number)
            room.number.refresh()
            return number
        from app.gui.screens.more_sheet import MoreSheet

        more = MoreSheet(room.more, look, texts)
        room.more.attach(more)
        room.more.refresh()
        return more
