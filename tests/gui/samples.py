"""What the gallery shows: the drawn counter's basket, member and payments, in both languages (figures illustrative)."""

from __future__ import annotations

from app.gui.components.views import (
    BasketRowView,
    BasketView,
    ChoiceView,
    EquationPart,
    EquationView,
    ExplainedLine,
    FunctionKeyView,
    IconLine,
    IdleCardView,
    LastSaleView,
    MemberPanelView,
    MemberView,
    PaymentLine,
    PickRowView,
    PrintJobRow,
    QuickItemsView,
    QuickItemView,
    QuickTab,
    RewardLine,
    StatusChip,
    TagText,
    TierView,
    TopBarView,
)
from app.gui.i18n import Language
from app.gui.widgets.banner import BannerAct, BannerView

LONG_NAME_ZH = "进口有机低脂高钙原味希腊酸奶家庭分享装 1.2kg 冷藏"
LONG_NAME_EN = "Organic low-fat high-calcium Greek yoghurt, family size 1.2 kg, chilled"


def pick(language: Language, zh: str, en: str) -> str:
    return zh if language == "zh_CN" else en


def top_bar(lang: Language) -> TopBarView:
    return TopBarView(
        brand=pick(lang, "积分台", "Jifentai"),
        place=pick(lang, "邻里便利 · 文一西路店", "Linli Express · Wenyi Rd W"),
        chips=(
            StatusChip(id="printer", text=pick(lang, "小票机", "Printer"), icon="printer"),
            StatusChip(id="sync", text=pick(lang, "已同步", "Synced"), icon="online"),
        ),
        operator=pick(lang, "陈晓雯 · 01 号台", "Chen Xiaowen · Till 01"),
        clock="14:32",
        date=pick(lang, "6月20日 周六", "Sat 20 Jun"),
    )


def chip_states(lang: Language) -> TopBarView:
    view = top_bar(lang)
    chips = (
        StatusChip(id="low", text=pick(lang, "纸快用完", "Paper low"), icon="printer", tone="warn"),
        StatusChip(id="out", text=pick(lang, "小票机缺纸", "Out of paper"), icon="paperOut", tone="danger"),
        StatusChip(id="gone", text=pick(lang, "扫描枪断开", "Scanner gone"), icon="scannerOff", tone="danger"),
    )
    return TopBarView(brand=view.brand, place=view.place, chips=chips, operator=view.operator, clock="14:32")


def function_keys(lang: Language) -> tuple[FunctionKeyView, ...]:
    words = (
        ("帮助", "Help", "help"), ("会员", "Member", "member"), ("找商品", "Find item", "findItem"),
        ("数量", "Quantity", "quantity"), ("折扣", "Discount", "discount"), ("挂单", "Suspend", "hold"),
        ("用积分", "Use points", "usePoints"), ("积分说明", "Why points", "why"), ("退货", "Refund", "refund"),
        ("礼品台", "Rewards", "rewards"), ("更多", "More", "more"),
    )  # fmt: skip
    return tuple(
        FunctionKeyView(
            key=f"F{at}",
            label=pick(lang, zh, en),
            icon=icon,
            badge=2 if at == 6 else 0,
            selected=at == 7,
            enabled=at != 5,
            reason="" if at != 5 else pick(lang, "先选一行", "Choose a line first"),
        )
        for at, (zh, en, icon) in enumerate(words, 1)
    )


def basket(lang: Language) -> BasketView:
    def tag(zh: str, en: str, tone: str) -> tuple[TagText, ...]:
        return (TagText(pick(lang, zh, en), tone),)  # type: ignore[arg-type]

    rows = (
        BasketRowView(
            line_id="1", number=1, name=pick(lang, "山泉 饮用天然水 550ml", "Spring water 550 ml"), code="6921168509256",
            price="2.00", quantity="2", amount="4.00", points="+6",
        ),
        BasketRowView(
            line_id="2", number=2, name=pick(lang, "鲜牛奶 950ml", "Fresh milk 950 ml"), code="6901209321092",
            tags=tag("周六乳品双倍", "Dairy Saturday ×2", "points"), price="19.80", amount="19.80", points="+49",
        ),
        BasketRowView(
            line_id="3", number=3, name=pick(lang, "现磨美式咖啡 中杯", "Americano, medium"), code="SKU 20031",
            tags=tag("每杯 +10 分", "+10 per cup", "points"), price="12.00", amount="12.00", points="+28",
        ),
        BasketRowView(
            line_id="4", number=4, name=pick(lang, LONG_NAME_ZH, LONG_NAME_EN), code="SKU 20007", price="3.00",
            quantity="2", amount="6.00", points="+9",
        ),
        BasketRowView(
            line_id="5", number=5, name=pick(lang, "薯片 原味 75g", "Crisps, original 75 g"),
            tags=tag("会员价 省 ¥1.00", "Member price −¥1.00", "action"), price="7.50", was="8.50", amount="7.50",
            points="+11",
        ),
        BasketRowView(
            line_id="6", number=6, name=pick(lang, "环保购物袋 大号", "Carrier bag, large"),
            tags=tag("不参与积分", "Earns no points", "muted"), price="0.30", amount="0.30",
        ),
    )  # fmt: skip
    return BasketView(
        rows=rows,
        selected=2,
        count=pick(lang, "8 件", "8 items"),
        saved=pick(lang, "已优惠 ¥1.00", "Saved ¥1.00"),
    )


def member(lang: Language) -> MemberPanelView:
    return MemberPanelView(
        member=MemberView(
            name=pick(lang, "林女士", "Ms Lin"),
            initial=pick(lang, "林", "L"),
            tier=TierView("gold", pick(lang, "金卡", "Gold")),
            identity=pick(lang, "尾号 6027 · 卡 8812", "phone …6027 · card …8812"),
            balance="2,386",
            balance_unit=pick(lang, "分", "pts"),
            worth="≈ ¥23.86",
            earned="+104",
            earned_unit=pick(lang, "分", "pts"),
            expiring=pick(lang, "320 分", "320 pts"),
            expiring_on=pick(lang, "6月30日", "30 Jun"),
            reward=RewardLine(
                name=pick(lang, "316 不锈钢保温杯", "Steel flask 316"),
                permille=996,
                short=pick(lang, "付款后还差 10 分", "10 pts short after this sale"),
                figures="2,490 / 2,500",
            ),
            next_tier=pick(lang, "距铂金卡", "To Platinum"),
            next_tier_gap=pick(lang, "还差 ¥1,588", "¥1,588 to go"),
            next_tier_permille=680,
            last_visit=pick(lang, "上次 6月17日：鲜牛奶、现磨美式", "Last visit 17 Jun: fresh milk, americano"),
            activity=IconLine("active", pick(lang, "活跃", "Active"), "success"),
        )
    )


def frozen_member(lang: Language) -> MemberPanelView:
    attached = member(lang).member
    assert attached is not None
    return MemberPanelView(
        member=MemberView(
            name=attached.name,
            initial=attached.initial,
            tier=TierView("diamond", pick(lang, "钻石卡", "Diamond")),
            identity=attached.identity,
            balance="128,386",
            balance_unit=attached.balance_unit,
            worth="≈ ¥1,283.86",
            earned="+1,104",
            earned_unit=attached.earned_unit,
            states=(
                IconLine("frozen", pick(lang, "账户待核查：可积分，暂不能用", "Under review: earns, cannot spend"), "info"),
                IconLine("birthday", pick(lang, "今天生日", "Birthday today"), "points"),
            ),
            stale=pick(lang, "余额截至 14:20", "Balance as of 14:20"),
        ),
        notice=pick(lang, "换成周先生？", "Change to Mr Zhou?"),
        choices=(ChoiceView("yes", pick(lang, "换 Enter", "Change Enter")), ChoiceView("no", pick(lang, "不换 Esc", "Keep Esc"))),
    )


def nobody(lang: Language) -> MemberPanelView:
    rules = (
        ("points", "每消费 1 元积 1 分", "1 point for every yuan"),
        ("calendar", "周六会员日 · 乳制品双倍", "Saturday: dairy doubled"),
        ("coffee", "现磨咖啡每杯 +10 分", "Coffee: 10 extra a cup"),
        ("crown", "金卡 1.5 倍，铂金 1.8 倍", "Gold ×1.5, Platinum ×1.8"),
    )
    return MemberPanelView(rules=tuple(IconLine(icon, pick(lang, zh, en)) for icon, zh, en in rules))


def payments(lang: Language) -> tuple[PaymentLine, ...]:
    return (
        PaymentLine(
            id="p",
            icon="points",
            name=pick(lang, "积分抵扣", "Points used"),
            detail=pick(lang, "800 分", "800 pts"),
            amount="¥8.00",
            tone="points",
        ),
        PaymentLine(
            id="v",
            icon="storedValue",
            name=pick(lang, "储值", "Stored value"),
            detail=pick(lang, "付后余 ¥66.50", "¥66.50 left"),
            amount="¥20.00",
        ),
    )


def quick_items(lang: Language) -> QuickItemsView:
    names = (
        ("关东煮 单串", "Oden skewer", "¥2.50"), ("茶叶蛋", "Tea egg", "¥2.00"), ("鲜肉大包", "Pork bun", "¥3.00"),
        ("豆沙包", "Red-bean bun", "¥2.50"), ("烤肠", "Grilled sausage", "¥5.00"), ("豆浆 热", "Soy milk, hot", "¥4.00"),
        ("现磨美式 中", "Americano M", "¥12.00"), ("现磨拿铁 中", "Latte M", "¥15.00"), ("购物袋 小", "Bag, small", "¥0.20"),
        ("购物袋 大", "Bag, large", "¥0.30"), ("打火机", "Lighter", "¥2.00"), ("报刊代收", "News-stand", ""),
    )  # fmt: skip
    items = tuple(
        QuickItemView(id=str(at), name=pick(lang, zh, en), price=price or pick(lang, "输入金额", "open price"))
        for at, (zh, en, price) in enumerate(names)
    )
    tabs = tuple(QuickTab(zh, pick(lang, zh, en)) for zh, en in (("常用", "Favourites"), ("热食", "Hot food"), ("咖啡", "Coffee")))
    return QuickItemsView(items=items, tabs=tabs, tab="常用")


def idle_cards(lang: Language) -> tuple[IdleCardView, ...]:
    cards = (
        ("product", "商品条码", "Item barcode", "加入购物篮", "adds it to the basket"),
        ("card", "会员码 / 会员卡", "Member code or card", "带出会员，自动积分", "attaches the member"),
        ("payCode", "微信 / 支付宝付款码", "WeChat / Alipay code", "直接收款", "takes the payment"),
        ("receipt", "小票条码", "Receipt barcode", "退货、补打、查积分", "refund, reprint, points"),
        ("voucher", "礼品券 / 优惠券", "Voucher", "核销，一次有效", "hands out, valid once"),
        ("claim", "小票领取码", "Claim code", "给非会员补记积分", "books points afterwards"),
    )
    return tuple(IdleCardView(icon, pick(lang, zh, en), pick(lang, dz, de)) for icon, zh, en, dz, de in cards)


def last_sale(lang: Language) -> LastSaleView:
    return LastSaleView(
        title=pick(lang, "上一笔已完成", "Last sale done"),
        time="14:31",
        change="¥6.50",
        paid=pick(lang, "收 ¥30.00 · 应收 ¥23.50", "Taken ¥30.00 · due ¥23.50"),
        points=pick(lang, "非会员 · 这单值 33 分", "Not a member · worth 33 pts"),
    )


def print_jobs(lang: Language) -> tuple[PrintJobRow, ...]:
    wait, unsure, done = (
        pick(lang, "等纸", "Waits for paper"),
        pick(lang, "不确定，请看一眼", "Not sure, please look"),
        pick(lang, "已打印", "Printed"),
    )
    return (
        PrintJobRow(
            id="49", number="R012606200049", time="14:38", content=pick(lang, "购物小票 ¥18.60", "Receipt ¥18.60"),
            state=wait, state_icon="expiring", state_tone="warn", acts=(ChoiceView("cancel", pick(lang, "取消", "Cancel")),),
        ),
        PrintJobRow(
            id="47", number="R012606200047", time="14:33", content=pick(lang, "购物小票 ¥49.60", "Receipt ¥49.60"),
            state=unsure, state_icon="unknown", state_tone="danger",
            acts=(
                ChoiceView("printed", pick(lang, "打出来了", "It printed")),
                ChoiceView("again", pick(lang, "再打", "Again")),
            ),
        ),
        PrintJobRow(
            id="46", number="R012606200046", time="14:31", content=pick(lang, "购物小票 ¥23.50", "Receipt ¥23.50"),
            state=done, state_icon="ok", state_tone="success", acts=(ChoiceView("reprint", pick(lang, "补打", "Reprint")),),
        ),
    )  # fmt: skip


def found(lang: Language) -> tuple[PickRowView, ...]:
    ranks = (("regular", "普通", "Regular"), ("silver", "银卡", "Silver"), ("platinum", "铂金卡", "Platinum"))
    rows = tuple(
        PickRowView(
            id=rank,
            title=pick(lang, name_zh, name_en),
            detail=pick(lang, "尾号 6027 · 上次 6月17日", "…6027 · last visit 17 Jun"),
            initial=pick(lang, name_zh[0], name_en[3]),
            tier=TierView(rank, pick(lang, zh, en)),  # type: ignore[arg-type]
        )
        for (rank, zh, en), (name_zh, name_en) in zip(
            ranks, (("林女士", "Ms Lin"), ("陈先生", "Mr Chen"), ("欧阳女士", "Ms Ouyang")), strict=True
        )
    )
    return (PickRowView(id="new", title=pick(lang, "新会员", "New member"), icon="enrol"), *rows)


def equation(lang: Language) -> EquationView:
    return EquationView(
        parts=(
            EquationPart("49.30", pick(lang, "消费 ¥49.30", "spent ¥49.30")),
            EquationPart("24.65", pick(lang, "金卡 +50%", "Gold +50%")),
            EquationPart("19.80", pick(lang, "乳品双倍", "Dairy ×2")),
            EquationPart("10", pick(lang, "咖啡 +10", "Coffee +10")),
            EquationPart("0.40", pick(lang, "上次余数", "kept before")),
        ),
        result=pick(lang, "104.15 → 104 分", "104.15 → 104 pts"),
        rest=pick(lang, "余 0.15 留到下次", "0.15 is kept"),
    )


def explained(lang: Language) -> tuple[ExplainedLine, ...]:
    rows = basket(lang).rows
    lines = tuple(
        ExplainedLine(
            name=row.name, figures=(row.amount, row.amount, "2.00"), tag=row.tags[0] if row.tags else None,
            points=row.points.removeprefix("+") or "0", muted=not row.points,
        )
        for row in rows
    )  # fmt: skip
    total = ExplainedLine(name=pick(lang, "合计", "Total"), figures=("49.30", "49.30", "24.65"), points="103", total=True)
    return (*lines, total)


def banners(lang: Language) -> tuple[BannerView, ...]:
    return (
        BannerView(
            id="paper", severity="warn", icon="printerTrouble", headline=pick(lang, "小票机缺纸", "Out of paper"),
            detail=pick(lang, "换上纸卷，合上盖子，会自动续打 3 张。收款不受影响。",
                        "load a roll, close the lid; 3 receipts print by themselves. Selling goes on."),
            acts=(BannerAct("queue", pick(lang, "看队列", "Show queue"), "queue"),),
        ),
        BannerView(
            id="unsure", severity="danger", icon="unknown", closable=False,
            headline=pick(lang, "R012606200047 不确定打没打出来", "Not sure R012606200047 printed"),
            detail=pick(lang, "看一眼出纸口：打出来了吗？", "look at the printer: is it there?"),
            acts=(BannerAct("yes", pick(lang, "打出来了", "It printed"), "check"),
                  BannerAct("again", pick(lang, "再打一张（标“补打”）", "Print again (marked COPY)"), "printer")),
            more=pick(lang, "还有 1 条", "1 more"),
        ),
        BannerView(id="off", severity="info", icon="offline", headline=pick(lang, "离线中 · 12 分钟", "Offline · 12 min"),
                   detail=pick(lang, "照常收款和积分。", "sell and earn as usual.")),
        BannerView(id="back", severity="ok", icon="online", headline=pick(lang, "已恢复联网", "Back online"),
                   detail=pick(lang, "3 笔已上传，积分全部对上。", "3 sales sent, points agree.")),
    )  # fmt: skip
