"""The pane of coaching models: GROW, CLEAR or OSKAR, a step at a time, with prompts and fields (R37-R39)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from coachtui.domain.live import commands as c
from coachtui.domain.model import Model, ModelStep, Prompt, RecordField
from coachtui.domain.note import Link
from coachtui.domain.session import ModelRef, Session, StepRecord, done_by_tick_only
from coachtui.domain.value import dataclass
from coachtui.domain.wording import Wording
from coachtui.i18n import _, language
from coachtui.services.words.records import step_title
from coachtui.ui.cells import wrap
from coachtui.ui.keys.binding import bindings
from coachtui.ui.live.note_writing import NoteWriting
from coachtui.ui.live.pane import Pane, PaneHead
from coachtui.ui.live.view import LiveView
from coachtui.ui.live.work import LiveWork
from coachtui.ui.live.writing import Writing
from coachtui.ui.present import labelled, words
from coachtui.ui.widgets.clicks import span_at
from coachtui.ui.widgets.line_list import LineList
from coachtui.ui.widgets.lines import FixedLines, Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A text that explains the step; the cursor passes over it."""

    label: str
    text: str
    tone: str = "text"


Entry = Paragraph | Prompt | RecordField | Model


class ModelTabs(FixedLines):
    """The line with the names of the models; of the one in use, the letters of its steps."""

    def __init__(self) -> None:
        """Start with no models."""
        super().__init__(id="model-tabs")
        self._models: tuple[Model, ...] = ()
        self._model: Model | None = None
        self._session: Session | None = None

    def show(self, models: tuple[Model, ...], model: Model | None, session: Session) -> None:
        """Show which model and step is in use."""
        before = self._session
        same = before is not None and (before.steps, before.place.step) == (session.steps, session.place.step)
        if same and (self._models, self._model) == (models, model):
            return
        self._models, self._model, self._session = models, model, session
        self.update_lines()

    def on_click(self, event: events.Click) -> None:
        """Choose the model, or go to the step, that was clicked; keys do the same."""
        lines = self.compose_lines(self.size.width, self.size.height)
        index = span_at(lines[event.y], event.x) if event.y < len(lines) else None
        if index is None:
            return
        if event.y == 0:
            self.post_message(StepRows.Picked(index))
        elif index and self._model is not None and self._session is not None:
            ids = [step.id for step in self._model.steps]
            self.post_message(StepRows.StepWanted(index - 1 - ids.index(self._session.place.step)))

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return the line of models and the line of step letters."""
        del width, height
        tabs: list[tuple[str, str]] = []
        for index, model in enumerate(self._models, 1):
            here = self._model is not None and model.id == self._model.id
            tabs += [(f" {index} {words(model.name)} ", "on" if here else "muted")]
        return [tuple(tabs), self._letters()]

    def _letters(self) -> Line:
        if self._model is None or self._session is None:
            return ((" ", "text"),)
        spans: list[tuple[str, str]] = [(" ", "text")]
        for step in self._model.steps:
            record = self._session.step(self._model.id, step.id)
            mark, tone = _step_mark(self._model.id, step.id, record)
            here = step.id == self._session.place.step
            spans.append((f" {step.letter}{mark} ", "on" if here else tone))
        return tuple(spans)


def _step_mark(model: str, step: str, record: StepRecord | None) -> tuple[str, str]:
    """Return sign and tone of a step: done, begun or open."""
    if record is None or not (record.done or record.written):
        return "·", "muted"
    done = record.done or not done_by_tick_only(model, step)
    return ("✓", "good") if done else ("✎", "amber")


class StepRows(LineList):
    """The list of what belongs to the step in use: what it is for, prompts and fields."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("model")]

    class Picked(Message):
        """A model was chosen by its place."""

        def __init__(self, place: int) -> None:
            """Carry what is wanted."""
            super().__init__()
            self.place = place

    class StepWanted(Message):
        """The step after (1) or before (-1) is wanted."""

        def __init__(self, by: int) -> None:
            """Carry what is wanted."""
            super().__init__()
            self.by = by

    class Ticked(Message):
        """The step is done, or is not."""

    class PromptUsed(Message):
        """A prompt is to go into the notes."""

        def __init__(self, prompt: Prompt) -> None:
            """Carry what is wanted."""
            super().__init__()
            self.prompt = prompt

    class FieldWanted(Message):
        """A field is to be written in."""

        def __init__(self, field: RecordField) -> None:
            """Carry what is wanted."""
            super().__init__()
            self.field = field

    def __init__(self, smart_checks: Callable[[], tuple[tuple[str, Wording, Wording], ...]]) -> None:
        """Start without a step.

        Args:
            smart_checks: Returns letter, name and question of every check of a goal (R40), in order.
        """
        super().__init__(id="step-rows")
        self._entries: list[Entry] = []
        self._session: Session | None = None
        self._model: Model | None = None
        self._key: tuple[str, str, str] | None = None
        self._smart_checks = smart_checks

    def show(self, models: tuple[Model, ...], model: Model | None, session: Session, language: str) -> None:
        """Show the step the session is in, or when each model fits."""
        key = (model.id if model is not None else "", session.place.step, language)
        same_texts = self._session is not None and self._session.steps is session.steps
        if key == self._key and same_texts:
            self._session = session
            return
        moved = key != self._key
        self._key, self._session, self._model = key, session, model
        step = model.step(session.place.step) if model is not None else None
        self._entries = list(models) if step is None else self._step_entries(step)
        if moved:
            self.cursor = next((i for i in range(len(self._entries)) if self.selectable(i)), 0)
            self.scroll_to(y=0, animate=False, immediate=True)
        self.lay_out()

    def row_count(self) -> int:
        """Return the number of paragraphs, prompts and fields."""
        return len(self._entries)

    def selectable(self, row: int) -> bool:
        """Whether a row is a prompt, a field or a model to choose."""
        return not isinstance(self._entries[row], Paragraph)

    def shows_cursor(self) -> bool:
        """Mark the current row only while the pane has the keys."""
        return self.has_focus

    def row_lines(self, row: int, width: int) -> list[Line]:
        """Return the lines of one entry."""
        entry = self._entries[row]
        if isinstance(entry, Paragraph):
            text = labelled(entry.label, entry.text) if entry.label else entry.text
            return [((f" {line}", entry.tone),) for line in wrap(text, width - 2)]
        if isinstance(entry, Prompt):
            return _hanging("?", words(entry.text), width, "text")
        if isinstance(entry, Model):
            text = f"{words(entry.name)} – {words(entry.use_when)}"
            return _hanging(str(row + 1), text, width, "text")
        return self._field_lines(entry, width)

    def action_pick(self, place: int) -> None:
        """Choose a model."""
        self.ask(self.Picked(place))

    def action_step(self, by: int) -> None:
        """Go to another step."""
        self.ask(self.StepWanted(by))

    def action_tick(self) -> None:
        """Say that the step is done, or that it is not."""
        self.ask(self.Ticked())

    def action_cursor(self, by: int) -> None:
        """Move the cursor."""
        if not self.step(by) and by < 0:
            self.scroll_to(y=0, animate=False, immediate=True)

    def action_use(self) -> None:
        """Use a prompt, write in a field or choose a model."""
        entry = self._entries[self.cursor] if self._entries else None
        if isinstance(entry, Prompt):
            self.ask(self.PromptUsed(entry))
        elif isinstance(entry, RecordField):
            self.ask(self.FieldWanted(entry))
        elif isinstance(entry, Model):
            self.ask(self.Picked(self.cursor))

    def _step_entries(self, step: ModelStep) -> list[Entry]:
        return [
            Paragraph(label="", text=f"{step.letter}  {step_title(step.letter, step.name)}", tone="strong"),
            Paragraph(label="", text=words(step.purpose)),
            Paragraph(label=_("You"), text=words(step.lead_do), tone="muted"),
            *step.prompts,
            *step.fields,
            *_checks(self._model, step, self._smart_checks),
            Paragraph(label=_("Done when"), text=words(step.done_when), tone="muted"),
        ]

    def _field_lines(self, field: RecordField, width: int) -> list[Line]:
        record = None
        if self._session is not None and self._model is not None:
            record = self._session.step(self._model.id, self._session.place.step)
        text = record.fields.get(field.id, "") if record is not None else ""
        head: Line = ((f" ▤ {words(field.label)}", "accent"), ("" if text else "  …", "muted"))
        return [head, *(((f"   {line}", "text"),) for line in wrap(text, width - 4) if text)]


def _checks(
    model: Model | None, step: ModelStep, checks: Callable[[], tuple[tuple[str, Wording, Wording], ...]]
) -> list[Paragraph]:
    """Return what a goal is checked by, where the step is the one that agrees on goals (R40)."""
    if model is None or not done_by_tick_only(model.id, step.id):
        return []
    return [
        Paragraph(label=f"{letter}  {words(name)}", text=words(check)) for letter, name, check in checks()
    ]


def _hanging(mark: str, text: str, width: int, tone: str) -> list[Line]:
    first, *rest = wrap(text, width - 4)
    return [((f" {mark} ", "accent"), (first, tone)), *(((f"   {line}", tone),) for line in rest)]


class ModelPane(Pane):
    """The pane with the models and the step in use; carries out what is asked of them."""

    BINDING = "pane.model"

    def __init__(self, work: LiveWork, notes: NoteWriting) -> None:
        """Take what the model is used for.

        Args:
            work: The session.
            notes: The note line, in which fields and answers to prompts are written.
        """
        super().__init__(id="pane-model")
        self._work = work
        self._notes = notes

    def compose(self) -> ComposeResult:
        """Lay out head, models and step."""
        yield PaneHead(self.BINDING)
        yield ModelTabs()
        rows = StepRows(self._work.place.coach.program.content.smart_checks)
        rows.asks = self
        yield rows

    def show(self, view: LiveView) -> None:
        """Show the model and step a session is in."""
        models, model = self._work.models, self._work.model
        self.query_one(ModelTabs).show(models, model, view.session)
        self.query_one(StepRows).show(models, model, view.session, language())

    def on_step_rows_picked(self, message: StepRows.Picked) -> None:
        """Use another model; what was entered stays."""
        work = self._work
        model = work.whole_model(message.place)
        if model is None:
            return
        record = next((s for s in reversed(work.open_session.session.steps) if s.model == model.id), None)
        step = record.step if record is not None else model.steps[0].id
        work.conduct(c.PickModel(model=ModelRef(id=model.id, version=model.version), step=step))

    def on_step_rows_ticked(self) -> None:
        """Say that the step is done, or that it is not; a read session says that it can only be read."""
        if not self._work.conduct(c.TickStep()):
            return
        session = self._work.open_session.session
        record = session.step(session.model.id if session.model is not None else "", session.place.step)
        done = record is not None and record.done
        self._work.place.say(_("The step is done.") if done else _("The step is open again."), "good")

    def on_step_rows_step_wanted(self, message: StepRows.StepWanted) -> None:
        """Go to the step after or before."""
        work, model = self._work, self._work.model
        if model is None:
            work.place.refuse(_("Choose a model first: 1, 2 or 3."))
            return
        ids = [step.id for step in model.steps]
        index = ids.index(work.open_session.session.place.step) + message.by
        if 0 <= index < len(ids):
            work.conduct(c.ShowStep(step=ids[index]))
        else:
            end = _("This is the last step.") if message.by > 0 else _("This is the first step.")
            work.place.refuse(end)

    def on_step_rows_prompt_used(self, message: StepRows.PromptUsed) -> None:
        """Put a prompt into the note line, ready for the answer."""
        session = self._work.open_session.session
        if session.model is None or not self._notes.require_writable():
            return
        link = Link(model=session.model.id, step=session.place.step)
        prompt = words(message.prompt.text)
        kept = next((d for d in session.drafts if d.link == link and d.text.startswith(prompt)), None)
        if kept is not None:
            self._notes.resume(kept)
        else:
            self._notes.open(replace(self._notes.new_note("question"), link=link, offered=prompt))

    def on_step_rows_field_wanted(self, message: StepRows.FieldWanted) -> None:
        """Write in a field of the step."""
        session = self._work.open_session.session
        if session.model is not None and self._notes.require_writable():
            self._notes.open(Writing(field=(session.model.id, session.place.step, message.field.id)))
