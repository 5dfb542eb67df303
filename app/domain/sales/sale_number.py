"""Sale numbers: `R` + till 2 + yymmdd + 4 digits, given at completion, gap-free per till and business date."""

from __future__ import annotations

from app.domain.errors import Refusal

DAILY_MAX = 9_999


def sale_number(till_no: int, business_date: str, n: int) -> str:
    """The number of the day's n-th sale (n ≥ 1) of till 1–99: R012606200047. Refusal `sale_numbers_used_up` beyond 9,999 a day."""
    if not 1 <= n <= DAILY_MAX:
        raise Refusal("sale_numbers_used_up", max=DAILY_MAX)
    return f"R{till_no:02d}{business_date[2:4]}{business_date[5:7]}{business_date[8:10]}{n:04d}"


def spoken(number: str) -> str:
    """As people read it: R012606200047 -> 01-0620-0047."""
    return f"{number[1:3]}-{number[5:9]}-{number[9:13]}"
