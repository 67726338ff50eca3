"""The live session: four panes, one door (R3-R11, R14-R21, R37-R39)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.message import Message

from coachtui.domain import commands as c
from coachtui.domain.errors import CoachError, ProgramFault
from coachtui.domain.saving import SaveState
from coachtui.domain.session import ModelRef
from coachtui.i18n import _
from coachtui.services import preferences
from coachtui.services.agreed import Agreement, last_agreement
from coachtui.services.sentences import sentence
from coachtui.ui.binding import bindings
from coachtui.ui.keys import Scope
from coachtui.ui.panes.agent import AgentPane
from coachtui.ui.panes.checklist import ChecklistPane
from coachtui.ui.panes.model import ModelPane, StepRows
from coachtui.ui.panes.notes import NoteRows, NotesPane
from coachtui.ui.panes.pane import Pane
from coachtui.ui.places import shown_at
from coachtui.ui.present import key_name, words
from coachtui.ui.running_calls import RunsToo
from coachtui.ui.screens.background import in_background
from coachtui.ui.screens.live_base import SaverSpoke
from coachtui.ui.screens.live_call import CallKeys
from coachtui.ui.screens.live_checklist import ChecklistKeys
from coachtui.ui.screens.live_notes import NoteKeys
from coachtui.ui.widgets.header_bar import HeaderBar
from coachtui.ui.widgets.note_line import NoteInput, NoteLine
from coachtui.ui.writing import Writing, in_step

if TYPE_CHECKING:
    from coachtui.services.sitting import Sitting

_PANES: dict[str, type[Pane]] = {
    "agent": AgentPane,
    "model": ModelPane,
    "notes": NotesPane,
    "checklist": ChecklistPane,
}
SEEN_EVERY_S = 60
"""How often a running call notes that the program is there, so that a quiet call survives a restart."""

_SCOPES: dict[str, Scope] = {"model": "model", "notes": "notes", "checklist": "checklist"}


class AgreedFound(Message):
    """What was agreed last is read."""

    def __init__(self, agent_id: str, agreed: Agreement | None, error: CoachError | None = None) -> None:
        """Carry it, or why it could not be read, over from the thread that read it."""
        super().__init__()
        self.agent_id = agent_id
        self.agreed = agreed
        self.error = error


class LiveScreen(CallKeys, ChecklistKeys, NoteKeys):
    """The screen a lead keeps open during calls."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("live")]
    AUTO_FOCUS = ""
    SCOPES = shown_at("LiveScreen")

    def __init__(self, sitting: Sitting, *, item_id: str = "", in_note: bool = False) -> None:
        """Take over an open sitting.

        Args:
            sitting: The sitting.
            item_id: Row to be on; empty for the first open one.
            in_note: Whether the note that is kept unfinished takes the keys at once.
        """
        super().__init__(sitting)
        self._first_item = item_id
        self._first_in_note = in_note
        self._covered = False
        self._keys_left_out: Collection[str] = ()
        self._show_second("notes")
        self._agreed: Agreement | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out header, panes and note line."""
        yield HeaderBar()
        with Container(id="panes"):
            with Container(id="work"):
                yield ChecklistPane(id="pane-checklist")
                yield NotesPane(id="pane-notes")
            with Container(id="side"):
                yield AgentPane(id="pane-agent")
                yield ModelPane(id="pane-model")
        yield NoteLine(id="note-line")

    def on_mount(self) -> None:
        """Show the session, put the focus on the checklist, start the clock."""
        header, settings = self.query_one(HeaderBar), self.coach.program.settings
        header.hold_limit_s = preferences.number(settings, preferences.HOLD_LIMIT)
        self.models = self.sitting.models()
        notes = self.query_one(NotesPane).rows
        notes.row_key = self.coach.first_key("checklist.note")
        self.query_one(NotesPane).rows.take_models(self.models)
        self.query_one(StepRows).smart_checks = self.coach.program.content.smart_checks
        self.show_agent()
        self.show(self._opening_sentence())
        self.show_kept()
        self._take_first_place()
        self.sitting.listen_to_saver(self._saver_spoke)
        self.set_interval(1.0, self._tick)
        self.call_after_refresh(self._show_care)

    @property
    def item_id(self) -> str:
        """The row the cursor is on; empty where the form shown has none."""
        item = self.query_one(ChecklistPane).rows.item
        return item.id if item is not None else ""

    def show_agent(self) -> None:
        """Show the agent whose session it is now, and soon what was agreed last."""
        self.query_one(HeaderBar).mark = self.coach.agents.mark_of(self.sitting.agent)
        self._agreed = None
        self._show_profile()
        self.call_after_refresh(self._look_for_agreed)

    def action_pane(self, name: str) -> None:
        """Go to a pane; the same key again shows it in full size."""
        pane = self.query_one(_PANES[name])
        if pane.has_focus_within:
            self._zoom("" if self.has_class(f"-zoom-{name}") else name)
            return
        self._zoom("")
        if name == "checklist":
            self.say("")  # where digits answer need not be said any more
        else:
            self._show_second(name)
        pane.take_focus()

    def show_item(self, item_id: str) -> None:
        """Put the cursor and the keys on an item of the form that is shown."""
        self._zoom("")
        pane = self.query_one(ChecklistPane)
        pane.rows.focus(scroll_visible=False)
        pane.rows.to_item(item_id)
        pane.refresh_cue()

    def action_finish(self) -> None:
        """Go to the closing review."""
        if self.writes_note:
            self.close_note()
        self.coach.places.open_by_name("ReviewScreen", self.sitting)

    def action_remove_contact(self) -> None:
        """Leave the note line first: what is written there may go with the contact."""
        if self.writes_note:
            self.close_note()
        super().action_remove_contact()

    def step_back(self) -> None:
        """Leave the note line, the full size, the pane and at last the screen."""
        if self.writes_note:
            self.close_note()
        elif any(self.has_class(f"-zoom-{name}") for name in _PANES):
            self._zoom("")
        elif not self.query_one(ChecklistPane).has_focus_within:
            self.query_one(ChecklistPane).take_focus()
        elif self.sitting.session.running_contact is not None:
            text = _("A call is still running. End it first, or quit with {key}: the session stays.")
            self.refuse(text.format(key=key_name(self.coach.first_key("app.quit"))))
        else:
            self.coach.places.leave_live(self.sitting)

    def relabel(self) -> None:
        """Show everything in another language."""
        self.query_one(ChecklistPane).rows.relabel()
        self.query_one(NotesPane).rows.take_models(self.models)
        for pane in self.query(Pane):
            pane.head().update_lines()
        self._show_profile()
        self._show_care()
        if self._writing is None:
            self.show_kept()
        else:
            self.show_writing()
        self.show()
        self._show_keys()

    def on_runs_too(self, message: RunsToo) -> None:
        """Say that another session runs too."""
        self.refuse(message.text)

    def on_step_rows_picked(self, message: StepRows.Picked) -> None:
        """Use another model; what was entered stays."""
        if message.place >= len(self.models):
            return
        model = self.sitting.whole_model(self.models[message.place].id)
        self.models = tuple(model if old.id == model.id else old for old in self.models)
        self.query_one(NotesPane).rows.take_models(self.models)
        record = next((s for s in reversed(self.sitting.session.steps) if s.model == model.id), None)
        step = record.step if record is not None else model.steps[0].id
        ref = ModelRef(id=model.id, version=model.version)
        self.conduct(c.PickModel(model=ref, step=step))

    def on_step_rows_ticked(self) -> None:
        """Say that the step is done, or that it is not; a read session says that it can only be read."""
        if not self.conduct(c.TickStep()):
            return
        session = self.sitting.session
        model = session.model.id if session.model is not None else ""
        record = session.step(model, session.place.step)
        done = record is not None and record.done
        self.say(_("The step is done.") if done else _("The step is open again."), "good")

    def on_step_rows_step_wanted(self, message: StepRows.StepWanted) -> None:
        """Go to the step after or before."""
        session = self.sitting.session
        model = next((m for m in self.models if session.model is not None and m.id == session.model.id), None)
        if model is None:
            self.refuse(_("Choose a model first: 1, 2 or 3."))
            return
        ids = [step.id for step in model.steps]
        index = ids.index(session.place.step) + message.by
        if not 0 <= index < len(ids):
            self.refuse(_("This is the last step.") if message.by > 0 else _("This is the first step."))
            return
        self.conduct(c.ShowStep(step=ids[index]))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Light the head of the pane with the keys and show its keys in the footer."""
        del event
        self.follow_focus()
        self._show_keys()

    def on_screen_suspend(self) -> None:
        """Another screen lies over this one: no time runs in a step of the model."""
        self._covered = True
        self.sitting.desk.work_in_step(on=False)

    def on_screen_resume(self) -> None:
        """Go on where the keys are."""
        self._covered = False
        self._keep_step_time()

    def on_resize(self) -> None:
        """Keep the current row in view at every size."""
        self.show_header()

    def _take_first_place(self) -> None:
        rows = self.query_one(ChecklistPane).rows
        rows.focus(scroll_visible=False)
        rows.to_first_open()
        if self._first_item:
            rows.to_item(self._first_item)
        if self._first_in_note and self.query_one(NoteInput).value:
            self.query_one(NoteInput).focus(scroll_visible=False)  # before the first frame: no key is lost

    def _keep_step_time(self) -> None:
        """Let the time in a step run in the model pane, and while its field or prompt is written (R38)."""
        session, writing = self.sitting.session, self._writing
        works = self.query_one(ModelPane).has_focus_within
        if self.writes_note:
            model = session.model.id if session.model is not None else ""
            works = writing is not None and in_step(writing, model, session.place.step)
        self.sitting.desk.work_in_step(on=works and not self._covered)

    def _show_keys(self) -> None:
        self._keep_step_time()
        self._keys_left_out = self.left_out()
        if self.writes_note:
            self.show_footer("note line", "live", "all")
            return
        for name, kind in _PANES.items():
            pane = self.query_one(kind)
            here = pane.has_focus_within
            pane.head().light(on=here)
            if here:
                own = (_SCOPES[name],) if name in _SCOPES else ()
                self.show_footer(*_footer_order(name, own))

    def show_writing(self, writing: Writing | None = None) -> None:
        """Show before the text what is being written, and the tags below in the same frame."""
        super().show_writing(writing)
        self._show_keys()

    def writes_tagged(self) -> bool:
        """Whether a note, and no field of a model, has the keys."""
        return self.writes_note and (self._writing is None or self._writing.field is None)

    def left_out(self) -> Collection[str]:
        """Return the ids of the bindings that do nothing now: out of a call, or without a note."""
        return (*super().left_out(), *self.query_one(NoteRows).idle_keys)

    def call_runs(self) -> bool:
        """Whether a call runs."""
        return self.sitting.session.running_contact is not None

    def show(self, done: str = "") -> None:
        """Show the newest revision in every pane, and the keys of a call while one runs."""
        super().show(done)
        if self._keys_left_out != self.left_out():
            self._show_keys()

    def _show_second(self, name: str) -> None:
        """Where only two panes fit, show this one beside the checklist."""
        for pane in _PANES:
            self.set_class(pane == name, f"-second-{pane}")

    def _zoom(self, name: str) -> None:
        for pane in _PANES:
            self.set_class(pane == name, f"-zoom-{pane}")

    def _tick(self) -> None:
        second = self.sitting.desk.call_s()
        if second is not None:
            self.show_header()
            if int(second) % SEEN_EVERY_S == 0:
                self.sitting.desk.conduct(c.StillHere())

    def _saver_spoke(self, state: SaveState) -> None:
        self.post_message(SaverSpoke(state))

    def _show_care(self) -> None:
        """Keep the care line in view where notes are typed (R7)."""
        care = self.coach.program.content.text("reminders", "free_text_care")
        self.care = words(care)
        self.query_one(NoteLine).care = self.query_one(NoteInput).placeholder = self.care

    def _show_profile(self) -> None:
        profile = self.coach.agents.profile_of(self.sitting.agent, self.sitting.session.id)
        self.query_one(AgentPane).show(replace(profile, agreed=self._agreed))

    def _look_for_agreed(self) -> None:
        """Look up what was agreed last, once the screen stands; no key waits for it."""
        sessions, used = self.coach.program.sessions, self.coach.program.listening.used
        agent_id, session_id = self.sitting.agent.id, self.sitting.session.id

        def look() -> AgreedFound:
            found = last_agreement(sessions.newest_of(agent_id), used, but=session_id)
            return AgreedFound(agent_id, found)

        in_background(self, look, lambda error: AgreedFound(agent_id, None, error))

    def on_agreed_found(self, message: AgreedFound) -> None:
        """Show what was agreed last beside the agent."""
        if message.agent_id != self.sitting.agent.id:
            return
        if message.agreed is not None:
            self._agreed = message.agreed
            self._show_profile()
        elif isinstance(message.error, ProgramFault):  # of damaged sessions the agent's page tells
            self.refuse(sentence(message.error))

    def _opening_sentence(self) -> str:
        if self.sitting.opened.lost:
            why = sentence(self.sitting.opened.lost[0])
            return _("The previous session can only be read; a new one was started. {reason}").format(
                reason=why
            )
        return self._resumed_sentence()

    def _resumed_sentence(self) -> str:
        if self.sitting.opened.call_closed:
            return _("Interrupted for over 15 minutes: the call was ended where it stopped.")
        kept = self.sitting.session.draft(None)
        goes_on = _("Session resumed where you left off.")
        if self.sitting.session.status == "draft":
            goes_on = _("Draft resumed where you left off.")
        if self._first_in_note:  # it has the keys again: nothing to say about how to get back to it
            return goes_on
        if kept is not None and kept.text:
            text = _("You have an unfinished note. Press {key} to continue it.")
            return text.format(key=key_name(self.coach.first_key("live.note")))
        if any(draft.text for draft in self.sitting.session.drafts):
            text = _("You have an unfinished note. Press {key} on the row marked ✎ to continue.")
            return text.format(key=key_name(self.coach.first_key("checklist.note")))
        if self.sitting.opened.resumed and not self.sitting.read_only:
            return goes_on
        return ""


def _footer_order(name: str, own: tuple[Scope, ...]) -> tuple[Scope, ...]:
    """During a call the keys of the call come first, but a model or note list shows its own."""
    return ("live", *own, "all") if name == "checklist" else (*own, "live", "all")
