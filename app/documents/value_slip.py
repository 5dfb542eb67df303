"""The slip of a top-up, a gift card or a pay-out: what was paid and given on top, the balance, what the prepaid-card rules want printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.documents.document import Align, Code128, Cut, Document, Element, Feed, Language, Pair, Rule, Style, Text
from app.documents.figures import money_text
from app.documents.receipt import ReceiptTender


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueSlipData:
    """Everything printed on the slip. Money in fen; dates YYYY-MM-DD; `card` whole on a gift card (`barcode`), else its last digits.

    `kind`: top_up, gift_card, change (kept from a sale), pay_out. `recorded`: the buyer's name was written down.
    """

    kind: str
    shop_name: str
    store_name: str
    date: str
    time: str
    cashier: str
    till: str
    card: str
    masked_name: str
    amount_minor: int
    bonus_minor: int
    principal_after_minor: int
    bonus_after_minor: int
    journal_hash: str
    tenders: tuple[ReceiptTender, ...] = ()
    change_minor: int = 0
    valid_until: str | None = None
    recorded: bool = False
    barcode: bool = False
    footer: str = ""


_TITLES: dict[Language, dict[str, str]] = {
    "zh": {"top_up": "储值充值", "gift_card": "礼品卡", "change": "零钱存入", "pay_out": "储值退款"},
    "en": {"top_up": "Top-up", "gift_card": "Gift card", "change": "Change kept", "pay_out": "Stored value paid out"},
}
_WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "cashier": "收银 {}", "till": "{} 号台", "card": "卡号 {}", "amount": "充值本金", "bonus": "赠送", "paid": "退还本金",
        "lapsed": "赠金作废", "change": "找零", "balance": "卡内余额", "of_principal": "其中本金", "of_bonus": "其中赠金",
        "until": "有效期至 {}，到期可换卡，余额不作废", "unnamed": "不记名卡：不挂失，请妥善保管",
        "named": "记名卡：可挂失，不设有效期", "refund": "退款按章程退回原卡；赠金不退现", "recorded": "购卡人信息已登记",
        "hash": "校验 {}",
    },
    "en": {
        "cashier": "Cashier {}", "till": "Till {}", "card": "Card {}", "amount": "Paid in", "bonus": "Bonus", "paid": "Paid back",
        "lapsed": "Bonus lapsed", "change": "Change", "balance": "Balance", "of_principal": "paid in", "of_bonus": "bonus",
        "until": "Good until {}, then exchanged; nothing lapses", "unnamed": "No name on this card: it cannot be blocked when lost",
        "named": "Named card: can be blocked when lost, no last day", "refund": "Returns go back to the card; bonus is not paid out",
        "recorded": "The buyer's name is on record", "hash": "Check {}",
    },
}  # fmt: skip


def value_slip_document(data: ValueSlipData, lang: Language) -> Document:
    """The slip."""
    return Document(f"{data.date}-{data.journal_hash}", tuple(_elements(data, lang)))


def _elements(data: ValueSlipData, lang: Language) -> Iterator[Element]:
    w = _WORDS[lang]
    yield Text(data.shop_name, Style.BIG, Align.CENTER)
    if data.store_name:
        yield Text(data.store_name, align=Align.CENTER)
    yield Text(_TITLES[lang][data.kind], Style.TALL, Align.CENTER)
    yield Rule()
    yield Pair(f"{data.date} {data.time}", w["till"].format(data.till))
    yield Pair(w["cashier"].format(data.cashier), data.masked_name)
    if data.card:
        yield Pair(w["card"].format(data.card), "")
    yield Rule("=")
    out = data.kind == "pay_out"
    yield Pair(w["paid" if out else "amount"], money_text(data.amount_minor), Style.TALL)
    if data.bonus_minor:
        yield Pair(w["lapsed" if out else "bonus"], money_text(data.bonus_minor))
    for tender in data.tenders:
        yield Pair(tender.label, money_text(tender.amount_minor))
    if data.change_minor:
        yield Pair(w["change"], money_text(data.change_minor), Style.BOLD)
    yield Rule()
    yield Pair(w["balance"], money_text(data.principal_after_minor + data.bonus_after_minor), Style.TALL)
    if data.bonus_after_minor:
        yield Pair(w["of_principal"], money_text(data.principal_after_minor), indent=2)
        yield Pair(w["of_bonus"], money_text(data.bonus_after_minor), indent=2)
    yield Rule()
    if not out:
        yield Text(w["named"] if data.valid_until is None else w["until"].format(data.valid_until))
        if data.valid_until is not None:
            yield Text(w["unnamed"])
        yield Text(w["refund"])
    if data.recorded:
        yield Text(w["recorded"])
    if data.barcode:
        yield Code128(data.card, data.card)
    yield Text(w["hash"].format(data.journal_hash), align=Align.CENTER)
    if data.footer:
        yield Text(data.footer, align=Align.CENTER)
    yield Feed()
    yield Cut()
