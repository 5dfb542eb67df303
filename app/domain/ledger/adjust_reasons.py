"""Why points are given or taken by hand: codes for the journal, words for screen and slip; and why an account is frozen or closed."""

from __future__ import annotations

GRANT_REASONS = ("goodwill", "correction", "missing_sale", "campaign", "launch", "other")
DEDUCT_REASONS = ("correction", "wrong_member", "misuse", "other")
STATUS_REASONS = ("suspicious", "disputed", "cleared", "left", "deceased", "other")
_LABELS = {
    "goodwill": ("顾客补偿", "Goodwill"),
    "correction": ("更正差错", "Correction"),
    "missing_sale": ("补录消费", "Sale not recorded"),
    "campaign": ("活动赠送", "Campaign"),
    "launch": ("开业赠送", "Launch gift"),
    "opening_balance": ("期初积分", "Opening balance"),
    "wrong_member": ("记错会员", "Wrong member"),
    "misuse": ("违规得分", "Misuse"),
    "suspicious": ("账户可疑", "Suspicious account"),
    "disputed": ("有争议，待核查", "Disputed, under review"),
    "cleared": ("已核查，没有问题", "Reviewed, nothing wrong"),
    "left": ("顾客退会", "The member left"),
    "deceased": ("顾客过世", "The member died"),
    "other": ("其他", "Other"),
}


def adjust_reason(code: str, language: str) -> str:
    """The reason in plain words; the code itself where it is a shop's own."""
    zh, en = _LABELS.get(code, (code, code))
    return en if language == "en" else zh
