"""The types of event there are, and what their payload body holds. The ledger part of any payload is `Booking.to_mapping()` under `ledger`.

A body is canonical JSON of integers and strings. The projections (app.storage) read only the fields named here; all else is evidence.

till_created      {till_no, public_key (hex), store {code, name, name_en, zone}, app}
log_in            {}                          lock_out {staff}          pin_refused {staff}
shift_opened      {shift, float_minor}        shift_closed {shift}
member_enrolled   {tier, joined_on, status}   member_status {status}    tier_set {tier, valid_until}
card_linked       {card}                      card_blocked {card}
staff_changed     {staff: [{id, number, role, active}]}
catalogue_changed {sha256, products}          settings_changed {set: {key: JSON text}}
programme_published {sha256, code, version, valid_from}
sale_completed    {number, lines, tenders, total_minor, programme, member (snapshot), context, earned, redeemed, voids,
                   carry {account: {rule: exact}}, caps [[holder, cap, period, n]], counts {sales, spend_minor, points_qualifying},
                   tier {after, valid_until} | null}
basket_abandoned  {sale_id, voids, total_minor}
hold_opened       {sale_id, points, value_minor}     hold_released {sale_id, reason}
points_adjusted   {points, reason_code}       points_expired {on, chunk}      debt_paid {on}       reversal {of}
reprint           {sale (event id), n}        no_sale {reason}     clock_step {from_ms, to_ms}    imported {kind, rows, sha256}
"""

from __future__ import annotations

from typing import Final

TILL_CREATED: Final = "till_created"
LOG_IN: Final = "log_in"
LOCK_OUT: Final = "lock_out"
PIN_REFUSED: Final = "pin_refused"
SHIFT_OPENED: Final = "shift_opened"
SHIFT_CLOSED: Final = "shift_closed"
MEMBER_ENROLLED: Final = "member_enrolled"
MEMBER_STATUS: Final = "member_status"
TIER_SET: Final = "tier_set"
CARD_LINKED: Final = "card_linked"
CARD_BLOCKED: Final = "card_blocked"
STAFF_CHANGED: Final = "staff_changed"
CATALOGUE_CHANGED: Final = "catalogue_changed"
SETTINGS_CHANGED: Final = "settings_changed"
PROGRAMME_PUBLISHED: Final = "programme_published"
SALE_COMPLETED: Final = "sale_completed"
BASKET_ABANDONED: Final = "basket_abandoned"
HOLD_OPENED: Final = "hold_opened"
HOLD_RELEASED: Final = "hold_released"
POINTS_ADJUSTED: Final = "points_adjusted"
POINTS_EXPIRED: Final = "points_expired"
DEBT_PAID: Final = "debt_paid"
REVERSAL: Final = "reversal"
REPRINT: Final = "reprint"
NO_SALE: Final = "no_sale"
CLOCK_STEP: Final = "clock_step"
IMPORTED: Final = "imported"
