"""Choosing what of a final session to correct, and the answer that is to stand (R86)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from coachtui.domain.evaluation import Answer
from coachtui.domain.form import Item
from coachtui.domain.note import Note
from coachtui.domain.session import Session
from coachtui.i18n import _
from coachtui.services.results import Result
from coachtui.ui.cells import fit
from coachtui.ui.present import answer_mark, clock, words
from coachtui.ui.screens.question import Option, OptionRows, QuestionScreen
from coachtui.ui.screens.searching import Hit, SearchScreen
from coachtui.ui.widgets.lines import Line


class CorrectChoice(SearchScreen):
    """Every answer and note of a session, and what else was typed; letters filter."""

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
                stands = f"{answer_mark(item, answer)[1]}  ·  {words(result.form.name)}"
                right = f"# {contact}" if contact else ""
                hits.append(Hit(words(item.label), stands, right, partial(self._answer, result, item)))
        notes = (
            Hit(_("Note"), note.text, clock(note.call_s), partial(self._note, note))
            for note in self._session.notes
        )
        return [*hits, *notes, *self._details]


class AnswerRows(OptionRows):
    """The answers, without numbers: the number of a row is not the digit that gives it in the checklist."""

    def row_lines(self, row: int, width: int) -> list[Line]:
        """Return the line of an answer."""
        return [((f"  {fit(self.options[row].label, width - 4)}", "text"),)]

    def action_take(self) -> None:
        """Give the answer of the current row."""
        self.ask(self.Taken(self.options[self.cursor]))

    def action_pick(self, place: int) -> None:
        """Take no digit: it would mean another answer here than while listening."""


class AnswerChoice(QuestionScreen):
    """What is to stand on one row."""

    rows_type = AnswerRows

    def __init__(
        self, item: Item, standing: Answer | None, chosen: Callable[[int | None, str], None]
    ) -> None:
        """Take the row and who is told of the choice.

        Args:
            item: The row.
            standing: What stands there now; the cursor starts on it.
            chosen: Told the value and its word; ``None`` is not applicable.
        """
        super().__init__()
        self._item = item
        self._chosen = chosen
        values = [value.value for value in item.answer_type.values]
        if standing is not None:
            self.START = values.index(standing.value) if standing.value in values else len(values)

    def title_text(self) -> str:
        """Return the row."""
        return words(self._item.label)

    def said(self) -> tuple[str, ...]:
        """Return what will be asked next."""
        return (_("What should stand here? The reason is asked next; the old answer stays in the history."),)

    def options(self) -> tuple[Option, ...]:
        """Return every answer that the row takes."""
        values = [
            Option(words(value.label), partial(self._chosen, value.value, words(value.label)))
            for value in self._item.answer_type.values
        ]
        return (
            (*values, Option(_("n/a"), partial(self._chosen, None, _("n/a"))))
            if self._item.na
            else tuple(values)
        )
