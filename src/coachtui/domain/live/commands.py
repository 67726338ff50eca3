"""The commands of a live session, as frozen values; ``reduce`` carries them out."""

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
    """Any command of a live session.

    Its class may also say ``may_wait``: it is saved a moment later, like typed text. And ``ends_step``: it
    records the time spent in the step of a model that is on screen.
    """

    goes_back: ClassVar[GoesBack]


def may_wait(command: Command) -> bool:
    """Return whether a command may wait a moment before it is saved; all others are saved at once (R4)."""
    return bool(getattr(command, "may_wait", False))


def ends_step(command: Command) -> bool:
    """Return whether a command records the time spent in the step on screen (R38)."""
    return bool(getattr(command, "ends_step", False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The time at which a command was given.

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
    """One item of one contact's form; ``evaluation_id`` is used if this is the form's first answer."""

    contact_id: str
    form_id: str
    item_id: str
    evaluation_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerItem:
    """Answer an item with one of its values."""

    goes_back: ClassVar[GoesBack] = "step"
    target: Target
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkNotApplicable:
    """Mark an item as not applicable, where the item allows it (R16)."""

    goes_back: ClassVar[GoesBack] = "step"
    target: Target


@dataclass(frozen=True, slots=True, kw_only=True)
class ToggleStar:
    """Mark an answered item as a strength, or remove the mark (R16)."""

    goes_back: ClassVar[GoesBack] = "step"
    target: Target


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearAnswer:
    """Clear the answer to an item."""

    goes_back: ClassVar[GoesBack] = "step"
    target: Target


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRestNotApplicable:
    """Mark every open item that allows it as not applicable, on every form begun (R19)."""

    goes_back: ClassVar[GoesBack] = "step"


@dataclass(frozen=True, slots=True, kw_only=True)
class StartCall:
    """Start the call of the last contact, or of a new contact when that one has ended.

    ``contact_id`` is used for a new contact.
    """

    goes_back: ClassVar[GoesBack] = "step"
    contact_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndCall:
    """End the running call, with its hold and phase."""

    goes_back: ClassVar[GoesBack] = "step"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToggleHold:
    """Put the customer on hold, or take them off hold."""

    goes_back: ClassVar[GoesBack] = "step"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPhase:
    """Enter the next phase of the call."""

    goes_back: ClassVar[GoesBack] = "step"


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviousPhase:
    """Enter the previous phase of the call, as a new stretch."""

    goes_back: ClassVar[GoesBack] = "step"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddMark:
    """Mark the present moment (R8)."""

    goes_back: ClassVar[GoesBack] = "step"
    mark_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepDraft:
    """Save the text of an unfinished note as far as it is typed; an empty text drops the draft."""

    goes_back: ClassVar[GoesBack] = "letters"
    may_wait: ClassVar[bool] = True
    draft: Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNote:
    """Turn a draft into a note, or into the new text of the note it edits.

    An empty text removes the edited note; undo restores it.
    """

    goes_back: ClassVar[GoesBack] = "step"
    note_id: str
    draft: Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class DropDraft:
    """Drop an unfinished edit of a note."""

    goes_back: ClassVar[GoesBack] = "step"
    draft: Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveNote:
    """Remove a note."""

    goes_back: ClassVar[GoesBack] = "step"
    note_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextContact:
    """Open the next contact without starting its call."""

    goes_back: ClassVar[GoesBack] = "step"
    contact_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakOff:
    """Mark a contact as broken off, which ends its call and closes its forms; or remove that mark."""

    goes_back: ClassVar[GoesBack] = "step"
    contact_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveContact:
    """Remove a contact with everything recorded about it.

    ``new_id`` is used for the empty contact that a session always keeps.
    """

    goes_back: ClassVar[GoesBack] = "step"
    contact_id: str
    new_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowContact:
    """Show the forms of another contact: ``step`` -1 is the previous one, 1 the next."""

    goes_back: ClassVar[GoesBack] = "passed over"
    may_wait: ClassVar[bool] = True
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowForm:
    """Show the tab of another form."""

    goes_back: ClassVar[GoesBack] = "passed over"
    may_wait: ClassVar[bool] = True
    form_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribeContact:
    """Set the reference and channel of a contact (R10)."""

    goes_back: ClassVar[GoesBack] = "step"
    contact_id: str
    reference: str
    channel: Channel | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PickModel:
    """Choose another coaching model; what was entered in others stays (R37)."""

    goes_back: ClassVar[GoesBack] = "step"
    ends_step: ClassVar[bool] = True
    model: ModelRef
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowStep:
    """Show another step of the model in use; the time spent is recorded for the step that is left."""

    goes_back: ClassVar[GoesBack] = "passed over"
    ends_step: ClassVar[bool] = True
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseStep:
    """Record the time spent in the step on screen, and whether it is done, on leaving the session."""

    goes_back: ClassVar[GoesBack] = "passed over"
    ends_step: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TickStep:
    """Tick the step on screen as done, or remove the tick."""

    goes_back: ClassVar[GoesBack] = "step"


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteField:
    """Save the text of one field of a step as far as it is typed."""

    goes_back: ClassVar[GoesBack] = "letters"
    may_wait: ClassVar[bool] = True
    model: str
    step: str
    field: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveToAgent:
    """Move a session that was begun with the wrong agent to the right one."""

    goes_back: ClassVar[GoesBack] = "step"
    agent_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """Finish the session: close every evaluation, turn drafts into notes, make it final (R19).

    ``note_ids`` holds a new id for each draft; surplus ids are ignored.
    """

    goes_back: ClassVar[GoesBack] = "closes"
    ends_step: ClassVar[bool] = True
    note_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepAsDraft:
    """Leave the session as a draft, to be completed later."""

    goes_back: ClassVar[GoesBack] = "step"
    ends_step: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Heartbeat:
    """Record that the program is still running during a call, so that a restart knows how long it was not."""

    goes_back: ClassVar[GoesBack] = "passed over"
    may_wait: ClassVar[bool] = True
