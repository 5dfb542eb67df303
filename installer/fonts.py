"""Makes the bundled fonts: a subset of Noto Sans SC with glyf outlines (reportlab draws no other kind).

Needed only when the fonts are to be made again; neither the till nor the check runs it:

    npm pack @expo-google-fonts/noto-sans-sc@0.4.3
    tar xzf expo-google-fonts-noto-sans-sc-0.4.3.tgz
    pip install fonttools
    python installer/fonts.py package

Kept are every character GBK and the two-byte part of GB18030 can write (names need them), and the blocks of signs
that screens and receipts use. The font's name stays: the licence reserves only the name of its ancestor.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
FACES = {
    "400Regular/NotoSansSC_400Regular.ttf": "NotoSansSC-Regular.ttf",
    "700Bold/NotoSansSC_700Bold.ttf": "NotoSansSC-Bold.ttf",
}
SIGNS = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x024F),  # Latin with accents
    (0x0370, 0x045F),  # Greek, Cyrillic
    (0x2000, 0x206F),  # punctuation
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x22FF),  # letter-like signs, number forms, arrows, mathematics
    (0x2300, 0x23FF),  # technical signs
    (0x2460, 0x27BF),  # circled numbers, box drawing, blocks, shapes, check marks
    (0x3000, 0x312F),  # Chinese punctuation, kana, bopomofo
    (0x31C0, 0x33FF),  # strokes, enclosed signs, units
    (0x3400, 0x3400),
    (0x4DB5, 0x4DB5),
    (0xFE30, 0xFE6F),  # upright punctuation forms
    (0xFF00, 0xFFEF),  # full width
)
# Signs of the screens that the font lacks are drawn by their nearest neighbour.
STAND_INS = {"✕": "×", "✖": "×", "✔": "✓", "►": "▶", "◄": "◀", "▸": "▶", "◂": "◀", "▾": "▼", "▴": "▲"}


def characters() -> set[int]:
    """The code points asked of the font; those it does not have are left out."""
    asked = {point for first, last in SIGNS for point in range(first, last + 1)}
    for point in (*range(0x80, 0xD800), *range(0xE000, 0x10000)):
        if len(chr(point).encode("gb18030")) <= 2:  # the two-byte part holds all of GBK
            asked.add(point)
    return asked


def main(package: Path) -> None:
    """Write both faces and the licence into resources/fonts from the unpacked npm package."""
    from fontTools import subset

    FONTS.mkdir(parents=True, exist_ok=True)
    for source, target in FACES.items():
        options = subset.Options(
            hinting=False,
            layout_features=["kern", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum"],
            name_IDs=["*"],
            notdef_outline=True,
            recalc_timestamp=False,
        )
        font = subset.load_font(str(package / source), options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=characters())
        subsetter.subset(font)
        for table in font["cmap"].tables:
            for missing, neighbour in STAND_INS.items():
                if table.isUnicode() and ord(missing) not in table.cmap and ord(neighbour) in table.cmap:
                    table.cmap[ord(missing)] = table.cmap[ord(neighbour)]
        subset.save_font(font, str(FONTS / target), options)
        print(f"{target}: {len(font.getBestCmap())} characters, {(FONTS / target).stat().st_size / 1e6:.1f} MB")
    shutil.copyfile(package / "LICENSE_FONT", FONTS / "OFL.txt")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python installer/fonts.py PACKAGE-FOLDER")
    main(Path(sys.argv[1]))
