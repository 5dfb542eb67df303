"""The programme editor: the pages of a programme, the list and the chosen thing on each, the control that is open, drafts and publishing.

The page looks at the version in force until somebody who may write changes something; from then on a draft is kept as it is written.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, Protocol, cast

from app.domain.programme.document import DocumentError
from app.domain.programme.drafting import codes_of, place_of, steps_of
from app.gui.presenters import office_forms as forms
from app.gui.presenters import office_rules as rules
from app.gui.presenters.office import Office
from app.gui.presenters.office_check import FIX, Check
from app.gui.presenters.office_editing import Editing
from app.gui.presenters.office_examples import examples
from app.gui.presenters.office_fields import Field
from app.gui.presenters.office_parts import Parts
from app.gui.presenters.office_problems import page_of
from app.gui.presenters.office_replay import Replay
from app.gui.presenters.office_sheets import Sheets
from app.gui.presenters.office_trial import Trial
from app.gui.presenters.office_versions import Versions
from app.gui.presenters.office_views import ActView, ListView, MainView, ProgrammeView, TabView
from app.gui.presenters.places import Place
from app.gui.presenters.till import Till

Side = Literal["list", "trial", "replay"]
TRIAL_KEY = "F8"
REPLAY_KEY = "F9"


class ProgrammeScreen(Protocol):
    """What the presenter asks of the screen."""

    def show_view(self, view: ProgrammeView) -> None: ...


class Page:
    """The presenter of the page."""

    def __init__(self, till: Till, office: Office) -> None:
        self._till = till
        self._office = office
        self._screen: ProgrammeScreen | None = None
        self.editing = Editing(till)
        self.parts = Parts(till, self.editing, self.refresh)
        self.trial = Trial(till, self.editing, self.refresh)
        self.versions = Versions(till, self.editing, self.refresh)
        self.check = Check(till, self.editing, self.refresh)
        self.replay = Replay(till, office.background, self.editing, self.refresh, self.go_to)
        self.sheets = Sheets(
            till, self.editing, self.refresh, begun=self._begun, published=self._published, go_to=self.go_to, check=self.check
        )
        self._tab = "rules"
        self._rule = ""
        self._at: dict[str, int] = {}
        self._wanted = ("", "")
        self._undo_told = ""
        self._side: Side = "list"
        self._problem = ""
        self.editing.changed.connect(self._document_changed)
        till.texts.language_changed.connect(self.close_parts)

    def attach(self, screen: ProgrammeScreen) -> None:
        """The screen that shows this presenter."""
        self._screen = screen

    def entered(self) -> None:
        """Reads versions and drafts."""
        self.editing.load(self._loaded)

    def open_at(self, tab: str, code: str) -> None:
        """Opens a page of the programme at the thing with this code; the office shows the page next."""
        self._wanted = (tab, code)
        self.open_tab(tab)

    def _loaded(self) -> None:
        tab, code = self._wanted
        if tab:
            codes = codes_of(self.editing.document, tab)
            self._at[tab] = codes.index(code) if code in codes else 0
            self._wanted = ("", "")
        self._document_changed()
        self.check.follow()

    def title(self) -> str:
        """The head's title."""
        return self._till.texts("Points programme")

    def _document_changed(self) -> None:
        """The chosen rule may be gone, or another document is on the desk."""
        if self.editing.thrown is not None and not self._undo_told:
            self._undo_told = self._till.texts("Draft thrown away: {name}", name=self.editing.thrown.name)
        codes = codes_of(self.editing.document, "rules")
        if self._rule not in codes:
            self._rule = codes[0] if codes else ""
        self.refresh()

    # what is shown

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None and self.editing.loaded:
            self._screen.show_view(self.view())

    def view(self) -> ProgrammeView:
        """The page as of now."""
        t, editing = self._till.texts, self.editing
        return ProgrammeView(
            name=str(editing.document.get("name", "")),
            draft=self._draft_text(),
            draft_tone="warn" if editing.draft is not None else "success",
            print_label=t("Print the rules for customers"),
            tabs=self._tabs(),
            list=self._list(),
            main=self._main(),
            condition=self._condition(),
            limit=t("Limit") if self._tab == "rules" and self._rule and editing.open else "",
            side=self._side,
            sides=self._sides(),
            trial=self.trial.view(self._rule if self._tab == "rules" else ""),
            replay=self.replay.view() if self._side == "replay" else None,
            part=self.parts.view(),
            trial_part=self.trial.parts.view(),
            sheet_part=self.sheets.parts.view(),
            sheet=self.sheets.view(),
            footer=self._footer(),
            footer_tone="danger" if editing.errors or self._problem else "secondary",
            save=ActView(id="save", label=t("Save draft"), icon="save", key="Ctrl S", enabled=editing.open),
            publish=ActView(id="publish", label=t("Publish"), icon="publish", key="F12", enabled=editing.open),
            undo=self._undo_text(),
        )

    def _undo_text(self) -> str:
        """What Ctrl+Z takes back, as long as that is what the strip was shown for."""
        return self._undo_told if self.editing.thrown is not None or self.editing.undoable == self._undo_told else ""

    def _draft_text(self) -> str:
        t, editing = self._till.texts, self.editing
        if editing.draft is not None:
            return t("Draft v{n} · {name}", n=editing.version, name=editing.draft.name)
        return t("Published v{n}", n=editing.version)

    def _tabs(self) -> tuple[TabView, ...]:
        t = self._till.texts
        marked = {page_of(error) for error in self.editing.errors}
        return tuple(TabView(id=name, label=t(label), selected=name == self._tab, mark=name in marked) for name, label in forms.TABS)

    def _sides(self) -> tuple[ActView, ...]:
        t = self._till.texts
        return (
            ActView(id="trial", label=t("Try it"), icon="tryOut", key=TRIAL_KEY),
            ActView(id="replay", label=t("Replay"), icon="replay", key=REPLAY_KEY),
        )

    def _today(self) -> str:
        return self._till.desk.local().date

    def _list(self) -> ListView | None:
        if self._tab == "rules":
            return rules.list_view(self.editing, self._rule, self._today())
        if self._tab == "versions":
            return self.versions.list_view()
        return forms.list_view(self.editing, self._tab, self._chosen_at())

    def _main(self) -> MainView:
        t = self._till.texts
        if self._tab == "rules":
            if not self._rule:
                return MainView(title=t("Rules"), chip="", chip_tone="muted", acts=(), nothing=t("Choose a rule, or begin with a new one."))
            w = self.editing.wording
            known = w.memo.get(("examples", self._rule))
            if known is None:
                known = w.memo["examples", self._rule] = examples(w, self._rule, self.trial.shop())
            more = {
                "examples_title": t("Worked out for you"),
                "examples": known,
                "findings_title": self.check.title(),
                "findings": self.check.views(self._rule),
            }
            return rules.main_view(self.editing, self._rule, self._today(), **more)
        if self._tab == "versions":
            return self.versions.main_view()
        return forms.main_view(self.editing, self._tab, self._chosen_at())

    def _chosen_at(self) -> int:
        if self._tab not in forms.LISTS:
            return 0
        last = len(forms.items(self.editing.document, self._tab)) - 1
        return max(0, min(self._at.get(self._tab, 0), last))

    def _condition(self) -> tuple[str, str]:
        if self._tab != "rules" or not self._rule or not self.editing.open:
            return "", ""
        place = place_of(self.editing.document, "rules", self._rule)
        return f"/rules/{place}/when", self._till.texts("Condition")

    def _footer(self) -> str:
        t, editing = self._till.texts, self.editing
        if self._problem:
            return self._problem
        if editing.errors:
            return t.plural(
                "{n} value has to be mended before publishing", "{n} values have to be mended before publishing", len(editing.errors)
            )
        if not editing.open:
            return t("You can look and try; the owner writes and publishes.")
        if editing.draft is None:
            return t("In force. The first change makes a draft.")
        return t("Draft kept at {time}", time=editing.saved_at) if editing.saved_at else t("Draft kept")

    # acts

    def _fields(self) -> dict[str, Field]:
        if self._tab == "rules":
            return rules.fields_of(self.editing, self._rule) if self._rule else {}
        return forms.fields_of(self.editing.wording, self._tab, self._chosen_at())

    def open_tab(self, tab: str) -> None:
        """Another page of the programme."""
        self.parts.done()
        self._tab, self._problem = tab, ""
        if self._side == "trial":
            self._put_side("list")
        if tab == "versions":
            self.versions.load()
        self.refresh()

    def choose(self, row: str) -> None:
        """A row of the list was pressed."""
        self.parts.done()
        self._problem = ""
        if self._tab == "rules":
            if not row.startswith("lane:"):
                self._rule = row
        elif self._tab == "versions":
            self.versions.choose(row)
        else:
            self._at[self._tab] = int(row)
        self.refresh()

    def press(self, path: str) -> None:
        """A blue word or a field was pressed."""
        if self.parts.is_open and self.parts.anchor == path:
            self.parts.done()
            return
        field = self._fields().get(path)
        if field is not None:
            self.parts.open(field, path)

    def close_parts(self) -> None:
        """A press beside the control that is open."""
        self.parts.done()
        self.trial.parts.done()
        self.sheets.parts.done()

    def show_side(self, side: str) -> None:
        """The trial, the replay or the list beside the middle; pressed again, what was there before."""
        self._put_side("list" if side == self._side else cast(Side, side))
        self.refresh()

    def _put_side(self, side: Side) -> None:
        self._side = side
        self.replay.show(shown=side == "replay")

    def try_rule(self) -> None:
        """Arranges the trial so that the chosen rule holds."""
        if self._rule:
            self.trial.set_up(self._rule)

    def add_condition(self) -> None:
        """Another condition for the chosen rule."""
        self.press(self._condition()[0])

    def add_limit(self) -> None:
        """Another limit for the chosen rule; its number is asked for at once."""
        before = len(self.editing.document.get("caps", ()))
        if self._do(rules.limited(self._rule), self._till.texts("Limit")):
            self.press(f"/caps/{before}")

    def _do(self, change: Callable[[Any], Any] | None, told: str = "", *, undo: bool = False) -> bool:
        self.parts.done()
        if change is None:
            return False
        self._problem = self.editing.edit(change, told)
        self._undo_told = told if undo and not self._problem else ""
        self.refresh()
        return not self._problem

    def act(self, act: str) -> None:
        """A press in the head of the middle."""
        if act.startswith(FIX):
            self.close_parts()
            self._problem = self.check.fix(act)
            self.refresh()
        elif act in ("publish", "save", "compare", "drafts", "paper") and self._tab != "versions":
            self._page_act(act)
        elif self._tab == "rules":
            self._rule_act(act)
        elif self._tab == "versions":
            self._version_act(act)
        else:
            self._form_act(act)

    def _page_act(self, act: str) -> None:
        """What stands in the head and at the foot, whatever page is open."""
        t, editing = self._till.texts, self.editing
        self.close_parts()
        if act == "publish":
            self.sheets.open_publish()
        elif act == "drafts":
            self.sheets.open_drafts()
        elif act == "compare":
            title = t("Against v{n}, which is in force", n=editing.published_version)
            self.sheets.open_compare(editing.published, editing.document, title)
        elif act == "paper":
            self.sheets.open_paper(editing.document, None if editing.draft is not None else self._valid_from())
        elif act == "save":
            self._problem = editing.save_now()
            self.refresh()

    def _valid_from(self) -> str | None:
        told = self.editing.history
        versions = () if told is None else told.versions
        return next((one.valid_from for one in versions if told is not None and one.sha256 == told.in_force), None)

    def _version_act(self, act: str) -> None:
        version, document = self.versions.chosen(), self.versions.document()
        if version is None or document is None:
            return
        if act == "again":
            self.sheets.open_publish(version, document)
        elif act == "base":
            self.editing.draft_from(document, version.sha256)
            self.open_tab("rules")
        elif act == "paper":
            self.sheets.open_paper(document, version.valid_from)
        elif act in ("publish", "save", "drafts"):
            self._page_act(act)

    def go_to(self, path: str) -> None:
        """Opens the page, the thing and the control of a path: where something has to be mended."""
        steps = steps_of(path)
        self.open_tab(page_of(DocumentError(path, "")))
        if steps[0] == "rules" and len(steps) > 1:
            self._rule = self.editing.document["rules"][int(steps[1])]["code"]
        elif self._tab in forms.LISTS:
            number = next((step for step in steps if step.isdigit()), "0")
            self._at[self._tab] = int(number)
        fields = self._fields()
        wanted = [known for known in fields if path == known or path.startswith(f"{known}/") or known.startswith(f"{path}/")]
        if wanted:
            self.press(max(wanted, key=len))
        self.refresh()

    def _begun(self, code: str, needs: tuple[str, ...]) -> None:
        """A new rule stands on the list; what it still lacks is asked for at once."""
        self._tab, self._rule = "rules", code
        self.trial.set_up(code)
        place = place_of(self.editing.document, "rules", code)
        path = {"lines": f"/rules/{place}/lines", "groups": f"/rules/{place}/when/groups", "codes": f"/rules/{place}/when/codes"}
        if needs:
            self.press(path[needs[0]])
        self.refresh()

    def _published(self) -> None:
        """The history has one more; the version in force is on the desk."""
        self.editing.put_published()
        self._tab = "versions"
        self.versions.choose("")
        self.editing.load(self._after_publishing)

    def _after_publishing(self) -> None:
        self.versions.load()
        self.refresh()

    def _rule_act(self, act: str) -> None:
        t, editing, code = self._till.texts, self.editing, self._rule
        if act == "rename":
            self.press(rules.name_field(editing.wording, code).path)
        elif act == "copy":
            before = set(codes_of(editing.document, "rules"))
            if self._do(rules.copied(code, editing.wording), t("Copied")):
                self._rule = next(iter(set(codes_of(editing.document, "rules")) - before), code)
        elif act in ("up", "down"):
            self._do(rules.step(editing.document, code, -1 if act == "up" else 1))
        elif act == "remove":
            self.remove()
        self.refresh()

    def remove(self) -> None:
        """Takes the chosen thing away; it can be put back."""
        t, editing = self._till.texts, self.editing
        if self._tab == "rules" and self._rule:
            name = editing.wording.rule(self._rule)
            following = rules.next_to(editing.document, self._rule)
            if self._do(rules.removed(self._rule), t("Removed {name}", name=name), undo=True):
                self._rule = following
        elif self._tab in forms.LISTS:
            self._do(forms.remove_from(self._tab, self._chosen_at()), t("Taken away"), undo=True)
        self.refresh()

    def _form_act(self, act: str) -> None:
        editing = self.editing
        if act == "remove":
            self.remove()
        elif act in ("up", "down"):
            at = self._chosen_at()
            to = at + (-1 if act == "up" else 1)
            if self._do(lambda document: forms.moved_lane(document, at, to)):
                self._at[self._tab] = to
                self.refresh()
        else:
            self._do(forms.start(act, editing.wording), undo=act.startswith("remove"), told=self._till.texts("Taken away"))

    def add(self) -> None:
        """One more on the list."""
        if self._tab == "rules":
            self.close_parts()
            self.sheets.open_starters()
        elif self._tab in forms.LISTS and self._do(forms.add_to(self._tab, self.editing.wording)):
            self._at[self._tab] = len(forms.items(self.editing.document, self._tab)) - 1
            self.refresh()

    def drop(self, row: str, group: str, before: str) -> None:
        """A row was dragged in front of another one of a group, or behind its last one."""
        if self._tab == "rules":
            self._do(rules.dropped(row, group, before or None))
            self._rule = row
        elif self._tab == "lanes":
            at, to = int(row), int(before) if before else len(self.editing.document["lanes"])
            if self._do(lambda document: forms.moved_lane(document, at, to - (to > at))):
                self._at[self._tab] = to - (to > at)
        self.refresh()

    def undo(self) -> None:
        """Ctrl+Z: the last change is taken back."""
        self.parts.done()
        self._undo_told = self._problem = ""
        done = self.editing.bring_back() if self.editing.thrown is not None else self.editing.undo()
        if not done:
            self.refresh()

    def undo_expired(self) -> None:
        """The strip is gone; Ctrl+Z still works."""
        self._undo_told = ""
        self.editing.thrown = None

    # keys

    def key(self, key: str) -> bool:
        """The open control first, then the page."""
        if self.sheets.is_open:
            return self.sheets.key(key)
        if key in ("F12", "Ctrl+S", TRIAL_KEY, REPLAY_KEY):
            self.close_parts()
        elif self.parts.key(key) or self.trial.parts.key(key):
            return True
        if key in ("F12", "Ctrl+S"):
            self._page_act("publish" if key == "F12" else "save")
            return True
        if key in (TRIAL_KEY, REPLAY_KEY):
            self.show_side("trial" if key == TRIAL_KEY else "replay")
            return True
        if key == "Ctrl+Z":
            self.undo()
        elif key in ("Alt+Up", "Alt+Down"):
            self.act("up" if key == "Alt+Up" else "down")
        elif key in ("Up", "Down"):
            self._step(-1 if key == "Up" else 1)
        elif key == "Del":
            self.remove()
        else:
            return False
        return True

    def _step(self, by: int) -> None:
        found = self._list()
        if found is None:
            return
        rows = [row.id for row in found.rows if not row.head]
        chosen = next((at for at, row in enumerate(row for row in found.rows if not row.head) if row.selected), 0)
        if rows:
            self.choose(rows[max(0, min(chosen + by, len(rows) - 1))])

    def typed(self, char: str) -> bool:
        """Characters for the open control."""
        return self.sheets.typed(char) or self.parts.typed(char) or self.trial.parts.typed(char) or True

    def scanned(self, text: str) -> bool:
        """Scans are the till's."""
        return False

    def leave(self) -> None:
        """To the till."""
        self._office.navigator.go(Place.SELL)
