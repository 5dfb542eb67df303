"""Rules of the architecture that a tree of the source can show: time and chance, nested event loops, floats, swallowed errors, names.

What may import what is checked by import-linter (pyproject.toml). Every rule is tried on a line that breaks it, then on the whole of `app`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from app.settings.declared import SETTINGS

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "app"
LINES_MAX = 700
LINES_MAX_OF = {
    "domain/programme/document.py": 850,  # every document's shape in one place
    "storage/sqlite/texts.py": 3_000,  # written by a program
}
BANNED_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}

Finder = Callable[[ast.Module], Iterator[ast.AST]]


def dotted(node: ast.AST) -> str:
    """`a.b.c` of a chain of attributes, with `()` for a call in between."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return f"{dotted(node.func)}()"
    return node.id if isinstance(node, ast.Name) else "?"


def calls(*names: str) -> Finder:
    """Calls whose dotted name ends in one of `names`."""

    def find(tree: ast.Module) -> Iterator[ast.AST]:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and any(f".{dotted(node.func)}".endswith(f".{name}") for name in names):
                yield node

    return find


def imports(*modules: str) -> Finder:
    """Imports of one of `modules`, at any depth of the file."""

    def find(tree: ast.Module) -> Iterator[ast.AST]:
        for node in ast.walk(tree):
            if {name.split(".")[0] for name in imported(node)} & set(modules):
                yield node

    return find


def imported(node: ast.AST) -> list[str]:
    """The modules an import statement names; `from a import b` counts as a.b."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def imports_at_start(*modules: str) -> Finder:
    """Imports of one of `modules` that run when the file is imported."""

    def find(tree: ast.Module) -> Iterator[ast.AST]:
        for node in tree.body:
            if {name.split(".")[0] for name in imported(node)} & set(modules):
                yield node

    return find


def imports_of_services(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if any(name.startswith("app.services.") and not name.startswith("app.services.ports") for name in imported(node)):
            yield node


def imports_of_the_top(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if any(re.match(r"app\.(bootstrap|cli|__main__)\b", name) for name in imported(node)):
            yield node


def floats(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield node
        if isinstance(node, ast.Call) and dotted(node.func) == "float":
            yield node


def divided_money(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and re.search(r"_minor\b|\bpoints\b", ast.unparse(node)):
            yield node


def swallowed(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and all(isinstance(line, ast.Pass) for line in node.body):
            caught = ast.unparse(node.type) if node.type else "BaseException"
            if re.search(r"\b(Base)?Exception\b", caught):
                yield node


def thawed_dataclasses(tree: ast.Module) -> Iterator[ast.AST]:
    """Public dataclasses that are not frozen; a private one is a local of its module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for decorator in node.decorator_list:
                text = ast.unparse(decorator)
                if text.startswith("dataclass") and "frozen=True" not in text:
                    yield node


def unfinished(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == "NotImplementedError":
            yield node


@dataclass(frozen=True)
class Rule:
    """`finder` may find nothing in the files of `folders`, but for those in `apart`."""

    name: str
    finder: Finder
    breaks: str
    folders: tuple[str, ...] = ("",)
    apart: tuple[str, ...] = ()


CLOCKS = ("datetime.now", "utcnow", "date.today", "datetime.today", "time.time", "time.time_ns", "QDateTime.currentDateTime")
CHANCE = ("random", "randint", "choice", "shuffle", "Random", "SystemRandom", "uuid1", "uuid4", "urandom", "token_bytes", "randbits")
LOOPS = ("exec", "exec_", "processEvents", "QEventLoop")
GLOBALS = ("QApplication.instance", "QCoreApplication.instance", "QGuiApplication.instance")
PURE = ("domain", "documents", "services")
RULES = (
    Rule(
        "R5: one adapter reads the clock",
        calls(*CLOCKS),
        "import datetime\nnow = datetime.datetime.now(tz=None)",
        apart=("devices/clock.py",),
    ),
    Rule("R5: the core takes no time by itself", imports("time"), "import time", PURE),
    Rule(
        "R5: one adapter draws by chance; salts and keys in security, the demo shop and its busy day from their seed",
        calls(*CHANCE),
        "import os\nsalt = os.urandom(16)",
        apart=("devices/clock.py", "security/", "services/demo_shop_plan.py", "cli/day_plan.py"),
    ),
    Rule("R1: no floats in the core", floats, "rate = 0.1", ("domain", "services"), ("services/ports/",)),
    # The programme divides too, but exact fractions.
    Rule("R1: money and points are not divided", divided_money, "half = basket.total_minor / 2", apart=("domain/programme/",)),
    Rule("R6: values are frozen", thawed_dataclasses, "@dataclass(slots=True)\nclass Lot:\n    points: int", ("domain", "services/ports")),
    Rule("R8: nothing is swallowed", swallowed, "try:\n    sell()\nexcept Exception:\n    pass"),
    Rule("ports know no service", imports_of_services, "from app.services.desk import Desk", ("services/ports",)),
    Rule("nobody knows the top", imports_of_the_top, "from app import bootstrap", apart=("bootstrap.py", "cli/", "__main__.py")),
    Rule("no nested event loop", calls(*LOOPS), "def ask(dialog):\n    return dialog.exec()", ("gui",)),
    Rule(
        "no global application",
        calls(*GLOBALS),
        "app = QApplication.instance()",
        ("gui",),
        apart=("gui/widgets/focus_ring.py",),  # for the application's own focusChanged
    ),
    Rule("pictures and PDF are imported when needed", imports_at_start("reportlab", "qrcode", "barcode"), "import qrcode", ("documents",)),
    Rule("what is there works", unfinished, "def sell():\n    raise NotImplementedError"),
)


@cache
def sources(folder: Path) -> dict[str, str]:
    """Path relative to `folder` -> text of every Python file."""
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py"))}


@cache
def trees() -> dict[str, ast.Module]:
    return {path: ast.parse(text) for path, text in sources(APP).items()}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule(rule: Rule) -> None:
    assert list(rule.finder(ast.parse(rule.breaks))), f"does not see: {rule.breaks}"
    found = [
        f"app/{path}:{getattr(node, 'lineno', 0)}"
        for path, tree in trees().items()
        if any(path.startswith(folder) for folder in rule.folders) and not any(path.startswith(file) for file in rule.apart)
        for node in rule.finder(tree)
    ]
    assert not found


def test_a_screen_knows_one_presenter() -> None:
    """A presenter is a class a screen attaches itself to; what it shows and where it leads may stand in a module of its own."""
    presenters = {Path(path).stem for path, tree in trees().items() if path.startswith("gui/presenters/") and attaches(tree)}
    assert len(presenters) > 10
    for path, tree in trees().items():
        if path.startswith("gui/screens/"):
            names = {name.split(".")[3] for node in ast.walk(tree) for name in imported(node) if name.startswith("app.gui.presenters.")}
            assert len(names & presenters) <= 1, f"app/{path}: {sorted(names & presenters)}"


def attaches(tree: ast.Module) -> bool:
    """Whether some class has a method `attach`."""
    classes = (node for node in tree.body if isinstance(node, ast.ClassDef))
    return any(isinstance(item, ast.FunctionDef) and item.name == "attach" for node in classes for item in node.body)


def test_every_file_says_what_lives_in_it_and_stays_small() -> None:
    for path, text in (sources(APP) | sources(ROOT / "tests") | sources(ROOT / "installer")).items():
        assert len(text.splitlines()) < LINES_MAX_OF.get(path, LINES_MAX), path
        assert not text or ast.get_docstring(ast.parse(text)), f"no module docstring: {path}"


def test_names_say_something() -> None:
    for path in sources(APP):
        assert not BANNED_NAMES & set(re.split(r"[/_.]", path)), path


def test_nothing_is_left_for_later() -> None:
    marks = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")))
    for folder in (APP, ROOT / "tests", ROOT / "installer"):
        for path, text in sources(folder).items():
            assert not marks.search(text), path


def test_every_setting_is_read_by_somebody() -> None:
    """Dead settings (LESSON-24): a key stands in a place that acts on it, not only in its declaration and on the settings page."""
    apart = ("settings/declared.py", "gui/presenters/settings.py", "gui/screens/settings_screen.py")
    text = "\n".join(source for path, source in sources(APP).items() if path not in apart)
    for key in SETTINGS:
        both = f'"{key.removesuffix("_en")}{{own}}"'  # of a pair in both languages one is chosen by its ending
        assert f'"{key}"' in text or both in text, key
