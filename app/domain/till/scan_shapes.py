"""Recognises what was scanned by its shape alone: product, in-store label, member card, payment code, receipt and so
on.

Pure text in, value out; whether the product or the member exists is somebody else's question. Sources: GS1 General
Specifications (check digits, restricted prefixes 20-29, element strings), ISO/IEC 15424 (AIM identifiers ``]cm``),
ISO/IEC 7812 (Luhn), the payment providers' published shapes (WeChat 18 digits from 10-15, Alipay 16-24 from 25-30,
UnionPay 19 from 62).
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from app.domain.checks import gs1_check_digit, is_luhn
from app.domain.ledger.voucher_code import is_voucher_code
from app.domain.sales.claim_code import claimed_number

MAX_SCAN_CHARS = 512
"""Longest text that is looked at; whatever is longer is no code of ours."""

SHOWN_CHARS = 40
"""How much of an unrecognised text is kept for showing it."""

GS = "\x1d"

_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_GS1_AIM = frozenset({"]C1", "]d2", "]Q3", "]e0", "]J1"})
_MEMBER_CARD = re.compile(r"M(\d{8})(\d)", re.ASCII)
_RECEIPT = re.compile(r"R\d{12}", re.ASCII)
_ACTIVITY = re.compile(r"A1\.([A-Za-z0-9_][A-Za-z0-9_.-]{0,31})", re.ASCII)
_VOUCHER = re.compile(r"V\d{12}", re.ASCII)
_PHONE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


class ScanKind(StrEnum):
    """What a scanned text is. ``bad_check`` and ``joined`` say more in ``Scan.of`` and ``Scan.parts``."""

    PRODUCT = "product"
    IN_STORE = "in_store"
    MEMBER_CARD = "member_card"
    MEMBER_CODE = "member_code"
    PAYMENT_CODE = "payment_code"
    RECEIPT = "receipt"
    VOUCHER = "voucher"
    ACTIVITY = "activity"
    CLAIM = "claim"
    SHORT_SKU = "short_sku"
    PHONE = "phone"
    BAD_CHECK = "bad_check"
    JOINED = "joined"
    TOO_LONG = "too_long"
    EMPTY = "empty"
    UNKNOWN = "unknown"


class ScanFlag(StrEnum):
    """What had to be put right in the text before it was recognised."""

    CONTROL = "control"
    CASE_TURNED = "case_turned"
    FULL_WIDTH = "full_width"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """A recognised text.

    ``payload`` by kind: product and in_store 8 or 13 digits (UPC-A with a leading zero); member_card ``M`` + 9 digits;
    member_code as it was; payment_code the provider (``wechat``, ``alipay``, ``unionpay``), never the code; receipt
    ``R`` + 12 digits; voucher ``V`` + 12 digits; activity the code after ``A1.``; claim the whole code; short_sku and phone the digits;
    bad_check, unknown and too_long at most ``SHOWN_CHARS`` characters to show; joined and empty nothing. ``of``: for
    bad_check what it would have been. ``parts``: for joined the texts that ran together, each recognised.
    ``symbology``: the AIM identifier in front of the text, or empty.
    """

    kind: ScanKind
    payload: str = ""
    of: ScanKind | None = None
    parts: tuple["Scan", ...] = ()
    symbology: str = ""
    flags: frozenset[ScanFlag] = frozenset()


def classify(text: str) -> Scan:
    """Recognise one scanned or typed text. Never raises, whatever comes in."""
    if len(text) > MAX_SCAN_CHARS:
        return Scan(kind=ScanKind.TOO_LONG, payload=shown(text[: SHOWN_CHARS * 2]))
    flags: set[ScanFlag] = set()
    plain = text.strip(" \t\r\n").translate(_FULL_WIDTH)
    if plain != text.strip(" \t\r\n"):
        flags.add(ScanFlag.FULL_WIDTH)
    symbology = ""
    if _AIM.match(plain):
        symbology, plain = plain[:3], plain[3:]
    is_gs1 = symbology in _GS1_AIM or GS in plain
    elements = plain.lstrip(GS)
    plain = "".join(char for char in plain if char.isprintable())
    if any(not char.isprintable() and char != GS for char in text.strip(" \t\r\n")):
        flags.add(ScanFlag.CONTROL)
    product = _gs1_product(elements) if is_gs1 else None
    if product is None and symbology in _GS1_AIM:
        product = Scan(kind=ScanKind.UNKNOWN, payload=shown(plain))
    scan = product or _classify_plain(plain, symbology)
    turned = plain.swapcase()
    if scan.kind is ScanKind.UNKNOWN and turned[:1] in ("A", "C", "M", "R", "V") and turned != plain:
        other = _classify_plain(turned, symbology)
        if other.kind is not ScanKind.UNKNOWN:
            scan = other
            flags.add(ScanFlag.CASE_TURNED)
    return Scan(
        kind=scan.kind,
        payload=scan.payload,
        of=scan.of,
        parts=scan.parts,
        symbology=symbology,
        flags=frozenset(flags),
    )


def payment_code(text: str) -> str:
    """The digits of a payment code for its provider; `text` was recognised as one. It goes nowhere else."""
    plain = text.strip(" \t\r\n").translate(_FULL_WIDTH)
    if _AIM.match(plain):
        plain = plain[3:]
    return "".join(char for char in plain if char.isdigit())


def shown(text: str) -> str:
    """The beginning of a foreign text, fit for a screen: printable characters only, at most ``SHOWN_CHARS``."""
    return "".join(char for char in text if char.isprintable())[:SHOWN_CHARS]


def _classify_plain(text: str, symbology: str) -> Scan:
    if not text:
        return Scan(kind=ScanKind.EMPTY)
    single = _one(text, symbology)
    if single is not None and single.kind is not ScanKind.BAD_CHECK:
        if single.kind is ScanKind.PAYMENT_CODE and (parts := _joined(text)):
            # Halves that both carry a right check digit are two labels sooner than a payment code; digits are not kept.
            return Scan(kind=ScanKind.JOINED, parts=tuple(Scan(kind=part.kind) for part in parts))
        return single
    parts = _joined(text)
    if parts:
        return Scan(kind=ScanKind.JOINED, parts=parts)
    return single or Scan(kind=ScanKind.UNKNOWN, payload=shown(text))


def _one(text: str, symbology: str = "") -> Scan | None:
    """One code on its own, or None. A code of a known shape with a wrong check digit is ``bad_check``."""
    if text.isascii() and text.isdigit():
        return _digits(text, symbology)
    if match := _MEMBER_CARD.fullmatch(text):
        return _checked(ScanKind.MEMBER_CARD, text, good=is_luhn(match[1] + match[2]))
    if _RECEIPT.fullmatch(text):
        return Scan(kind=ScanKind.RECEIPT, payload=text)
    if _VOUCHER.fullmatch(text):
        return _checked(ScanKind.VOUCHER, text, good=is_voucher_code(text))
    if claimed_number(text) is not None:
        return Scan(kind=ScanKind.CLAIM, payload=text)
    if match := _ACTIVITY.fullmatch(text):
        return Scan(kind=ScanKind.ACTIVITY, payload=match[1])
    if text.startswith("M1.") and len(text) > 3:
        return Scan(kind=ScanKind.MEMBER_CODE, payload=text)
    return None


def _digits(text: str, symbology: str) -> Scan | None:
    size = len(text)
    if size in (8, 12, 13) or (size == 14 and text[0] == "0"):
        return _product(text)
    if symbology[:2] == "]E":
        return None
    if size <= 7:
        return Scan(kind=ScanKind.SHORT_SKU, payload=text)
    if size == 11:
        return Scan(kind=ScanKind.PHONE, payload=text) if _PHONE.fullmatch(text) else None
    provider = _payment_provider(text)
    return Scan(kind=ScanKind.PAYMENT_CODE, payload=provider) if provider else None


def _product(text: str) -> Scan:
    number = text
    if len(text) == 12:
        number = "0" + text
    elif len(text) == 14:
        number = text[1:]
    in_store = len(number) == 13 and "20" <= number[:2] <= "29"
    kind = ScanKind.IN_STORE if in_store else ScanKind.PRODUCT
    return _checked(kind, number, good=gs1_check_digit(text[:-1]) == text[-1])


def _checked(kind: ScanKind, payload: str, *, good: bool) -> Scan:
    if good:
        return Scan(kind=kind, payload=payload)
    return Scan(kind=ScanKind.BAD_CHECK, payload=payload, of=kind)


def _payment_provider(digits: str) -> str:
    """``wechat``, ``alipay``, ``unionpay`` or empty. ``digits`` are ASCII digits."""
    size, start = len(digits), digits[:2]
    if size == 18 and "10" <= start <= "15":
        return "wechat"
    if 16 <= size <= 24 and "25" <= start <= "30":
        return "alipay"
    if size == 19 and start == "62":
        return "unionpay"
    return ""


def _gs1_product(elements: str) -> Scan | None:
    """The product of a GS1 element string that begins with AI 01; only trade items whose GTIN is an EAN-13 or
    shorter.
    """
    gtin = elements[2:16]
    if not elements.startswith("01") or not re.fullmatch(r"\d{14}", gtin, re.ASCII):
        return None
    if gtin[0] != "0":
        return None
    return _product(gtin)


_PART_SIZES = (8, 10, 12, 13, 18, 19)


def _joined(text: str, depth: int = 3) -> tuple[Scan, ...]:
    """The codes that ran together in ``text``, two to four of them, or nothing. Only codes that can be told for
    certain: products and cards with a right check digit, receipts, payment codes of 18 and 19 digits.
    """
    for size in _PART_SIZES:
        if size >= len(text):
            break
        head = _certain(text[:size])
        if head is None:
            continue
        tail = _certain(text[size:])
        rest = (tail,) if tail else (_joined(text[size:], depth - 1) if depth > 1 else ())
        if rest:
            return (head, *rest)
    return ()


_UNCERTAIN = frozenset(
    (ScanKind.BAD_CHECK, ScanKind.SHORT_SKU, ScanKind.PHONE, ScanKind.MEMBER_CODE, ScanKind.ACTIVITY, ScanKind.CLAIM)
)


def _certain(text: str) -> Scan | None:
    if len(text) not in _PART_SIZES:
        return None
    scan = _one(text)
    if scan is None or scan.kind in _UNCERTAIN:
        return None
    return scan


MAX_QUANTITY = 9_999


@dataclass(frozen=True, slots=True)
class QuantityPrefix:
    """``3*`` before a code: the quantity (None without a prefix), the text after it, and whether it is unusable.

    ``problem`` is empty, ``zero``, ``negative``, ``not_whole``, ``too_many`` or ``not_a_number``; quantity is None
    then.
    """

    quantity: int | None
    rest: str
    problem: str = ""


_QUANTITY = re.compile(r"\s*([-+]?[0-9.,]*)\s*\*\s*(.*)", re.ASCII | re.DOTALL)


def split_quantity(text: str) -> QuantityPrefix:
    """Take a quantity prefix such as ``3*`` off a typed or scanned text. ``*``, full-width ``＊`` and ``×`` are the
    same.
    """
    plain = text.translate(_FULL_WIDTH).replace("×", "*")
    if "*" not in plain:
        return QuantityPrefix(None, text)
    match = _QUANTITY.fullmatch(plain)
    if match is None:
        return QuantityPrefix(None, text)
    number, rest = match[1], match[2]
    if number.startswith("-"):
        return QuantityPrefix(None, rest, "negative")
    number = number.removeprefix("+")
    if not number:
        return QuantityPrefix(None, rest, "not_a_number")
    if not number.isdigit():
        return QuantityPrefix(None, rest, "not_whole")
    number = number.lstrip("0")
    if not number:
        return QuantityPrefix(None, rest, "zero")
    if len(number) > len(str(MAX_QUANTITY)) or int(number) > MAX_QUANTITY:
        return QuantityPrefix(None, rest, "too_many")
    return QuantityPrefix(int(number), rest)
