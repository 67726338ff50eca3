"""Everything a lead can ask of a live session, as frozen values; ``reduce`` carries them out."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Literal, Protocol

from coachtui.domain.contact import Channel
from coachtui.domain.note import Draft
from coachtui.domain.session import ModelRef
from coachtui.domain.value import dataclass

GoesBack = Literal["step", "letters", "passed over", "closes"]
"""What undo makes of a command (R5).

``step`` is taken back by itself; ``letters`` are part of a text, one by one while it is being written and
all together afterwards; ``passed over`` captures nothing, so that undo goes on to the command before it;
``closes`` ends the session, and what takes that back stands outside of it.
"""


class Command(Protocol):
    """Anything that can be asked."""

    goes_back: ClassVar[GoesBack]


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

    goes_back: ClassVar[GoesBack] = "step"
    target: Target
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkNotApplicable:
    """The moment did not occur; only where the item allows it (R16)."""

    goes_back: ClassVar[GoesBack] = "step"
    target: Target


@dataclass(frozen=True, slots=True, kw_only=True)
class ToggleStar:
    """Mark an answered item as a strength, or take that back (R16)."""

    goes_back: ClassVar[GoesBack] = "step"
    target: Target


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearAnswer:
    """Take the answer of an item away."""

    goes_back: ClassVar[GoesBack] = "step"
    target: Target


@dataclass(frozen=True, slots=True, kw_only=True)
class RestNotApplicable:
    """Set n/a on every open item that allows it, on every form begun (R19)."""

    goes_back: ClassVar[GoesBack] = "step"


@dataclass(frozen=True, slots=True, kw_only=True)
class StartCall:
    """Start the call of the last contact, or of a new one when that has ended.

    ``contact_id`` is used when a new contact is opened.
    """

    goes_back: ClassVar[GoesBack] = "step"
    contact_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndCall:
    """End the running call; closes hold and phase."""

    goes_back: ClassVar[GoesBack] = "step"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToggleHold:
    """Put the customer on hold, or take them back."""

    goes_back: ClassVar[GoesBack] = "step"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPhase:
    """Go on to the next phase of the call."""

    goes_back: ClassVar[GoesBack] = "step"


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviousPhase:
    """Open a new stretch of the phase before."""

    goes_back: ClassVar[GoesBack] = "step"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddMark:
    """Mark the moment (R8)."""

    goes_back: ClassVar[GoesBack] = "step"
    mark_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepDraft:
    """Keep a note as far as it is typed; an empty text drops the draft."""

    goes_back: ClassVar[GoesBack] = "letters"
    draft: Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNote:
    """Turn what was typed into a note, or into the new text of the note it edits.

    The text of an edited note may be empty: the note is then taken away (undo brings it back).
    """

    goes_back: ClassVar[GoesBack] = "step"
    note_id: str
    draft: Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class DropDraft:
    """Drop an unfinished change of a note."""

    goes_back: ClassVar[GoesBack] = "step"
    draft: Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveNote:
    """Take a note away."""

    goes_back: ClassVar[GoesBack] = "step"
    note_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextContact:
    """Open the next contact without starting its call."""

    goes_back: ClassVar[GoesBack] = "step"
    contact_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakOff:
    """A contact broke off: its call ends, its forms close with what was answered; again takes that back."""

    goes_back: ClassVar[GoesBack] = "step"
    contact_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveContact:
    """Take a contact away with everything captured about it.

    ``new_id`` is used for the untouched contact that a session keeps at least.
    """

    goes_back: ClassVar[GoesBack] = "step"
    contact_id: str
    new_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowContact:
    """Show the forms of another contact: ``step`` -1 is the one before, 1 the one after."""

    goes_back: ClassVar[GoesBack] = "passed over"
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowForm:
    """Show another form's tab."""

    goes_back: ClassVar[GoesBack] = "passed over"
    form_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribeContact:
    """Set reference and channel of a contact (R10)."""

    goes_back: ClassVar[GoesBack] = "step"
    contact_id: str
    reference: str
    channel: Channel | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PickModel:
    """Use another coaching model; what was entered stays (R37)."""

    goes_back: ClassVar[GoesBack] = "step"
    model: ModelRef
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowStep:
    """Go to a step of the model in use; the time spent goes to the step that is left."""

    goes_back: ClassVar[GoesBack] = "passed over"
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseStep:
    """Record the time spent in the step on screen, and whether it is done, because the session is left."""

    goes_back: ClassVar[GoesBack] = "passed over"


@dataclass(frozen=True, slots=True, kw_only=True)
class TickStep:
    """Say that the step on screen is done, or that it is not."""

    goes_back: ClassVar[GoesBack] = "step"


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteField:
    """Keep the text of one field of a step as far as it is typed."""

    goes_back: ClassVar[GoesBack] = "letters"
    model: str
    step: str
    field: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveToAgent:
    """The session was begun with the wrong agent."""

    goes_back: ClassVar[GoesBack] = "step"
    agent_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """Close every evaluation and the session (R19); notes still being typed become notes.

    ``note_ids`` holds a new id for each of the session's drafts; more do no harm.
    """

    goes_back: ClassVar[GoesBack] = "closes"
    note_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepAsDraft:
    """Leave the session as a draft to be completed later."""

    goes_back: ClassVar[GoesBack] = "step"


@dataclass(frozen=True, slots=True, kw_only=True)
class StillHere:
    """The program still runs beside the call; a restart measures from here how long it was gone."""

    goes_back: ClassVar[GoesBack] = "passed over"
