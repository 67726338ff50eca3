"""How what is told of a session looks on the screen: a paragraph for each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rich.cells import cell_len

from coachtui.domain.passage import (
    Afterword,
    Chapter,
    Fact,
    FactKind,
    FilledForm,
    NoteBlock,
    Opening,
    PhaseTime,
    PlaceKind,
    PreviousValue,
    RowAnswer,
    SectionScore,
    SessionBlock,
    StepWork,
)
from coachtui.domain.value import dataclass
from coachtui.i18n import _
from coachtui.ui.cells import fit
from coachtui.ui.live.notes import note_lines
from coachtui.ui.paragraph import BLANK, Paragraph, Part
from coachtui.ui.present import answer_mark, clock, labelled, tag_label
from coachtui.ui.widgets.lines import Line, Span
from coachtui.ui.words.sessions import STATUS

_WHOLE: dict[FactKind, tuple[Span, str]] = {
    "no call": (("  ", "text"), "muted"),
    "holds": (("  ‖ ", "accent"), "text"),
    "long holds": (("  ‼ ", "amber"), "amber"),
    "rater": (("   ", "text"), "muted"),
    "breaches": (("   ✗ ", "critical"), "critical"),
    "form lost": (("   ‼ ", "amber"), "amber"),
    "bare answer": (("     ", "text"), "text"),
}
"""What stands before a fact that is one text with its label, and the tone of that text."""

_INDENTS: dict[PlaceKind, str] = {"contact": "  ", "row": "       ", "note": "    ", "field": "         "}
"""What stands before what stood in a place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteParagraph:
    """A note or moment as a part of the text."""

    told: NoteBlock
    begins: bool = False

    def lines(self, width: int) -> list[Line]:
        """Return its lines."""
        return [((" ", "text"), *line) for line in note_lines(self.told, width - 1)]


def paragraphs_of(told: SessionBlock) -> Iterator[Part]:
    """Yield one thing that is told of a session as paragraphs."""
    match told:
        case Opening():
            yield from _opening(told)
        case Chapter():
            yield BLANK
            yield _heading("  ·  ".join(told.titles))
        case Fact():
            yield from _fact(told)
        case FilledForm() | SectionScore() | RowAnswer():
            yield from _of_form(told)
        case NoteBlock():
            yield _draft(told) if told.kind == "draft" else NoteParagraph(told=told)
        case _:
            yield _paragraph(told)


def _opening(told: Opening) -> Iterator[Paragraph]:
    """Yield what kind of session it is, and when and how it was."""
    glyph, _word, tone = STATUS[told.status]
    for fact in told.facts:
        if fact.kind == "kind":
            yield _heading(fact.text)
        elif fact.kind == "status":
            yield _labelled(fact.label, f"{glyph} {fact.text}", tone=tone)
            yield _labelled(_("Began"), told.began)
        else:
            yield _labelled(fact.label, fact.text)


def _fact(told: Fact) -> Iterator[Paragraph]:
    text = labelled(told.label, told.text) if told.label else told.text
    if told.kind == "usual rater":
        return
    if told.kind in _WHOLE:
        before, tone = _WHOLE[told.kind]
        yield Paragraph(lead=(before,), text=text, tone=tone)
    else:
        yield _labelled(told.label, told.text, indent="       " if told.kind == "field" else "  ")


def _of_form(told: FilledForm | SectionScore | RowAnswer) -> Iterator[Paragraph]:
    match told:
        case FilledForm():
            yield BLANK
            given = "" if told.given == told.total else f"  {told.given}/{told.total}"
            score = ((f"{_('Score')} ", "muted"), (f"{told.score}{given} ", "strong"))
            name = f"{told.name} {told.version}".rstrip()
            tail = score if told.score else ()
            yield Paragraph(lead=((" ▌ ", "accent"),), text=name, tone="strong", tail=tail)
        case SectionScore():
            tail = ((f"{told.given}/{told.total}  ", "muted"), (f"{told.score:>5} ", "strong"))
            yield Paragraph(lead=(("   ", "text"),), text=told.name, tone="accent", tail=tail)
        case RowAnswer(answer=answer):
            glyph, _word, tone = answer_mark(told.item, answer)
            word = fit(told.word, _widest(told.column))
            star = (("★ ", "star"),) if answer is not None and answer.star else ()
            lead = (("     ", "text"), (f"{glyph} {word}  ", tone))
            tone = "text" if answer is not None else "muted"
            yield Paragraph(lead=lead, text=told.label, tone=tone, tail=star)


def _paragraph(told: PhaseTime | StepWork | PreviousValue | Afterword) -> Paragraph:
    match told:
        case PhaseTime():
            name = fit(told.name, _widest(told.column))
            spent = f"{told.spent:>5}  {told.share:>5}"
            return Paragraph(lead=((f"  ▸ {_('Phase')} {name}  ", "muted"),), text=spent)
        case StepWork():
            mark = ("✓ ", "good") if told.done else ("· ", "muted")
            letter = ((f"{told.letter}  ", "accent"),) if told.letter else ()
            tail = ((f"{told.spent} ", "muted"),)
            return Paragraph(lead=(("  ", "text"), mark, *letter), text=told.name, tone="strong", tail=tail)
        case PreviousValue():
            before = f"{_INDENTS[told.place]}↺ {labelled(_('Corrected'))}"
            return Paragraph(lead=((before, "amber"),), text=told.text, tone="muted")
        case Afterword():
            return Paragraph(lead=((f"  {told.at}  ", "muted"),), text=told.text)


def _draft(told: NoteBlock) -> Paragraph:
    stamp = f"  {told.at.strftime('%H:%M')} {clock(told.call_s):>5} {tag_label(told.tag)} "
    about = f" [{told.about}]" if told.about else ""
    return Paragraph(lead=((stamp, "muted"),), text=told.text + about)


@lru_cache(maxsize=1)
def _widest(column: tuple[str, ...]) -> int:
    """Return the cells of the widest; every row of a column asks, one column after the other."""
    return max(map(cell_len, column))


def _heading(text: str) -> Paragraph:
    return Paragraph(lead=((" ", "text"),), text=text, tone="head")


def _labelled(label: str, text: str, *, indent: str = "  ", tone: str = "text") -> Paragraph:
    return Paragraph(lead=((f"{indent}{labelled(label)}", "muted"),), text=text, tone=tone)
