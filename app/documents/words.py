"""The fixed words of printed documents in Chinese and English. `{}` places are filled with figures, never with sentences."""

from __future__ import annotations

from dataclasses import dataclass

from app.documents.document import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The fixed words of receipts in one language."""

    receipt: str
    cashier: str
    till: str
    item_heading: tuple[str, str, str, str]
    line_discount: str
    total: str
    change: str
    value_after: str
    kept: str
    points_title: str
    earned: str
    carried: str
    to_debt: str
    waiting: str
    in_review: str
    used: str
    by_itself: str
    tier_reached: str
    tier_reached_until: str
    before: str
    balance: str
    owed: str
    pending: str
    next_expiry: str
    points: str
    next_reward: str
    next_tier: str
    next_tier_spend: str
    next_tier_points: str
    sale_worth: str
    join: str
    sale_unclaimed: str
    claim: str
    claim_until: str
    invoice: str
    survey: str
    hash: str
    copy: str
    training: str


_WORDS: dict[Language, Words] = {
    "zh": Words(
        receipt="小票 {}",
        cashier="收银 {}",
        till="{} 号台",
        item_heading=("商品", "单价", "数量", "金额"),
        line_discount="优惠",
        total="合计 {} 件",
        change="找零",
        value_after="储值余额 {}",
        kept="零钱存入储值",
        points_title="会员积分",
        earned="本单得分",
        carried="余 {} 分留到下次",
        to_debt="其中还欠分",
        waiting="其中待生效",
        in_review="其中待核查",
        used="本单使用",
        by_itself="自动兑换 {} ×{}",
        tier_reached="恭喜升为{}",
        tier_reached_until="恭喜升为{}，保留到 {}",
        before="原有积分",
        balance="积分余额",
        owed="尚欠积分",
        pending="另有待生效",
        next_expiry="下次到期 {}",
        points="{} 分",
        next_reward="再得 {} 分可换",
        next_tier="距{}",
        next_tier_spend="再消费 {}",
        next_tier_points="再得 {} 分",
        sale_worth="这单值 {} 分",
        join="办会员卡，下次就能积分",
        sale_unclaimed="这单值 {} 分，还没人领",
        claim="办卡或下次来店，出示此码",
        claim_until="{} 前有效，只能领一次",
        invoice="扫码申请发票",
        survey="扫码说说您的意见",
        hash="校验 {}",
        copy="补打 {}",
        training="练习 不作凭证",
    ),
    "en": Words(
        receipt="Receipt {}",
        cashier="Cashier {}",
        till="Till {}",
        item_heading=("Item", "Price", "Qty", "Amount"),
        line_discount="Discount",
        total="Total, {} items",
        change="Change",
        value_after="Left on the card {}",
        kept="Change kept on the card",
        points_title="Points",
        earned="Points earned",
        carried="{} pts kept for next time",
        to_debt="of which pay what was owed",
        waiting="of which not usable yet",
        in_review="of which under review",
        used="Points used",
        by_itself="Redeemed by itself: {} ×{}",
        tier_reached="You have reached {}",
        tier_reached_until="You have reached {}, until {}",
        before="Points before",
        balance="Points balance",
        owed="Still owed",
        pending="Besides, not usable yet",
        next_expiry="Next to expire {}",
        points="{} pts",
        next_reward="{} pts more for",
        next_tier="To {}",
        next_tier_spend="spend {} more",
        next_tier_points="{} pts more",
        sale_worth="Worth {} points",
        join="Join and collect points next time",
        sale_unclaimed="Worth {} points, not claimed",
        claim="Show it when joining or next time",
        claim_until="Good to {}, once only",
        invoice="Scan to ask for the tax invoice",
        survey="Scan to tell us how it was",
        hash="Check {}",
        copy="COPY {}",
        training="TRAINING - NOT A RECEIPT",
    ),
}


def words(lang: Language) -> Words:
    """The words of one language."""
    return _WORDS[lang]
