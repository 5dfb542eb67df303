"""The slip of goods that came back without a receipt: what, how much in cash, who approved it; that no points moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.documents.document import Align, Cut, Document, Element, Feed, ItemRow, Items, Language, Pair, Rule, Style, Text
from app.documents.figures import money_text
from app.documents.receipt import ReceiptLine


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnData:
    """Everything printed on the slip. `journal_hash`: 8 hex digits."""

    shop_name: str
    store_name: str
    date: str
    time: str
    cashier: str
    approver: str
    till: str
    reason: str
    lines: tuple[ReceiptLine, ...]
    total_minor: int
    journal_hash: str
    footer: str = ""


_WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "title": "无小票退货单", "cashier": "收银 {}", "approver": "批准 {}", "till": "{} 号台", "reason": "原因 {}", "items": "退货 {} 件",
        "cash": "实退现金", "points": "没有小票，积分不变", "hash": "校验 {}", "sign": "顾客签字 ____________",
    },
    "en": {
        "title": "RETURN WITHOUT RECEIPT", "cashier": "Cashier {}", "approver": "Approved {}", "till": "Till {}", "reason": "Reason: {}",
        "items": "Returned, {} items", "cash": "Paid back in cash", "points": "No receipt: no points moved", "hash": "Check {}",
        "sign": "Customer signs ____________",
    },
}  # fmt: skip
_HEADINGS: dict[Language, tuple[str, str, str, str]] = {"zh": ("商品", "单价", "数量", "退款"), "en": ("Item", "Price", "Qty", "Refund")}


def return_slip(data: ReturnData, lang: Language) -> Document:
    """The slip of one return without a receipt."""
    return Document(f"return-{data.journal_hash}", tuple(_elements(data, lang)))


def _elements(data: ReturnData, lang: Language) -> Iterator[Element]:
    w = _WORDS[lang]
    yield Text(data.shop_name, Style.BIG, Align.CENTER)
    if data.store_name:
        yield Text(data.store_name, align=Align.CENTER)
    yield Text(w["title"], Style.TALL, Align.CENTER)
    yield Rule()
    yield Pair(w["till"].format(data.till), f"{data.date} {data.time}")
    yield Pair(w["cashier"].format(data.cashier), w["approver"].format(data.approver) if data.approver else "")
    yield Text(w["reason"].format(data.reason))
    yield Rule()
    rows = (
        ItemRow(name=line.name, price=money_text(line.unit_price_minor), qty=str(line.qty), amount=money_text(line.amount_minor))
        for line in data.lines
    )
    yield Items(_HEADINGS[lang], tuple(rows))
    yield Rule()
    yield Pair(w["items"].format(sum(line.qty for line in data.lines)), f"￥{money_text(data.total_minor)}", Style.TALL)
    yield Pair(w["cash"], money_text(data.total_minor), Style.BOLD)
    yield Text(w["points"])
    yield Feed()
    yield Text(w["sign"])
    yield Text(w["hash"].format(data.journal_hash), align=Align.CENTER)
    if data.footer:
        yield Text(data.footer, align=Align.CENTER)
    yield Feed()
    yield Cut()
