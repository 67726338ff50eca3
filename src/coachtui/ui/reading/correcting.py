"""Choosing what of a final session to correct, and the answer that is to stand (R86)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from coachtui.domain.errors import Refused
from coachtui.domain.evaluation import Evaluation
from coachtui.domain.form import Item
from coachtui.domain.note import Note
from coachtui.domain.session import Session
from coachtui.i18n import _
from coachtui.services.results import Result
from coachtui.services.words.records import answer_word
from coachtui.services.words.sentences import sentence
from coachtui.ui.keys.binding import bindings
from coachtui.ui.places import shown_at
from coachtui.ui.present import answer_keys, answer_mark, clock, words
from coachtui.ui.screens.question import Option, OptionRows, QuestionScreen
from coachtui.ui.screens.searching import Hit, SearchScreen


class CorrectChoice(SearchScreen):
    """Asks what of a session is to be corrected: an answer, a note, what else was typed; letters filter."""

    SCOPES = shown_at("CorrectChoice")

    def __init__(
        self,
        session: Session,
        results: Sequence[Result],
        answer: Callable[[Result, Item], None],
        note: Callable[[Note], None],
        details: Iterable[Hit] = (),
    ) -> None:
        """Take the session and who is told of the choice.

        Args:
            session: A final session.
            results: Its evaluations with their forms.
            answer: Told which row of which evaluation.
            note: Told which note.
            details: Whatever else may be corrected.
        """
        super().__init__()
        self._session = session
        self._results = results
        self._answer = answer
        self._note = note
        self._details = tuple(details)

    def title_text(self) -> str:
        """Return the question."""
        return _("What is to be corrected?")

    def every_hit(self) -> list[Hit]:
        """Return a row per item of every form filled in, and one per note."""
        numbers = {contact.id: str(number) for number, contact in enumerate(self._session.contacts, 1)}
        several = len(numbers) > 1
        hits = []
        for result in self._results:
            contact = numbers.get(result.evaluation.contact_id, "") if several else ""
            for item in result.form.items():
                answer = result.evaluation.answers.get(item.id)
                reached = item.id not in result.evaluation.not_reached
                stands = f"{answer_mark(item, answer, reached=reached)[1]}  ·  {words(result.form.name)}"
                right = f"# {contact}" if contact else ""
                hits.append(Hit(words(item.label), stands, right, partial(self._answer, result, item)))
        notes = (
            Hit(_("Note"), note.text, clock(note.call_s), partial(self._note, note))
            for note in self._session.notes
        )
        return [*hits, *notes, *self._details]


class AnswerRows(OptionRows):
    """The values to choose from, without numbers; where none is recorded none is lit, Enter gives none."""

    class NothingLit(Message):
        """Enter was pressed before an answer was chosen."""

    nothing_lit = False
    """Whether no answer has been chosen yet."""

    def row_mark(self, row: int) -> str:
        """Return nothing: no key gives an answer at once."""
        del row
        return " "

    def shows_cursor(self) -> bool:
        """Whether an answer is chosen."""
        return not self.nothing_lit

    def action_cursor(self, by: int) -> None:
        """Go to the answer after or before; the first time to the first or the last."""
        if self.nothing_lit:
            self.choose(0 if by > 0 else self.row_count() - 1)
        else:
            self.step(by)

    def action_take(self) -> None:
        """Give the answer that is lit."""
        if self.nothing_lit:
            self.ask(self.NothingLit())
        else:
            super().action_take()

    def choose(self, row: int) -> None:
        """Light an answer."""
        self.nothing_lit = False
        self.move_to(row)


class ValueRows(AnswerRows):
    """The answers of a row, each with the key that gives it in the checklist."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("answer")]

    class NotTaken(Message):
        """A key was pressed that gives no answer of this row."""

    values: tuple[int | None, ...] = ()
    """The value of each answer; ``None`` is not applicable."""

    def row_mark(self, row: int) -> str:
        """Return the key of an answer."""
        value = self.values[row]
        return "-" if value is None else str(value)

    def action_answer(self, value: int | None) -> None:
        """Give the answer with a value."""
        if value in self.values:
            self.ask(self.Taken(self.options[self.values.index(value)]))
        else:
            self.ask(self.NotTaken())

    def action_not_applicable(self) -> None:
        """Give the answer that the moment did not occur."""
        self.action_answer(None)


class StandingChoice(QuestionScreen):
    """Base of questions that replace a recorded value.

    The value is lit among the choices; nothing is where it is none of them.
    """

    rows_type = AnswerRows

    def __init__(self, place: int | None) -> None:
        """Take which of the choices stands there now, or ``None``."""
        super().__init__()
        self._nothing_lit = place is None
        self.START = place or 0

    def standing(self) -> str:
        """Return what stands there now, in words; empty for nothing."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Light what stands there now."""
        self.query_one(AnswerRows).nothing_lit = self._nothing_lit

    def said(self) -> tuple[str, ...]:
        """Return what stands there, and what will be asked next."""
        standing = self.standing()
        return (
            _("The answer is “{answer}” now.").format(answer=standing)
            if standing
            else _("There is no answer now."),
            _("What should it say? The reason is asked next; the old answer stays in the history."),
        )

    def on_answer_rows_nothing_lit(self) -> None:
        """Say why Enter did nothing."""
        self.refuse_key(_("Nothing is chosen yet: choose an answer first."))


class AnswerChoice(StandingChoice):
    """Asks for the corrected answer of one row."""

    SCOPES = shown_at("AnswerChoice")

    rows_type = ValueRows

    def __init__(self, item: Item, evaluation: Evaluation, chosen: Callable[[int | None, str], None]) -> None:
        """Take the row and who is told of the choice.

        Args:
            item: The row.
            evaluation: Where it stands, with its answer.
            chosen: Told the value and its word; ``None`` is not applicable.
        """
        self._item = item
        self._chosen = chosen
        self._values = (*(value.value for value in item.answer_type.values), *((None,) if item.na else ()))
        self._answer = evaluation.answers.get(item.id)
        self._reached = item.id not in evaluation.not_reached
        given = self._answer if self._reached else None
        known = given is not None and given.value in self._values
        super().__init__(self._values.index(given.value) if given is not None and known else None)

    def standing(self) -> str:
        """Return the answer that stands there."""
        return answer_word(self._item, self._answer, reached=self._reached)

    def title_text(self) -> str:
        """Return the row."""
        return words(self._item.label)

    def options(self) -> tuple[Option, ...]:
        """Return every answer that the row takes."""
        labels = [words(value.label) for value in self._item.answer_type.values]
        labels += [_("n/a")] if self._item.na else []
        return tuple(
            Option(label, partial(self._chosen, value, label))
            for value, label in zip(self._values, labels, strict=True)
        )

    def relabel(self) -> None:
        """Show the answers again."""
        self.query_one(ValueRows).values = self._values
        super().relabel()

    def on_value_rows_not_taken(self) -> None:
        """Say what keys the row takes."""
        self.refuse_key(sentence(Refused("not_a_value", values=tuple(answer_keys(self._item).split()))))
