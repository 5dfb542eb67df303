"""What reports call the figures of a shift, on paper and on the screen alike: movements of units, things counted, reasons.

A code that is not known here is shown as it is: a later version's figures stay readable.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from app.documents.document import Language

_KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "sale_earned": ("消费得分", "Earned by sales"),
    "act_earned": ("活动 / 入会 / 签到", "Activities, joining, check-ins"),
    "issued": ("发放", "Issued"),
    "adjusted": ("手工调整", "By hand"),
    "refund_given": ("退货退回", "Given back by returns"),
    "used": ("抵扣使用", "Used as payment"),
    "rewards": ("礼品兑换", "Rewards"),
    "redeemed": ("使用", "Used"),
    "refund_taken": ("退货收回", "Taken back by returns"),
    "refund_lapsed": ("退回即过期", "Lapsed on return"),
    "expired": ("到期清零", "Expired"),
    "reversed": ("冲正", "Reversed"),
    "other": ("其他", "Other"),
}
_VALUE_KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "issued": ("充值", "Topped up"),
    "used": ("消费", "Spent"),
    "redeemed": ("消费", "Spent"),
}
_UNITS: Final[Mapping[str, tuple[str, str]]] = {
    "POINTS": ("积分", "Points"),
    "VALUE": ("储值 本金", "Stored value, principal"),
    "BONUS": ("储值 赠送", "Stored value, bonus"),
}
MONEY_UNITS: Final = ("VALUE", "BONUS")
"""Units that are money: their figures are fen."""
_COUNTS: Final[Mapping[str, tuple[str, str]]] = {
    "voids": ("撤销行", "Lines voided"),
    "overrides": ("改价", "Prices overridden"),
    "abandoned": ("整单取消", "Baskets given up"),
    "reprints": ("补打", "Reprints"),
    "no_sales": ("无交易开钱箱", "Drawer without a sale"),
    "approvals": ("审批", "Approvals"),
    "enrolled": ("新会员", "New members"),
    "by_hand": ("手工加减分", "Points by hand"),
    "reversals": ("冲正", "Reversals"),
    "pins_refused": ("输错密码", "Wrong PINs"),
    "lock_outs": ("锁定", "Lock-outs"),
    "clock_steps": ("时钟回拨", "Clock set back"),
    "settings": ("改设置", "Settings changed"),
    "log_ins": ("登录", "Sign-ins"),
}
COUNTS_SHOWN: Final = tuple(name for name in _COUNTS if name not in ("voids", "overrides"))
_REASONS: Final[Mapping[str, tuple[str, str]]] = {
    "change": ("换零钱", "Change"),
    "correction": ("更正", "Correction"),
    "goods": ("进货", "Goods bought"),
    "delivery": ("运费", "Delivery"),
    "expense": ("日常开支", "Expenses"),
    "full": ("钱箱现金过多", "Too much in the drawer"),
    "routine": ("例行缴款", "Routine"),
    "count": ("清点", "Count"),
    "mistake": ("误关", "Closed by mistake"),
    "other": ("其他", "Other"),
    "change_wrong": ("找零有误", "Wrong change"),
    "not_entered": ("有收付没录入", "Not entered"),
    "counted_twice": ("数错了，已复点", "Counted again"),
    "unknown": ("原因不明", "Not known"),
}
_HOW: Final[Mapping[str, tuple[str, str]]] = {
    "pay_in": ("存入现金", "Pay-in"),
    "pay_out": ("支出现金", "Pay-out"),
    "safe_drop": ("中途缴款", "Safe drop"),
    "no_sale": ("开钱箱", "No sale"),
}


def kind_label(kind: str, unit: str, lang: Language) -> str:
    """A kind of movement of a unit."""
    words = _VALUE_KINDS.get(kind) if unit in MONEY_UNITS else None
    return _pick(words or _KINDS.get(kind, (kind, kind)), lang)


def unit_label(unit: str, lang: Language) -> str:
    """A unit of the ledger."""
    return _pick(_UNITS.get(unit, (unit, unit)), lang)


def count_label(name: str, lang: Language) -> str:
    """Something counted."""
    return _pick(_COUNTS.get(name, (name, name)), lang)


def reason_label(reason: str, lang: Language) -> str:
    """Why money moved without a sale, or why a drawer differs."""
    return _pick(_REASONS.get(reason, (reason, reason)), lang)


def how_label(how: str, lang: Language) -> str:
    """What happened to the drawer."""
    return _pick(_HOW.get(how, (how, how)), lang)


def _pick(words: tuple[str, str], lang: Language) -> str:
    return words[1] if lang == "en" else words[0]
