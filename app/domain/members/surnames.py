"""Chinese surnames as data: the two-character ones, and the readings that differ from a character's usual one."""

from __future__ import annotations

_COMPOUND = """
    欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙
    钟离 长孙 宇文 司徒 鲜于 司空 闾丘 亓官 司寇 仉督 子车 颛孙 巫马 公西 漆雕 乐正 壤驷 公良 拓跋 夹谷 宰父 谷梁 段干 百里 东郭
    南门 呼延 羊舌 微生 梁丘 左丘 东门 西门 第五 令狐 轩辕 淳于 完颜 纳兰 富察 哥舒 耶律 贺兰 尔朱 达奚 屈突 斛律 库狄 西陵 即墨
    五鹿 相里 乌孙 那拉
    歐陽 司馬 東方 獨孤 南宮 萬俟 聞人 諸葛 尉遲 赫連 澹臺 濮陽 公孫 仲孫 鍾離 鐘離 長孫 鮮于 閭丘 顓孫 巫馬 樂正 壤駟 夾谷 穀梁
    東郭 南門 東門 西門 軒轅 完顏 納蘭 賀蘭 爾朱 達奚 烏孫
"""

COMPOUND_SURNAMES: frozenset[str] = frozenset(_COMPOUND.split())
"""Two-character surnames. Left out are those whose first character is today far more often a surname of its own before a given name that
happens to fit (单于飞 is a 单, 佟佳琪 a 佟, 侯莫愁 a 侯, 贺若曦 a 贺)."""

COMPOUND_READINGS: dict[str, str] = {
    "万俟": "mo qi",
    "萬俟": "mo qi",
    "尉迟": "yu chi",
    "尉遲": "yu chi",
    "长孙": "zhang sun",
    "長孫": "zhang sun",
    "澹台": "tan tai",
    "澹臺": "tan tai",
    "乐正": "yue zheng",
    "樂正": "yue zheng",
    "子车": "zi ju",
    "库狄": "she di",
}
"""Two-character surnames of which a character is not read as the table has it; syllables divided by a blank."""

_SINGLE = """
    bi 秘祕; cheng 晟; chong 种; fou 不; ge 盖蓋; gou 句; gui 炅炔; he 黑; jiao 校; ju 且; juan 隽雋; jue 角; kuo 适; lu 六;
    nai 能; nian 粘; ou 区區; piao 朴; po 繁; qiu 仇; shan 单單; shao 召; she 折; wei 隗; wu 恶; xian 洗; xie 解; yao 么;
    yue 乐樂; yun 员員; zang 藏; zha 查; zhai 祭
"""

SINGLE_READINGS: dict[str, str] = {
    character: syllable for syllable, characters in (entry.split() for entry in _SINGLE.split(";")) for character in characters
}
"""One-character surnames that are read otherwise than the same character in a given name (仇 qiu, elsewhere chou). Characters that
are read alike everywhere, or that hardly occur but as surnames (曾 zeng, 翟 zhai, 覃 qin, 冼 xian), have that reading in the table."""
