"""Everything a lead can ask of a live session, as frozen values; ``reduce`` carries them out."""

from __future__ import annotations

from datetime import datetime

from coachtui.domain.contact import Channel
from coachtui.domain.note import Draft
from coachtui.domain.session import ModelRef
from coachtui.domain.value import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When a command was given.

    Attributes:
        at: Wall time with offset.
        call_s: Seconds into the running call; ``None`` outside a call.
        step_s: Seconds the lead worked in the step on screen since its time was last recorded.
    """

    at: datetime
    call_s: float | None = None
    step_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One item on one contact's form; ``evaluation_id`` is used when this answer is its first."""

    contact_id: str
    form_id: str
    item_id: str
    evaluation_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerItem:
    """Answer an item with a value of its answer type."""

    target: Target
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkNotApplicable:
    """The moment did not occur; only where the item allows it (R16)."""

    target: Target


@dataclass(frozen=True, slots=True, kw_only=True)
class ToggleStar:
    """Mark an answered item as a strength, or take that back (R16)."""

    target: Target


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearAnswer:
    """Take the answer of an item away."""

    target: Target


@dataclass(frozen=True, slots=True, kw_only=True)
class RestNotApplicable:
    """Set n/a on every open item that allows it, on every form begun (R19)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartCall:
    """Start the call of the last contact, or of a new one when that has ended.

    ``contact_id`` is used when a new contact is opened.
    """

    contact_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndCall:
    """End the running call; closes hold and phase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToggleHold:
    """Put the customer on hold, or take them back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPhase:
    """Go on to the next phase of the call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviousPhase:
    """Open a new stretch of the phase before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddMark:
    """Mark the moment (R8)."""

    mark_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepDraft:
    """Keep a note as far as it is typed; an empty text drops the draft."""

    draft: Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNote:
    """Turn what was typed into a note, or into the new text of the note it edits.

    The text of an edited note may be empty: the note is then taken away (undo brings it back).
    """

    note_id: str
    draft: Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class DropDraft:
    """Drop an unfinished change of a note."""

    draft: Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveNote:
    """Take a note away."""

    note_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextContact:
    """Open the next contact without starting its call."""

    contact_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakOff:
    """A contact broke off: its call ends, its forms close with what was answered; again takes that back."""

    contact_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveContact:
    """Take a contact away with everything captured about it.

    ``new_id`` is used for the untouched contact that a session keeps at least.
    """

    contact_id: str
    new_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowContact:
    """Show the forms of another contact: ``step`` -1 is the one before, 1 the one after."""

    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowForm:
    """Show another form's tab."""

    form_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribeContact:
    """Set reference and channel of a contact (R10)."""

    contact_id: str
    reference: str
    channel: Channel | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PickModel:
    """Use another coaching model; what was entered stays (R37)."""

    model: ModelRef
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowStep:
    """Go to a step of the model in use; the time spent goes to the step that is left."""

    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseStep:
    """Record the time spent in the step on screen, and whether it is done, because the session is left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TickStep:
    """Say that the step on screen is done, or that it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteField:
    """Keep the text of one field of a step as far as it is typed."""

    model: str
    step: str
    field: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveToAgent:
    """The session was begun with the wrong agent."""

    agent_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """Close every evaluation and the session (R19); notes still being typed become notes.

    ``note_ids`` holds a new id for each of the session's drafts; more do no harm.
    """

    note_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepAsDraft:
    """Leave the session as a draft to be completed later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StillHere:
    """The program still runs beside the call; a restart measures from here how long it was gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeUpAgain:
    """Go on with a draft: it is live again."""


Command = (
    AnswerItem
    | MarkNotApplicable
    | ToggleStar
    | ClearAnswer
    | RestNotApplicable
    | StartCall
    | EndCall
    | ToggleHold
    | NextPhase
    | PreviousPhase
    | AddMark
    | KeepDraft
    | AddNote
    | DropDraft
    | RemoveNote
    | NextContact
    | BreakOff
    | RemoveContact
    | ShowContact
    | ShowForm
    | DescribeContact
    | PickModel
    | ShowStep
    | CloseStep
    | TickStep
    | WriteField
    | MoveToAgent
    | Finish
    | KeepAsDraft
    | StillHere
    | TakeUpAgain
)


UNDOABLE = (
    AnswerItem,
    MarkNotApplicable,
    ToggleStar,
    ClearAnswer,
    RestNotApplicable,
    StartCall,
    EndCall,
    ToggleHold,
    NextPhase,
    PreviousPhase,
    AddMark,
    AddNote,
    RemoveNote,
    NextContact,
    BreakOff,
    RemoveContact,
    DescribeContact,
)
"""Commands that undo takes back (R5); the others move about or keep text as it is typed."""
