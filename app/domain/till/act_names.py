"""The acts of the rights table in plain words, Chinese and English: for reports, the page of rights and the journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "change_settings": ("改设置", "Change settings"),
    "open_office": ("进办公室", "Open the office"),
    "look_programme": ("看积分规则", "See the programme"),
    "edit_programme": ("改积分规则", "Edit the programme"),
    "publish_programme": ("发布积分规则", "Publish the programme"),
    "look_members": ("看会员资料", "See members"),
    "enrol_many": ("短时间多次注册", "Enrol many in a short time"),
    "grant_points": ("手工加分", "Give points by hand"),
    "grant_many_points": ("手工大额加分", "Give many points by hand"),
    "deduct_points": ("手工扣分", "Take points by hand"),
    "deduct_many_points": ("手工大额扣分", "Take many points by hand"),
    "grant_in_bulk": ("批量加分", "Give points from a list"),
    "set_tier": ("手工定等级", "Set a tier by hand"),
    "reverse_expiry": ("恢复到期积分", "Bring lapsed points back"),
    "freeze_member": ("冻结、解冻会员", "Freeze or free a member"),
    "close_member": ("注销会员", "Close a membership"),
    "refund": ("退货", "Refund"),
    "refund_much": ("大额退货", "Refund a large amount"),
    "refund_late": ("超期退货", "Refund after the days for it"),
    "pay_out_value": ("退储值", "Pay stored value out"),
    "pay_in": ("存入现金", "Pay cash in"),
    "pay_out": ("支出现金", "Pay cash out"),
    "safe_drop": ("中途缴款", "Drop cash to the safe"),
    "no_sale": ("无交易开钱箱", "Open the drawer without a sale"),
    "close_shift": ("交班", "Close the shift"),
    "close_shift_short": ("长短款交班", "Close with a difference"),
    "edit_catalogue": ("改商品", "Edit goods"),
    "edit_rewards": ("改礼品", "Edit rewards"),
    "look_reports": ("看报表", "See reports"),
    "look_journal": ("看流水", "See the journal"),
    "edit_staff": ("管人员和权限", "Manage staff and rights"),
}


def act_name(act: str, language: str) -> str:
    """The act in plain words; its code where it is not known here."""
    zh, en = _NAMES.get(act, (act.replace("_", " "), act.replace("_", " ")))
    return en if language == "en" else zh
