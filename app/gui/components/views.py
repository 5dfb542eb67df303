"""What the components show: frozen values made by presenters, already in the user's language and formatted for the screen.

Texts are finished strings; figures carry their sign and thousands commas (app.gui.i18n). Progress is in permille.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from app.gui.theme.theme import Tone
from app.gui.theme.tokens import TierRank
from app.gui.widgets.painting import TagText as TagText

if TYPE_CHECKING:
    from app.documents.document import Document, Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChip:
    """A chip of the top bar; `success` is the normal tone, `warn` and `danger` stand out."""

    id: str
    text: str
    icon: str
    tone: Tone = "success"
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopBarView:
    """The top bar. `date` is dropped on narrow windows; `operator` empty hides chip and lock."""

    brand: str
    place: str
    chips: tuple[StatusChip, ...] = ()
    operator: str = ""
    clock: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionKeyView:
    """One key of the function bar; a disabled one says why in `reason`."""

    key: str
    label: str
    icon: str
    enabled: bool = True
    reason: str = ""
    selected: bool = False
    badge: int = 0


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One of the numbered ways on offered in place: 绑定为会员卡 · 查商品 · 忽略."""

    id: str
    label: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class KeyAct:
    """An act at the foot of a sheet with the key that does it."""

    id: str
    label: str
    icon: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanBoxView:
    """The scan box. With `problem` the text is drawn as selected and the choices are offered below."""

    placeholder: str
    text: str = ""
    problem: str = ""
    choices: tuple[ChoiceView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BasketRowView:
    """One line of the basket or of a bill beside a sheet. `was` is the struck former price, `points_spoken` for readers."""

    line_id: str
    number: int
    name: str
    code: str = ""
    tags: tuple[TagText, ...] = ()
    price: str = ""
    was: str = ""
    quantity: str = "1"
    amount: str = ""
    points: str = ""
    can_decrease: bool = True
    can_increase: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BasketView:
    """The basket. `selected` is an index or −1; `flashed` names the line that just came in; `layout` bill shows no price and points.

    With `due` (bill layout) the footer shows the amount instead of the remove act.
    """

    rows: tuple[BasketRowView, ...] = ()
    selected: int = -1
    flashed: str = ""
    layout: Literal["full", "bill"] = "full"
    count: str = ""
    saved: str = ""
    due: str = ""
    can_remove: bool = True


@dataclass(frozen=True, slots=True)
class TierView:
    """A tier by colour rank and name."""

    rank: TierRank
    name: str


@dataclass(frozen=True, slots=True)
class IconLine:
    """One line with an icon: a rule of today, a state of the member."""

    icon: str
    text: str
    tone: Tone = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardLine:
    """The nearest reward: name, progress, what is missing after this sale, and the two figures."""

    name: str
    permille: int
    short: str
    figures: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberView:
    """An attached member: the five answers, at most two `states`, and `activity` as a chip beside the last visit.

    `stale` ("Balance as of 14:20") stands in place of the balance's title; `value`: what lies on the member's cards, empty for nothing.
    """

    name: str
    initial: str
    tier: TierView
    identity: str
    balance: str
    balance_unit: str
    worth: str
    earned: str
    earned_unit: str
    expiring: str = ""
    expiring_on: str = ""
    reward: RewardLine | None = None
    next_tier: str = ""
    next_tier_gap: str = ""
    next_tier_permille: int | None = None
    last_visit: str = ""
    activity: IconLine | None = None
    states: tuple[IconLine, ...] = ()
    stale: str = ""
    spoken: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPanelView:
    """The member panel: nobody (`member` None) with today's rules, or a member. `notice` is a question or a miss with its choices."""

    member: MemberView | None = None
    rules: tuple[IconLine, ...] = ()
    notice: str = ""
    notice_tone: Tone = "info"
    choices: tuple[ChoiceView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UsePointsView:
    """The use-points key; hidden without a member."""

    visible: bool = True
    enabled: bool = True
    reason: str = ""
    offer: str = ""
    selected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentLine:
    """A tender or redemption on the basket: removable until the sale is complete."""

    id: str
    icon: str
    name: str
    detail: str = ""
    amount: str = ""
    removable: bool = True
    tone: Tone = "action"


@dataclass(frozen=True, slots=True, kw_only=True)
class PayCardView:
    """What is due and the pay key. `lines` are redemptions already taken off."""

    due: str
    detail: str
    enabled: bool
    reason: str = ""
    lines: tuple[PaymentLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickItemView:
    """One quick item."""

    id: str
    name: str
    price: str
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class QuickTab:
    """A tab of quick items on wide windows."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickItemsView:
    """Quick items of the chosen tab."""

    items: tuple[QuickItemView, ...] = ()
    tabs: tuple[QuickTab, ...] = ()
    tab: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSaleView:
    """The green card of the sale before: change and how it was paid."""

    title: str
    time: str
    change: str
    paid: str = ""
    points: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJobRow:
    """A row of the printer queue; `acts` are its numbered choices."""

    id: str
    number: str
    time: str
    content: str
    state: str
    state_icon: str
    state_tone: Tone = "text"
    acts: tuple[ChoiceView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PickRowView:
    """A row to pick: a found member (`tier`), a suspended basket, a product. `icon` stands where there is no `initial`, `key` picks it."""

    id: str
    title: str
    detail: str = ""
    figure: str = ""
    icon: str = ""
    initial: str = ""
    tier: TierView | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class IdleCardView:
    """What can be scanned, and what it does."""

    icon: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class EquationPart:
    """One box of the equation of points: the figure and where it comes from."""

    figure: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EquationView:
    """Parts that are added up, and the booked result with what is kept for next time."""

    parts: tuple[EquationPart, ...]
    result: str
    rest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedLine:
    """A line of the table under the equation; `figures` stand under `columns`, `muted` lines earn nothing."""

    name: str
    figures: tuple[str, ...]
    tag: TagText | None = None
    points: str = ""
    muted: bool = False
    total: bool = False


@dataclass(frozen=True, slots=True)
class ExplainedRule:
    """A rule that was used, or was not because of `why`."""

    name: str
    why: str
    used: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainView:
    """The points of a sale line by line: titles of the figure columns, lines with a total last, rules used and not used."""

    equation: EquationView
    columns: tuple[str, ...]
    lines: tuple[ExplainedLine, ...]
    rules: tuple[ExplainedRule, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperOf:
    """What the paper preview draws; `width` names the roll."""

    document: Document
    paper: Paper
    width: str


@dataclass(frozen=True, slots=True)
class ChargeView:
    """What the cashier sees while a charge is open; `danger`: nobody knows whether the money moved."""

    title: str
    detail: str
    check: str
    other: str
    danger: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardCard:
    """A reward as a tile: what it costs, and its state; a grey one says in `tag` why it cannot be had."""

    code: str
    name: str
    cost: str
    icon: str
    tag: TagText
    reachable: bool
