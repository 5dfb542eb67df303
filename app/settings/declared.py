"""Every setting there is: key, scope, type, default and what it does, in both languages. A setting that nothing reads does not stand here.

`machine` settings are a file in the data folder (this till's printer, its screen); `shop` settings are journal events, part of the books.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final, Literal

Scope = Literal["machine", "shop"]
Value = str | int | bool


class SettingError(ValueError):
    """A key that does not exist or a value that does not fit. The text says what would."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One declared setting. `choices` bounds strings, `low`/`high` integers, `longest` the length of free text."""

    key: str
    scope: Scope
    default: Value
    zh: str
    en: str
    choices: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    longest: int = 200

    def parse(self, text: str) -> Value:
        """The value of what was typed or passed on a command line. SettingError when it does not fit."""
        if isinstance(self.default, bool):
            if text.lower() not in ("true", "false", "yes", "no", "1", "0", "on", "off"):
                raise SettingError(f"{self.key}: expected true or false")
            return text.lower() in ("true", "yes", "1", "on")
        if isinstance(self.default, int):
            try:
                number = int(text)
            except ValueError:
                raise SettingError(f"{self.key}: expected a whole number from {self.low} to {self.high}") from None
            return self.checked(number)
        return self.checked(text)

    def checked(self, value: object) -> Value:
        """The value itself where it fits. SettingError otherwise."""
        if isinstance(self.default, bool):
            if isinstance(value, bool):
                return value
        elif isinstance(self.default, int):
            if isinstance(value, int) and not isinstance(value, bool) and self.low <= value <= self.high:
                return value
            raise SettingError(f"{self.key}: expected a whole number from {self.low} to {self.high}")
        elif isinstance(value, str):
            if self.choices and value not in self.choices:
                raise SettingError(f"{self.key}: expected one of {', '.join(self.choices)}")
            if len(value) <= self.longest and value.isprintable():
                return value
            raise SettingError(f"{self.key}: at most {self.longest} printable characters")
        raise SettingError(f"{self.key}: {value!r} does not fit")


def _machine(key: str, default: Value, zh: str, en: str, **more: object) -> Setting:
    return Setting(key=key, scope="machine", default=default, zh=zh, en=en, **more)  # type: ignore[arg-type]


def _shop(key: str, default: Value, zh: str, en: str, **more: object) -> Setting:
    return Setting(key=key, scope="shop", default=default, zh=zh, en=en, **more)  # type: ignore[arg-type]


PRINTERS: Final = ("epson-42", "generic-58", "generic-58-fs", "generic-80", "generic-80-fs", "write-only-58")
"""Names of the printer profiles that ship in resources/printers."""

SETTINGS: Final[dict[str, Setting]] = {
    setting.key: setting
    for setting in (
        _machine("screen.language", "zh", "界面语言", "Language of the screens", choices=("zh", "en")),
        _machine("screen.theme", "light", "浅色或深色", "Light or dark", choices=("light", "dark")),
        _machine("screen.text_percent", 100, "文字大小（%）", "Text size in percent", low=100, high=200),
        _machine("screen.row_flash", True, "新加的一行闪一下", "A new line flashes once"),
        _machine(
            "customer.screen",
            "second",
            "顾客屏：第二块屏、单独窗口、不用",
            "The customer's screen: on the second display, in a window, none",
            choices=("second", "window", "off"),
        ),
        _machine("sound.on", True, "提示音", "Sounds"),
        _machine("printer.port", "", "小票机接口，空白表示没有", "Printer port, empty for none", longest=200),
        _machine("printer.profile", "generic-80", "小票机型号", "Printer profile", choices=PRINTERS),
        _machine("printer.baud", 9600, "小票机波特率", "Printer baud rate", low=1200, high=921600),
        _machine("drawer.connected", True, "钱箱接在小票机上", "A cash drawer hangs on the printer"),
        _machine("scanner.port", "", "串口扫描枪接口，空白表示键盘口", "Serial scanner port, empty for keyboard wedge", longest=200),
        _machine("scanner.baud", 9600, "扫描枪波特率", "Scanner baud rate", low=1200, high=921600),
        _machine("scanner.prefix", "", "扫描枪前缀字符", "Characters the scanner puts first", longest=4),
        _machine(
            "payment.provider",
            "",
            "微信、支付宝付款码走哪里，空白表示收银员看到账",
            "Who charges payment codes, empty where the cashier sees the money come",
            choices=("", "simulator"),
        ),
        _machine(
            "payment.simulated",
            "approved",
            "模拟付款的结果：成功、拒绝、慢、不明",
            "What simulated payments answer",
            choices=("approved", "declined", "slow", "unknown"),
        ),
        _shop("shop.name", "我的小店", "店名", "Shop name", longest=40),
        _shop("shop.name_en", "My Shop", "英文店名", "Shop name in English", longest=40),
        _shop("store.name", "", "门店", "Store", longest=40),
        _shop("store.name_en", "", "英文门店名", "Store in English", longest=40),
        _shop("receipt.language", "zh", "小票语言", "Language of the receipt", choices=("zh", "en")),
        _shop("receipt.footer", "谢谢光临", "小票最后一行", "Last line of the receipt", longest=80),
        _shop("receipt.footer_en", "Thank you", "英文小票最后一行", "Last line of the receipt in English", longest=80),
        _shop("survey.code", "", "小票上的意见二维码：网址或活动码，空白不印", "Survey code on the receipt, empty for none", longest=120),
        _shop("message.on", False, "小票上按会员状态印一句话", "A word for the member's state on the receipt"),
        _shop("message.new", "", "给新会员的一句话", "Word for new members", longest=60),
        _shop("message.active", "", "给活跃会员的一句话", "Word for active members", longest=60),
        _shop("message.positive", "", "给常来会员的一句话", "Word for frequent members", longest=60),
        _shop("message.ordinary", "", "给普通会员的一句话", "Word for ordinary members", longest=60),
        _shop("message.dormant", "", "给好久没来的会员的一句话", "Word for members who stayed away", longest=60),
        _shop("receipt.return_days", 7, "几天内凭小票退换，0 表示不印", "Days for returns on the receipt, 0 for none", low=0, high=365),
        _shop(
            "receipt.slips",
            "earned",
            "签到、活动、注册等得分单：每次都印、得分才印、不印",
            "Slips of check-ins, activities, enrolments: always, where points were earned, never",
            choices=("earned", "always", "never"),
        ),
        _shop(
            "member.profile",
            "phone+birthday",
            "哪几项齐了算资料完整",
            "What has to be known for the profile to be complete",
            choices=("birthday", "phone+birthday", "phone+birthday+title"),
        ),
        _shop("enrol.burst_limit", 5, "这么多分钟内注册满几位要店长批准", "So many enrolments ask for approval", low=1, high=500),
        _shop("enrol.burst_minutes", 10, "按多少分钟计", "Minutes within which those enrolments count", low=1, high=1440),
        _shop("day.turn_hour", 4, "一直登录时，几点起换营业日", "Hour at which a till left signed in takes the new date", low=0, high=23),
        _shop("shift.counted", False, "开班交班时清点现金", "The drawer is counted when a shift opens and closes"),
        _shop("shift.blind", True, "交班先点钱，点完才显示应有", "Counting comes before what should be there is shown"),
        _shop("shift.limit_yuan", 2, "交班长短款超过多少元要原因和批准", "Most yuan a drawer may differ without approval", high=10_000),
        _shop("lock.idle_minutes", 0, "闲置多少分钟自动锁屏，0 表示不锁", "Idle minutes until the till locks, 0 for never", high=240),
        _shop("adjust.limit_points", 500, "手工加减分，一次多于多少要店主批准", "Most points by hand without the owner", high=1_000_000),
        _shop("adjust.may_owe", False, "手工扣分可以扣成欠分", "Points taken by hand may be owed"),
        _shop("proof.name_points", 500, "只报姓名手机，一次最多用多少分", "Points at once for a name or phone alone", high=1_000_000),
        _shop("proof.card_points", 5_000, "只刷会员卡，一次最多用多少分", "Points at once for the card alone", high=1_000_000),
        _shop("refund.limit_yuan", 50, "收银员一次最多退多少元，再多要批准", "Most yuan a cashier refunds alone at once", high=1_000_000),
        _shop("invoice.on", False, "小票上印申请发票的码", "A code on the receipt to ask for the tax invoice"),
        _shop("invoice.address", "", "申请发票的网址，空白表示到柜台扫码", "Address where invoices are asked for", longest=80),
        _shop("claim.days", 30, "散客小票几天内可领积分，0 表示不能领", "Days to claim a walk-in's points, 0 for never", high=365),
        _shop("claim.daily_limit", 3, "一位会员一天最多领几张小票，0 表示不限", "Claims a member may make a day, 0 for any", high=100),
        _shop(
            "claim.staff_cards",
            "",
            "员工自己的会员卡（工号=卡号，逗号分开），不能领自己经手的小票",
            "Member cards of staff (number=card, with commas): not for receipts they handled",
            longest=800,
        ),
        _shop(
            "label.price_prefix",
            "22",
            "秤打的条码：哪个前缀里是金额（分）",
            "Labels of scales: the prefix whose digits hold a price in fen",
            choices=("none", *(str(prefix) for prefix in range(20, 30))),
        ),
        _shop(
            "label.weight_prefix",
            "23",
            "秤打的条码：哪个前缀里是重量（克）",
            "Labels of scales: the prefix whose digits hold a weight in grams",
            choices=("none", *(str(prefix) for prefix in range(20, 30))),
        ),
        _shop(
            "label.layout",
            "5+5",
            "秤打的条码：货号和数值各几位，v 是价格校验位",
            "Labels of scales: digits of item and value, v: with the price verifier",
            choices=("5+5", "6+4", "5+v4"),
        ),
        _shop("discount.limit_percent", 10, "收银员自己最多打掉百分之几，再多要批准", "Most percent off a cashier gives alone", high=100),
        _shop("rewards.for_others", False, "礼品可以换给别的会员", "A reward may go to another member"),
        _shop(
            "value.named_max_yuan",
            5_000,
            "记名储值卡最高余额（元），0 为不限。来源：国办发〔2011〕25号、商务部《单用途商业预付卡管理办法（试行）》，以现行法规为准",
            "Most yuan on a card with a name, 0 for no limit. Source: State Council notice 2011 no. 25; check the law in force",
            high=1_000_000,
        ),
        _shop(
            "value.unnamed_max_yuan",
            1_000,
            "不记名卡（礼品卡）最高余额（元），0 为不限。来源同上，以现行法规为准",
            "Most yuan on a card without a name, 0 for no limit. Source: State Council notice 2011 no. 25; check the law in force",
            high=1_000_000,
        ),
        _shop(
            "value.real_name_yuan",
            10_000,
            "一次购卡或充值满多少元要登记姓名和证件，0 为不登记。来源同上，以现行法规为准",
            "Yuan at once from which name and document are recorded, 0 for never. Source: State Council notice 2011 no. 25; check the law",
            high=1_000_000,
        ),
        _shop(
            "value.unnamed_years",
            3,
            "不记名卡有效期（年），到期可换卡，余额不作废。来源同上（不少于3年），以现行法规为准",
            "Years a card without a name is good, then exchanged; nothing lapses. Source: notice 2011 no. 25: at least 3; check the law",
            low=3,
            high=50,
        ),
        _shop("expiry.reminder_days", 30, "积分到期前多少天开始提醒", "Days before points lapse to begin saying so", low=1, high=365),
        _shop("member.dormant_days", 60, "多少天没来算沉睡", "Days without a visit that make a member dormant", low=7, high=3650),
    )
}


def declared(key: str) -> Setting:
    """The setting with this key. SettingError when there is none."""
    try:
        return SETTINGS[key]
    except KeyError:
        raise SettingError(f"no such setting: {key[:60]}") from None


def from_json(setting: Setting, text: str | None) -> Value:
    """A stored value; the default where none was stored or where it no longer fits (an older or hand-edited file must not stop a till)."""
    if text is None:
        return setting.default
    try:
        return setting.checked(json.loads(text))
    except ValueError:
        return setting.default
