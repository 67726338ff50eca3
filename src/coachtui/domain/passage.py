"""A text to read, in pieces that every format can show in its own way.

A format writes ``Passage``. What is told of a session comes before that, as ``Told``: in words, but with what
each of them is left for a format to tell, such as an answer, a note, or what stood before a correction.
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
    """One heading, or one point of a list.

    Attributes:
        kind: What it is.
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
    """Return a point of a list; one of level 1 says more about the one before it."""
    return Passage(kind="point", level=level, text=text)


SessionFact = Literal["kind", "status", "ended", "setting", "lead"]
CallFact = Literal["no call", "call", "holds", "long holds", "moments"]
FormFact = Literal["usual rater", "rater", "breaches", "form lost", "bare answer"]
FactKind = SessionFact | CallFact | FormFact | Literal["field"]
"""What a fact is about: the session, the call, a form, a step of a model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that has a name and a value.

    Attributes:
        kind: What it is about; a format need not know it to show the fact.
        label: Its name; empty where the text says all.
        text: Its value.
    """

    kind: FactKind
    label: str = ""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """How a session is introduced.

    Attributes:
        began: Date and time of its start.
        people: The names of its agents.
        status: How far it is.
        facts: What sort of session it was, in order.
    """

    began: str
    people: str
    status: SessionStatus
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """The heading of a part of a session.

    Attributes:
        titles: What it says, in as many parts as there are things to say.
        of_contact: Whether it is a part of the contact before it.
    """

    titles: tuple[str, ...]
    of_contact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseTime:
    """How long one phase of a call took.

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
    """The heading of a form that somebody filled in.

    Attributes:
        name: Its name, or its id where no copy of it is left.
        version: Its version where no copy of it is left, else empty.
        score: The score with the range that is possible; empty where no copy of the form is left.
        given: How many rows were answered.
        total: How many rows there are.
    """

    name: str
    version: str = ""
    score: str = ""
    given: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionScore:
    """The heading of a section of a form.

    Attributes:
        name: Its name.
        score: Its score so far.
        given: How many of its rows were answered.
        total: How many rows it has.
    """

    name: str
    score: str
    given: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RowAnswer:
    """The answer of a row of a form.

    Attributes:
        label: What the row says.
        word: The word of the answer.
        item: The row.
        answer: The answer, or ``None`` where it is open.
        column: The words of all answers of the form, for formats that set them under one another.
    """

    label: str
    word: str
    item: Item
    answer: Answer | None
    column: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A note, a note that was not finished, or a moment that was marked.

    Attributes:
        kind: Which of them.
        at: Wall time with offset.
        call_s: Seconds into the call; ``None`` outside a call.
        tag: What kind of note, or ``None``.
        text: What was written; empty of a moment.
        about: What it is about; empty where it is about nothing else.
    """

    kind: Literal["note", "draft", "moment"]
    at: datetime
    call_s: float | None
    tag: Tag | None = None
    text: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWork:
    """A step of a coaching model that was worked in.

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
class StoodBefore:
    """What stood in a place before it was corrected (R86).

    Attributes:
        place: In what.
        text: What stood, until when, and why it was changed.
    """

    place: PlaceKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Afterword:
    """What came after the session: a correction, or what an agent says about it.

    Attributes:
        at: Date and time.
        text: What it says.
    """

    at: str
    text: str


Told = (
    Opening
    | Chapter
    | Fact
    | PhaseTime
    | FilledForm
    | SectionScore
    | RowAnswer
    | Noted
    | StepWork
    | StoodBefore
    | Afterword
)
"""One thing that is told of a session."""
