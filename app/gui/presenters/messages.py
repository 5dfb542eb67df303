"""Every refusal and fault as one plain line: what happened – what to do – what is safe. An unknown code is a bug."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.money import yuan
from app.gui.i18n import Texts, count, mark


@dataclass(frozen=True, slots=True)
class Message:
    """What happened, and the way on. A `lasting` one cannot be put away."""

    title: str
    way_on: str = ""
    lasting: bool = False

    @property
    def line(self) -> str:
        """Both in one line."""
        return f"{self.title} – {self.way_on}" if self.way_on else self.title


MESSAGES: dict[str, tuple[str, str]] = {
    # scans
    "scan_unknown": (mark("Not recognised: {text}"), mark("scan again or press F3 to search by name")),
    "scan_joined": (mark("Two codes ran into one another"), mark("scan them one by one")),
    "scan_partial": (mark("Only part of a code came through"), mark("scan again")),
    "scan_bad_check_product": (mark("Not a whole barcode: {text}"), mark("scan again or type it from the label")),
    "scan_bad_check_card": (mark("Not a whole card number: {text}"), mark("scan again or find the member with F2")),
    "scan_bad_check_voucher": (mark("Not a whole voucher code: {text}"), mark("scan again or type it from the paper")),
    "voucher_unknown": (mark("No such voucher here: {text}"), mark("it is another shop's, or was misread; scan it again")),
    "voucher_used": (mark("Used already: {on} {time}, {place}"), mark("a voucher is good once; nothing was taken")),
    "voucher_cancelled": (mark("Taken back: {on} {time}, {place}"), mark("its points went back to the member")),
    "voucher_expired": (mark("This voucher was good until {until}"), mark("it cannot be taken any more; nothing was booked")),
    "voucher_good": (mark("This voucher is handed out at the reward desk"), mark("press F10 and scan it there; it stays good")),
    "member_code_wrong": (mark("Not a member code of this shop"), mark("scan the card or find the member with F2")),
    "member_code_expired": (mark("Member code expired"), mark("ask the customer to refresh it")),
    "member_code_used": (mark("Code already used"), mark("ask the customer to refresh it")),
    "proof_needed": (mark("Show the member code, or a leader approves"), mark("at most {limit} points on what was shown")),
    "scan_too_long": (mark("Far too long for a code"), mark("scan again")),
    "unknown_product": (mark("No item with this code: {text}"), mark("search by name with F3, or leave it out")),
    "unknown_card": (mark("This card belongs to nobody yet: {text}"), mark("bind it, or find the member with F2")),
    "card_blocked": (mark("This card is blocked"), mark("find the member with F2; the points are safe")),
    "member_closed": (mark("This membership was ended"), mark("sell without a member")),
    "date_range": (mark("That day is too far ahead"), mark("choose one within ten years")),
    "unknown_receipt": (mark("No such receipt here: {text}"), mark("check the number on the paper")),
    "quantity_wrong": (mark("Not a quantity: {text}"), mark("type 3* and then scan")),
    "pay_first": (mark("Payment is open"), mark("press Esc to go back, then scan the item")),
    "pay_member": (mark("Another member is on this sale"), mark("press Esc to go back, then scan the card")),
    "receipt_while_paying": (mark("Payment is open"), mark("finish it, then scan the receipt")),
    # rewards and vouchers
    "no_such_reward": (mark("There is no such reward: {reward}"), mark("choose one from the list")),
    "reward_no": (mark("{reward} cannot be had now"), mark("the list says what is missing; nothing was taken")),
    "reward_not_described": (mark("{reward} is not set up yet"), mark("the shop leader completes it in the office; nothing was taken")),
    "reward_not_for_others": (mark("Rewards go to the member alone here"), mark("give it to the member who has the points")),
    "reward_not_stocked": (mark("{reward} is not counted"), mark("say so in the programme first")),
    "reward_facts": (mark("The reward does not fit as it was typed"), mark("look at what is marked; nothing was changed")),
    "stock_range": (mark("That is no stock"), mark("0 to {max} pieces; nothing was changed")),
    "coupon_on_sale": (mark("This coupon is on the sale already"), mark("each is good once; nothing was changed")),
    "too_many_coupons": (mark("{max} coupons are on this sale already"), mark("take one off first, or keep this one for next time")),
    # basket
    "price_missing": (mark("{name} has no price"), mark("type the price")),
    "qty_range": (mark("That is no quantity"), mark("1 to {max} pieces on a line; the basket is unchanged")),
    "badge_unknown": (mark("That badge is nobody's"), mark("type the PIN, or ask the owner for a new badge")),
    "staff_self": (mark("Nobody sends himself away"), mark("another owner does it")),
    "basket_open": (mark("A basket is still open"), mark("take the payment or give it up, then close the shift")),
    "baskets_suspended": (mark("Baskets are still suspended"), mark("resume and finish them, or give them up, then close the shift")),
    "shift_open": (mark("A shift is open already"), mark("sign in again")),
    "float_range": (mark("That is more than a drawer begins with"), mark("at most {most_minor}; count again")),
    "no_such_denomination": (mark("There is no such note or coin"), mark("count again")),
    "count_range": (mark("That many pieces fit no drawer"), mark("at most {most} of a kind; count again")),
    "difference_reason": (mark("That is no reason for a difference"), mark("choose one of those shown")),
    "reason_missing": (mark("The drawer differs by more than it may"), mark("count again, or choose a reason")),
    "no_such_report": (mark("That shift has no Z report"), mark("it was closed before there were any, or is open still")),
    "cash_how": (mark("That is no way for cash to move"), mark("choose pay-in, pay-out or safe drop")),
    "cash_reason": (mark("That is no reason"), mark("choose one of those shown")),
    "cash_short": (mark("The drawer should hold only {have_minor}"), mark("take less, or count the drawer")),
    "amount_range": (mark("That is no amount"), mark("type it again; nothing was booked")),
    "basket_full": (mark("The basket is full: {max} lines"), mark("take payment, then go on with a new basket")),
    "payment_begun": (mark("More was taken than would be due"), mark("take back a payment first (F12)")),
    "no_such_line": (mark("This line is no longer there"), mark("look at the basket again")),
    "no_such_member": (mark("No such member"), mark("search again with F2")),
    "empty_basket": (mark("The basket is empty"), mark("scan an item first")),
    "other_basket": (mark("This basket is closed already"), mark("look at the counter again; nothing was taken twice")),
    "unknown_code": (mark("No rule of today asks for this code: {text}"), mark("look at the campaign again")),
    "too_many_codes": (mark("{max} activity codes are on this sale already"), mark("take payment, then go on with a new basket")),
    # enrolment and acts that earn
    "consent_missing": (mark("The terms are not agreed to yet"), mark("ask the customer, then tick them")),
    "consent_required": (mark("There is no membership without the terms"), mark("end the membership instead, in the office")),
    "phone_not_mobile": (mark("That is no mobile number"), mark("11 digits beginning with 1")),
    "birthday_impossible": (mark("There is no such day"), mark("type the birthday again, or leave it out")),
    "phone_taken": (mark("Somebody is a member with this phone already"), mark("press Enter to use that membership")),
    "card_taken": (mark("This card is somebody else's"), mark("take another card")),
    "card_shape": (mark("That is no member card"), mark("scan the card that is to be given")),
    "self_referral": (mark("Nobody recommends himself"), mark("leave the referrer out, or scan another one")),
    "referrer_unknown": (mark("No such referrer"), mark("scan the card or type the phone, or leave it out")),
    "referrer_closed": (mark("The referrer's membership was ended"), mark("leave the referrer out")),
    "checked_in_already": (mark("Checked in today already, day {streak} in a row"), mark("come again tomorrow; nothing was booked")),
    "no_such_activity": (mark("No rule gives points for this activity: {activity}"), mark("choose one from the list")),
    "activity_booked_already": (mark("This was booked already on {on}"), mark("nothing was booked")),
    "not_earned": (mark("This earned no points"), mark("open another entry")),
    # items
    "product_invalid": (mark("The item does not fit as it was typed"), mark("nothing was changed")),
    "code_taken": (mark("{name} has this code already: {text}"), mark("find it with F3")),
    # cards
    "too_many_cards": (mark("Too many cards for one member"), mark("at most {max}")),
    "no_such_card": (mark("No such card"), mark("look at the page again")),
    # payment
    "still_due": (mark("¥{due_minor} is still due"), mark("take the rest first")),
    "no_such_tender": (mark("This payment is no longer there"), mark("look at the list again; nothing was booked")),
    "more_than_due": (mark("More than is due"), mark("only cash gives change; type at most what is due")),
    "charge_open": (mark("The provider has not answered yet"), mark("F5 asks for the result, F6 is another way to pay")),
    "charge_no_code": (mark("No code was scanned yet"), mark("scan the customer's payment code, or choose another way")),
    "too_many_tenders": (mark("Too many payments on one sale"), mark("at most {max}; take one back first")),
    "sale_numbers_used_up": (mark("All sale numbers of today are used"), mark("go on at another till; the basket is safe")),
    # points
    "no_member": (mark("No member on this sale"), mark("scan the card first")),
    "redeem_disabled": (mark("Points are not taken as money here"), ""),
    "redeem_frozen": (mark("Account under review"), mark("it earns but cannot spend; the points are safe")),
    "redeem_closed": (mark("This membership was ended"), mark("sell without a member")),
    "redeem_none_possible": (
        mark("No points can be used on this sale"),
        mark("too few points, or too little on the basket that may be paid so"),
    ),
    "redeem_not_enough_points": (mark("Not enough points"), mark("choose at most {max_points}")),
    "redeem_below_min": (mark("Too few at once"), mark("{missing} more are needed")),
    "redeem_not_step": (mark("Not a step of points"), mark("choose a rounder number")),
    "redeem_over_max_points": (mark("Too many points for one sale"), mark("choose at most {max_points}")),
    "redeem_over_limit": (mark("More than this sale may take in points"), mark("choose at most {max_points}")),
    "redeem_no_value": (mark("So few points are worth nothing yet"), mark("choose more")),
    # people
    "pin_wrong": (mark("Wrong PIN"), mark("{left} more tries, then a minute's wait")),
    "locked_out": (mark("Too many wrong PINs"), mark("wait {minutes} min; somebody else can sign in now")),
    "no_such_person": (mark("This person no longer works here"), mark("choose somebody else")),
    "needs_approval": (mark("Manager needed: badge or PIN"), mark("or the manager signs in and does it; nothing was booked")),
    "approve_own": (mark("Nobody approves what he asked for himself"), mark("somebody else says yes")),
    "approver_may_not": (mark("This person may not approve that"), mark("choose somebody else")),
    "no_such_event": (mark("There is nothing like that in the books"), mark("open the list again")),
    "not_reversible": (mark("This cannot be taken back"), mark("a sale is returned; points are corrected on the member's page")),
    "reversed_already": (mark("This was taken back already"), mark("open the list again")),
    "reverse_until": (mark("Not a day the points can be good until"), mark("choose one from today to ten years ahead")),
    "no_such_tier": (mark("The points programme has no such tier"), mark("choose one of its tiers")),
    "no_floor": (mark("No tier stands in place of the member's own"), mark("open the member again")),
    "tier_until": (mark("Not a day a tier can end on"), mark("choose one from today to ten years ahead")),
    "tier_reason": (mark("A tier needs a reason"), mark("choose one of the three")),
    "tier_not_by_hand": (mark("Tiers follow purchases here"), mark("give a tier in place of the own, with a last day")),
    "approval_other": (mark("The approval was for something else"), mark("ask again")),
    "approval_old": (mark("The approval is too old"), mark("ask again")),
    "approval_used": (mark("This approval was used already"), mark("ask again")),
    "shift_closed": (mark("This shift has ended"), mark("lock with Ctrl+L and sign in again; the basket is safe")),
    # stored value
    "keep_change": (mark("There is no such change to keep"), mark("look at the amount again; nothing was booked")),
    "voucher_no_card": (mark("This voucher is no gift card"), mark("hand it out at the reward desk (F10)")),
    "value_spent": (mark("Some of this top-up was spent already"), mark("¥{missing_minor} is missing; pay out what is left instead")),
    "value_gift": (mark("Nobody paid for this one"), mark("it is the shop's gift; nothing was booked")),
    "value_named": (mark("A member's card needs no exchange"), mark("bind the new card on the member's page; the money stays")),
    "value_held": (mark("A basket is just being paid with this card"), mark("finish it first")),
    "value_disabled": (mark("This shop's programme has no stored value"), mark("the owner adds it in the office")),
    "value_below_min": (mark("Less than the least top-up"), mark("at least ¥{limit_minor}; nothing was taken")),
    "value_over_limit": (mark("More than the law lets this card hold"), mark("at most ¥{limit_minor} with the bonus; nothing was taken")),
    "value_real_name": (mark("The buyer's name has to be recorded"), mark("from ¥{limit_minor} on; type name and document")),
    "value_frozen": (mark("Account under review"), mark("no top-up and no payment from it; the money is safe")),
    "value_missing": (mark("Not enough on the card"), mark("¥{missing_minor} is missing; take that part in another way")),
    "value_proof": (mark("Stored value needs the card"), mark("scan the member's card, then take the payment")),
    "value_nothing": (mark("Nothing lies on this card"), mark("there is nothing to pay out")),
    # paper
    "no_such_job": (mark("This print job is no longer there"), mark("look at the queue again")),
    "not_a_sale": (mark("This is no sale"), mark("scan a receipt")),
    # returns
    "refund_other_till": (mark("This sale was made at another till"), mark("take it back there; the paper says which one")),
    "refund_nothing": (mark("Nothing is chosen"), mark("choose what comes back")),
    "refund_line": (mark("This line is not on the receipt"), mark("choose from the list")),
    "refund_quantity": (mark("That is no quantity: {name}"), mark("whole pieces, at least one")),
    "refund_too_many": (mark("More than was bought: {name}"), mark("{left} can still come back")),
    "refund_already": (mark("All of it came back already: {name}"), mark("look at the receipt; nothing was booked")),
    "refund_not_on_receipt": (mark("Not on this receipt: {text}"), mark("look for the line, or scan the other receipt")),
    "refund_all_ticked": (mark("All pieces of it are chosen or came back already"), mark("look at the line; nothing was booked")),
    "claim_unknown": (mark("This claim code is not of a receipt here: {text}"), mark("check that the paper is whole; nothing was booked")),
    "claim_used": (mark("The points of this receipt were claimed on {on}"), mark("each receipt once; nothing was booked")),
    "claim_expired": (mark("This receipt could be claimed to {on}"), mark("it is too late; nothing was booked")),
    "claim_member": (mark("This sale has its points on a member's card already"), mark("there is nothing to claim")),
    "claim_returned": (mark("All of this sale came back"), mark("there is nothing to claim")),
    "claim_own_card": (mark("Nobody claims a receipt he handled himself"), mark("the customer's own card; nothing was booked")),
    "claim_many": (mark("This member has claimed {limit} receipts today"), mark("come again tomorrow; the receipt stays good")),
    "refund_reason": (mark("No reason is chosen"), mark("choose why it comes back")),
    "refund_changed": (mark("The points have moved on meanwhile"), mark("look at the figures again, then confirm; nothing was booked")),
    # points by hand, accounts
    "adjust_points": (mark("That is no number of points"), mark("1 to {max}; nothing was booked")),
    "adjust_reason": (mark("No reason is chosen"), mark("choose why points are given or taken")),
    "adjust_life": (mark("That is no last day for points"), mark("from today to ten years ahead")),
    "adjust_funding": (mark("That is no cost account"), mark("letters and digits, at most 32")),
    "adjust_too_many": (mark("More than can be used"), mark("at most {available} can be taken; nothing was booked")),
    "no_such_moment": (mark("There is no such moment"), mark("8 digits of the day, 4 of the time")),
    "file_too_large": (mark("The file is too large"), mark("at most 20 MB; nothing was booked")),
    "file_encoding": (mark("The file is neither UTF-8 nor GBK"), mark("save it as CSV in UTF-8; nothing was booked")),
    "file_format": (mark("Line {line} is no line of a table"), mark("save it as CSV; nothing was booked")),
    "file_rows": (mark("The file has too many rows"), mark("at most {max}; nothing was booked")),
    "list_empty": (mark("There is nobody on the list"), mark("add cards, phones or a group first")),
    "grant_points": (mark("How many points is not said"), mark("type a number, or put one behind every line")),
    "grant_label": (mark("The label is too long"), mark("at most {limit} characters")),
    "no_such_batch": (mark("No such batch"), mark("look at the list again")),
    "reverse_batch": (mark("This was given to a whole list"), mark("take the batch back on the grants page, or take points by hand")),
    "state_same": (mark("The account is in that state already"), mark("look at the member again")),
    "state_reason": (mark("No reason is chosen"), mark("choose why the account changes")),
    "state_on_counter": (mark("This member stands on the open sale"), mark("finish it or take the member off first")),
    # shop
    "no_programme": (mark("No points programme is in force today"), mark("call the manager; the basket is safe")),
    "counter_taken": (mark("Something stands on the counter"), mark("finish it, suspend it or give it up first")),
    "no_such_basket": (mark("This basket is no longer suspended"), mark("look at the list again with F6")),
    "too_many_suspended": (mark("{max} baskets are suspended already"), mark("take one up with F6 first, or finish this one")),
    "label_check": (mark("The price on this label does not fit its check digit"), mark("have it weighed again, or type the price")),
    "label_empty": (mark("This label has no price and no weight"), mark("have it weighed again")),
    "label_no_price": (mark("{name} has no price for a kilogram"), mark("set the price on the product first")),
    "discount_range": (mark("That is no discount on this"), mark("more than 0 and no more than there is to pay")),
    "discount_reason": (mark("A discount needs a reason"), mark("choose one of the reasons")),
    "line_discounted": (mark("This line has a price or discount by hand"), mark("scan further pieces: they go on a line of their own")),
    "programme_altered": (
        mark("The points programme is not the one that was published"),
        mark("call the manager: check the books or restore the last backup; the basket is safe"),
    ),
    "not_allowed": (mark("Not yours to change"), mark("the owner or a shift leader signs in and does it")),
    "not_owner": (mark("The owner writes the programme"), mark("the owner signs in and does it; you can look and try")),
    "first_day_past": (mark("The first day is over"), mark("choose today or a later day; nothing was published")),
    "no_tiers": (mark("This programme has no tiers"), mark("add them on the programme's page first")),
    "tiers_by_hand": (mark("Tiers are given by hand here"), mark("there is nothing to measure")),
    "tier_target": (mark("The shares do not fit"), mark("one for each of {levels} tiers, together 100")),
    "programme_invalid": (mark("The programme has defects"), mark("solve what is marked red; nothing was published")),
    "programme_too_large": (mark("The programme is too large"), mark("take rules out that are over; nothing was changed")),
    "too_many_drafts": (mark("There are {max} drafts already"), mark("throw one away first")),
    "name_empty": (mark("A name is missing"), mark("type one")),
    "setting_refused": (mark("This value does not fit"), mark("nothing was changed")),
    "text_too_long": (mark("Too long"), mark("at most {limit} characters")),
    # faults
    "disk_full": (mark("The disk is full"), mark("nothing was booked; free some space, then press again. Finished sales are safe")),
    "database_locked": (mark("Another program holds the books"), mark("nothing was booked; close it, then press again")),
    "database_damaged": (mark("The books cannot be read"), mark("stop selling and call the manager; do not delete anything")),
    "database_not_ours": (mark("These books belong to another till"), mark("stop and call the manager")),
    "database_newer": (mark("These books were written by a newer version"), mark("update the program first")),
    "books_damaged": (
        mark("The books are damaged: nothing can be sold"),
        mark("call the manager and delete nothing; finished sales are kept"),
    ),
    "unexpected": (
        mark("Something went wrong"),
        mark("look at the basket before you go on; what was booked is safe, a report was written"),
    ),
    "read_only": (mark("The books cannot be written"), mark("nothing was booked; call the manager. Finished sales are safe")),
    "settings_not_saved": (mark("Settings could not be saved"), mark("the disk may be full; they hold until the program is closed")),
}


class UnknownMessage(KeyError):
    """A code that no line stands for."""


def message(code: str, values: Mapping[str, object], t: Texts) -> Message:
    """The line for a code with its values filled in. UnknownMessage when there is none."""
    try:
        title, way_on = MESSAGES[code]
    except KeyError:
        raise UnknownMessage(code) from None
    shown = _Shown({name: _shown(name, value) for name, value in values.items()})
    return Message(t(title).format_map(shown), t(way_on).format_map(shown))


class _Shown(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "?"


def _shown(name: str, value: object) -> str:
    if name.endswith("_minor") and isinstance(value, int):
        return yuan(value)
    return count(value) if isinstance(value, int) else str(value)
