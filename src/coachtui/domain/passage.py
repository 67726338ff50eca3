"""Building blocks of readable texts about sessions, independent of the output format.

A format (Markdown, HTML, the screen) is given ``Passage`` values: headings and list points. The semantic step
before that is ``SessionBlock``: already in words, but still typed as an answer, a note or a correction, so
that each format can lay it out in its own way.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from coachtui.domain.evaluation import Answer
from coachtui.domain.form import Item
from coachtui.domain.note import Tag
from coachtui.domain.session import SessionStatus
from coachtui.domain.value import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A heading or a list point of a readable text.

    Attributes:
        kind: Heading or point.
        level: Depth of the heading from 1 on; of a point, how many others it is part of.
        text: The words; never markup.
    """

    kind: Literal["heading", "point"]
    level: int
    text: str


def heading(level: int, text: str) -> Passage:
    """Return a heading; level 1 is the title of the whole text."""
    return Passage(kind="heading", level=level, text=text)


def point(text: str, level: int = 0) -> Passage:
    """Return a list point; one of level 1 belongs to the point before it."""
    return Passage(kind="point", level=level, text=text)


SessionFact = Literal["kind", "status", "ended", "setting", "lead"]
CallFact = Literal["no call", "call", "holds", "long holds", "moments"]
FormFact = Literal["usual rater", "rater", "breaches", "form lost", "bare answer"]
FactKind = SessionFact | CallFact | FormFact | Literal["field"]
"""What a fact is about: the session, the call, a form, a step of a model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A labelled value.

    Attributes:
        kind: The subject of the fact; a format need not know it to show the fact.
        label: Its name; empty where the text says all.
        text: Its value.
    """

    kind: FactKind
    label: str = ""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The introduction of a session.

    Attributes:
        began: Date and time of its start.
        people: The names of its agents.
        status: The status of the session.
        facts: Kind, status, end, setting and further details of the session, in order.
    """

    began: str
    people: str
    status: SessionStatus
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """The heading of a part of a session.

    Attributes:
        titles: The parts of the title.
        of_contact: Whether it is a part of the contact before it.
    """

    titles: tuple[str, ...]
    of_contact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseTime:
    """The time spent in one phase of a call.

    Attributes:
        name: The name of the phase.
        spent: The time.
        share: Its share of the call.
        column: The names of all phases of the call, for formats that set them under one another.
    """

    name: str
    spent: str
    share: str
    column: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledForm:
    """The heading of a filled-in form.

    Attributes:
        name: Its name, or its id where the form is lost.
        version: Its version where the form is lost, else empty.
        score: The score with its possible range; empty where the form is lost.
        given: Number of answered items.
        total: Number of items.
    """

    name: str
    version: str = ""
    score: str = ""
    given: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionScore:
    """The heading of a form section with its score.

    Attributes:
        name: Its name.
        score: Its score so far.
        given: Number of answered items.
        total: Number of items.
    """

    name: str
    score: str
    given: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RowAnswer:
    """The answer to one form item.

    Attributes:
        label: The label of the item.
        word: The word of the answer.
        item: The item.
        answer: The answer, or ``None`` where it is open.
        column: The words of all answers of the form, for formats that set them under one another.
    """

    label: str
    word: str
    item: Item
    answer: Answer | None
    column: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteBlock:
    """A note, a draft of a note, or a marked moment.

    Attributes:
        kind: Note, draft or moment.
        at: Wall time with offset.
        call_s: Seconds into the call; ``None`` outside a call.
        tag: The kind of note, or ``None``.
        text: The text; empty for a moment.
        about: The subject in words; empty without one.
    """

    kind: Literal["note", "draft", "moment"]
    at: datetime
    call_s: float | None
    tag: Tag | None = None
    text: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWork:
    """The heading of a coaching model's step that was worked in.

    Attributes:
        letter: The letter of the step in the name of the model; empty where the step is not known.
        name: Its name, or its id where it is not known.
        spent: The time in it.
        done: Whether it is done.
    """

    letter: str
    name: str
    spent: str
    done: bool


PlaceKind = Literal["contact", "row", "note", "field"]
"""Where a correction was made: in a detail of a contact, a row of a form, a note, a field of a step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviousValue:
    """The value that a correction replaced (R86).

    Attributes:
        place: The kind of thing corrected.
        text: The value, until when it stood, and why it was changed.
    """

    place: PlaceKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Afterword:
    """What followed the session: a correction or an agent's statement.

    Attributes:
        at: Date and time.
        text: The correction or statement in words.
    """

    at: str
    text: str


SessionBlock = (
    Opening
    | Chapter
    | Fact
    | PhaseTime
    | FilledForm
    | SectionScore
    | RowAnswer
    | NoteBlock
    | StepWork
    | PreviousValue
    | Afterword
)
"""One thing that is told of a session."""
