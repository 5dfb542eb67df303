"""What the programme editor shows, as finished strings: lists, sentences, fields, the open control, trials, findings, sheets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from app.documents.document import Document
from app.gui.theme.theme import Tone

if TYPE_CHECKING:
    from app.gui.presenters.office_replay import ReplayView

# the list at the left


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """A row of the list. `head` rows title a group; `group` is the lane a row stands in, empty outside of lanes."""

    id: str
    title: str
    detail: str = ""
    chip: str = ""
    tone: Tone = "muted"
    head: bool = False
    group: str = ""
    selected: bool = False
    muted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """`movable`: rows can be dragged, Alt with an arrow moves the chosen one. `add` empty: nothing can be added."""

    title: str
    hint: str
    rows: tuple[RowView, ...]
    add: str
    movable: bool
    note: str
    nothing: str


# controls


@dataclass(frozen=True, slots=True, kw_only=True)
class WordView:
    """A piece of the sentence; with a path it is a control. `problem` is said under the sentence."""

    text: str
    path: str = ""
    problem: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """A value in a box under its name, or a switch that is pressed. Not `open`: shown, not changed."""

    path: str
    label: str
    shown: str
    switch: bool = False
    on: bool = False
    open: bool = True
    problem: str = ""
    wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """Fields under a title. `acts`: id and label of what can be added or taken away there."""

    title: str
    fields: tuple[FieldView, ...]
    note: str = ""
    acts: tuple[ActView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActView:
    """A press: its id, label, icon and key. `named`: its label is shown where there is room, else the icon alone."""

    id: str
    label: str
    icon: str = ""
    key: str = ""
    enabled: bool = True
    reason: str = ""
    tone: Literal["plain", "primary", "danger"] = "plain"
    named: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """A line of the rule check; `fixes` are presses that mend it."""

    text: str
    tone: Tone
    icon: str
    fixes: tuple[ActView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleView:
    """A worked example: who, what happens, how the points come about, what they are."""

    who: str
    what: str
    terms: str
    total: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """Lines to be read under a title."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MainView:
    """The middle: the chosen thing. `words` empty: it has no sentence."""

    title: str
    chip: str
    chip_tone: Tone
    acts: tuple[ActView, ...]
    caption: str = ""
    words: tuple[WordView, ...] = ()
    problems: tuple[str, ...] = ()
    groups: tuple[GroupView, ...] = ()
    examples_title: str = ""
    examples: tuple[ExampleView, ...] = ()
    findings_title: str = ""
    findings: tuple[FindingView, ...] = ()
    changes_title: str = ""
    changes: tuple[FindingView, ...] = ()
    notes: tuple[NoteView, ...] = ()
    nothing: str = ""


# the control that is open


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionView:
    """A line to choose; `at` is where the arrow keys stand."""

    id: str
    label: str
    detail: str = ""
    ticked: bool = False
    at: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """The open control, hanging at `path` (of a word or a field). One of the four kinds of content is there.

    `query` None: nothing is searched. `figure`: a number is typed. `day`: a date is chosen. `text`: a line is typed.
    """

    path: str
    title: str
    back: str
    kind: Literal["options", "figure", "day", "text", "fields"]
    options: tuple[OptionView, ...] = ()
    many: bool = False
    query: str | None = None
    query_hint: str = ""
    add: str = ""
    figure: str = ""
    prefix: str = ""
    unit: str = ""
    quick: tuple[OptionView, ...] = ()
    day: str = ""
    month: str = ""
    days: tuple[OptionView, ...] = ()
    text: str = ""
    text_max: int = 100
    by_method: bool = False
    fields: tuple[FieldView, ...] = ()
    acts: tuple[ActView, ...] = ()
    clear: str = ""
    note: str = ""
    problem: str = ""
    done: str = ""
    busy: bool = False


# the column at the right


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialLine:
    """A line of the basket beside the editor."""

    id: str
    name: str
    amount: str
    qty: str
    points: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialRule:
    """What a rule did in the trial: used or not, and why."""

    name: str
    text: str
    points: str
    used: bool
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialView:
    """The trial: what happens, to whom, when; what comes of it now and under the published version."""

    title: str
    fields: tuple[FieldView, ...]
    lines: tuple[TrialLine, ...]
    add: str
    empty: str
    total_label: str
    total: str
    before: str
    rules: tuple[TrialRule, ...]
    problem: str


# the whole page


@dataclass(frozen=True, slots=True, kw_only=True)
class TabView:
    """A page of the programme; `mark` says that something there has to be mended."""

    id: str
    label: str
    selected: bool
    mark: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetView:
    """What lies over the page: publishing, drafts, ready rules, the rules on paper. The books do not move before its key; Esc closes it.

    `query`: what is searched; `name`: a name is typed. `paper` stands for the rules as they will be printed.
    """

    kind: Literal["publish", "drafts", "starters", "paper", "compare", "name"]
    title: str
    intro: str = ""
    query: str | None = None
    query_hint: str = ""
    name: str | None = None
    options: tuple[OptionView, ...] = ()
    fields: tuple[FieldView, ...] = ()
    findings_title: str = ""
    findings: tuple[FindingView, ...] = ()
    changes_title: str = ""
    changes: tuple[FindingView, ...] = ()
    paper: Document | None = None
    acts: tuple[ActView, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeView:
    """The page. `condition`: path and label of the key that adds a condition; `limit` of the one that adds a limit.

    `side`: which of the columns beside the middle is shown where there is room for one only; with room for both the list stays, and the
    trial stands at the right unless the replay does. `part`, `trial_part`, `sheet_part`: the
    control that is open in the middle, in the trial, or on the sheet that lies over the page.
    """

    name: str
    draft: str
    draft_tone: Tone
    print_label: str
    tabs: tuple[TabView, ...]
    list: ListView | None
    main: MainView
    condition: tuple[str, str]
    limit: str
    side: Literal["list", "trial", "replay"]
    sides: tuple[ActView, ...]
    trial: TrialView | None
    replay: ReplayView | None
    part: PartView | None
    trial_part: PartView | None
    sheet_part: PartView | None
    sheet: SheetView | None
    footer: str
    footer_tone: Tone
    save: ActView
    publish: ActView
    undo: str
