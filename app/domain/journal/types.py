"""The types of event there are, and what their payload body holds. The ledger part of any payload is `Booking.to_mapping()` under `ledger`.

A body is canonical JSON of integers and strings. The projections (app.storage) read only the fields named here; all else is evidence.

till_created      {till_no, public_key (hex), store {code, name, name_en, zone}, app}
log_in            {}                          lock_out {staff}          pin_refused {staff}
approval          {act, digest (of the act and its parameters), event}: the event that the second person of the header said yes to
shift_opened      {shift, float_minor, [counted: [[fen a piece, pieces]]]}
cash_moved        {how: pay_in | pay_out | safe_drop, amount_minor, reason}: money into or out of the drawer without a sale
shift_closed      {shift, [z_no, first, float_minor, counted, counted_minor, expected_minor, difference_minor, [reason], figures, units,
                   perpetual, unprinted]}: the Z report (app.domain.till.shift_figures) of the events from seq `first` to its own; without
                   `z_no`: nobody counted
member_enrolled   {tier, joined_on, status, [valid_until], [referrer], [team], [groups], [cards: [[number, type, batch]]],
                   [consents: [[purpose, text_sha]]], [what was earned, see below; its tier as tier_after]}
member_status     {status}                    tier_set {tier, valid_until, [reason]}
tier_floor_set    {tier, until, reason}: a tier in place of the member's own: status_match, bought, by_hand (tier null: none any more)
card_linked       {card, [type], [batch], [replaces]}     card_blocked {card}
member_code_shown {slot}: the changing code of a phone was scanned; a code is taken once
consent_given     {purpose, text_sha}         consent_withdrawn {purpose}
group_set         {groups}  referrer_set {referrer}  team_set {team}  auto_redeem_set {on}     the new value as a whole
staff_changed     {staff: [{id, number, role, active}], [badge, pin]}: `badge`, `pin`: whose was given or taken anew
rights_changed    {rights: [[act, role, yes | needs_approval | no]]}: null: as the table of rights says
catalogue_changed {sha256, products}          product_changed {product: as in a catalogue snapshot}
settings_changed  {set: {key: JSON text}}
programme_published {sha256, code, version, valid_from}
sale_completed    {number, lines, tenders, total_minor, programme, member (snapshot), context, earned, redeemed, voids, [codes],
                   [provider: [[kind, amount_minor, key at the payment provider]]], [kept_minor: change that went onto the card],
                   [coupons: [[code, voucher, name, taken off in fen]]],
                   [discounts by hand: [[line | null, kind, value, minor, reason, approver]]; their part of a line: given_minor],
                   [value: [[holder, card, principal, bonus, [hold], [principal, bonus after]]]: what cards paid],
                   what was earned; in counts: sales, spend_minor}
accrual           {event {type, [activity], [amount_minor], [qty]}, programme, member (snapshot), context, earned, before, after, owed,
                   what was earned}: enrolment apart, every act that earns points outside a sale
sale_claimed      {sale (event id), number, returned {line: qty}, programme, member (snapshot), context, earned, before, after, owed, what
                   was earned}: the points of a walk-in's sale, net of what had come back; its cause is the sale, so there is one at most
refund_completed  {sale (event id), returned {line: qty}, refunded_minor, tenders, [exchange: its cash stayed for the next sale],
                   [provider: [[kind, amount_minor, key of the charge]]: what goes back at the payment provider],
                   what was earned, with the signs of a return}
goods_returned    {lines: [[product, name, name_en, unit_minor, qty]], refunded_minor, paid_out, reason}: without a receipt; no points move
basket_abandoned  {sale_id, voids, total_minor}
hold_opened       {sale_id, points, value_minor, [proof: name | card | code | approval]}     hold_released {sale_id, reason}
points_adjusted   {points, reason_code, [batch]}     points_expired {on, members}    debt_paid {on}
day_run           {on, from, programme}: the days from `from` to `on` have been run       points_expired, debt_paid, tier_reviewed,
                   tier_floors_ended: chunks of a day's run, `on` the day
tier_reviewed     {on, programme, tiers: [[member, before, valid_until before, base before, after, valid_until, reason, metric]]}
tier_floors_ended {on, floors: [[member, tier, until]]}
reversal          {of, type, [rewards], [stock], [vouchers_ended], [tiers: [[member, tier, valid_until, base]]], [kept]}
reward_issued     {reward, times, points, how, programme, before, after, next_expiry, [rewards], [stock], [vouchers], [tier]}: `how` auto:
                   bought by itself after the event that its cause names
                   By hand: how desk; [for], [cash_minor, tender], [cash_out_minor], [project], [draw {prizes, seed, place}],
                   [floor {tier, until}]
value_topped_up   {card, named, amount_minor, bonus_minor, tenders, before, after: [principal, bonus], programme, [sold, valid_until]}:
                   a card is loaded, with `sold` a new one without a name; in a sale's commit its change;
                   with [from] all of another card without a name
value_paid_out    {card, principal_minor, bonus_minor, paid_out: [[kind, amount_minor]], [of]}: the principal leaves as money, the bonus
                   lapses; with `of` a top-up is taken back
rewards_stocked   {stock: [[reward, n more]], reason}      reward_described {reward, facts}: all that the shop knows of it from now on
voucher_used      {voucher, vouchers_ended: [[code, used]]}: handed out or honoured at the counter
reprint           {sale (event id), n}        no_sale {reason}     clock_step {from_ms, to_ms}    imported {kind, rows, sha256}

What was earned, in any event; every part may be left out:

on                the business date it belongs to, where that is not the event's (a birthday that was missed)
carry             {account: {rule: exact}}: the remainder from now on
caps              [[holder, cap, period, n]]: n more (less where negative)
counts            {sales, spend_minor, points_qualifying, [on]}: what counts for the tier of the event's member, on the business date of the
                  event or `on`
challenges        [[account, rule, period, points]]: points more booked for a challenge (less where negative)
vouchers          [[code, account, voucher, rule, valid_until]]     vouchers_ended [[code, used | cancelled]]
vouchers_back     [code]: a coupon of a sale that was returned whole is good again
rewards           [[member, reward, period, n]]: n more taken        stock [[reward, n]]: n more there (less where negative)
check_in          {last_date, streak}
profile           the field set that was completed
tier              {after, valid_until, [reason], [metric], [base]}: of the event's member; reason `sale` where not said
"""

from __future__ import annotations

from typing import Final

TILL_CREATED: Final = "till_created"
LOG_IN: Final = "log_in"
LOCK_OUT: Final = "lock_out"
PIN_REFUSED: Final = "pin_refused"
APPROVAL: Final = "approval"
SHIFT_OPENED: Final = "shift_opened"
SHIFT_CLOSED: Final = "shift_closed"
CASH_MOVED: Final = "cash_moved"
MEMBER_ENROLLED: Final = "member_enrolled"
MEMBER_STATUS: Final = "member_status"
TIER_SET: Final = "tier_set"
TIER_FLOOR_SET: Final = "tier_floor_set"
GROUP_SET: Final = "group_set"
REFERRER_SET: Final = "referrer_set"
TEAM_SET: Final = "team_set"
AUTO_REDEEM_SET: Final = "auto_redeem_set"
CARD_LINKED: Final = "card_linked"
CARD_BLOCKED: Final = "card_blocked"
MEMBER_CODE_SHOWN: Final = "member_code_shown"
CONSENT_GIVEN: Final = "consent_given"
CONSENT_WITHDRAWN: Final = "consent_withdrawn"
STAFF_CHANGED: Final = "staff_changed"
RIGHTS_CHANGED: Final = "rights_changed"
CATALOGUE_CHANGED: Final = "catalogue_changed"
PRODUCT_CHANGED: Final = "product_changed"
SETTINGS_CHANGED: Final = "settings_changed"
PROGRAMME_PUBLISHED: Final = "programme_published"
SALE_COMPLETED: Final = "sale_completed"
ACCRUAL: Final = "accrual"
SALE_CLAIMED: Final = "sale_claimed"
REFUND_COMPLETED: Final = "refund_completed"
GOODS_RETURNED: Final = "goods_returned"
BASKET_ABANDONED: Final = "basket_abandoned"
HOLD_OPENED: Final = "hold_opened"
HOLD_RELEASED: Final = "hold_released"
POINTS_ADJUSTED: Final = "points_adjusted"
POINTS_EXPIRED: Final = "points_expired"
DEBT_PAID: Final = "debt_paid"
REVERSAL: Final = "reversal"
DAY_RUN: Final = "day_run"
TIER_REVIEWED: Final = "tier_reviewed"
TIER_FLOORS_ENDED: Final = "tier_floors_ended"
REWARD_ISSUED: Final = "reward_issued"
VALUE_TOPPED_UP: Final = "value_topped_up"
VALUE_PAID_OUT: Final = "value_paid_out"
REWARDS_STOCKED: Final = "rewards_stocked"
REWARD_DESCRIBED: Final = "reward_described"
VOUCHER_USED: Final = "voucher_used"
REPRINT: Final = "reprint"
NO_SALE: Final = "no_sale"
CLOCK_STEP: Final = "clock_step"
IMPORTED: Final = "imported"
