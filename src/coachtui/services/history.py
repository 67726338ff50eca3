"""What was done in a sitting, in order, as far as it can be taken back and done again (R5)."""

from __future__ import annotations

from collections.abc import Hashable

from coachtui.domain.commands import AddNote, Command, KeepDraft, WriteField
from coachtui.domain.restore import differs
from coachtui.domain.session import Session
from coachtui.domain.value import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that was done.

    Attributes:
        before: The session before it.
        after: The session after it.
        run: Number of the text it is a letter of; 0 for anything else.
    """

    before: Session
    after: Session
    run: int = 0


class History:
    """The way back and the way forward again.

    The letters of a text go back one by one while it is being written, and all together afterwards.
    """

    def __init__(self) -> None:
        """Begin with nothing done."""
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._run = 0
        self._text: Hashable = None

    def add(self, command: Command, before: Session, after: Session, *, goes_on: bool) -> None:
        """Take note of what a command did; what was taken back before can no longer be done again.

        Args:
            command: The command.
            before: The session before it.
            after: The session after it.
            goes_on: Whether it belongs to the command before.
        """
        self._undone.clear()
        if goes_on and self._done:
            self._done.append(_together([self._done.pop(), Step(before=before, after=after)]))
            return
        text = _text_of(command)
        if command.goes_back == "letters" and text != self._text:
            self._text = text
            self._run += 1
        run = self._run if text is not None and text == self._text else 0
        self._done.append(Step(before=before, after=after, run=run))

    def end_text(self) -> None:
        """The text that was being written is left: its letters go back together from now on."""
        self._text = None
        step = _taken(self._done, letters=False)
        if step is not None:
            self._done.append(Step(before=step.before, after=step.after))

    def last(self, *, letters: bool) -> Step | None:
        """Return what ``back`` would take back."""
        return _taken(list(self._done), letters=letters)

    def next(self, *, letters: bool) -> Step | None:
        """Return what ``forth`` would do again."""
        return _taken(list(self._undone), letters=letters)

    def back(self, *, letters: bool) -> Step | None:
        """Return the last step, which counts as taken back from now on, or ``None`` where there is none."""
        return _moved(self._done, self._undone, letters=letters)

    def forth(self, *, letters: bool) -> Step | None:
        """Return the step that was taken back last, which counts as done again from now on."""
        return _moved(self._undone, self._done, letters=letters)


def _moved(source: list[Step], target: list[Step], *, letters: bool) -> Step | None:
    step = _taken(source, letters=letters)
    if step is not None:
        target.append(step)
    return step


def _taken(steps: list[Step], *, letters: bool) -> Step | None:
    """Take the last step off that changed anything; a letter with the others of its text, if wanted."""
    while steps:
        pieces = [steps.pop()]
        while not letters and pieces[0].run and steps and steps[-1].run == pieces[0].run:
            pieces.append(steps.pop())
        step = _together(pieces)
        if differs(step.before, step.after):
            return step
    return None


def _together(pieces: list[Step]) -> Step:
    """Return one step for several that lie side by side."""
    first = min(pieces, key=lambda step: step.before.revision)
    last = max(pieces, key=lambda step: step.after.revision)
    return Step(before=first.before, after=last.after, run=first.run)


def _text_of(command: Command) -> Hashable:
    """Return what text a command is about: a field of a model, or a note; ``None`` for none."""
    match command:
        case WriteField(model=model, step=step, field=field):
            return model, step, field
        case KeepDraft(draft=draft) | AddNote(draft=draft):
            return draft.id, draft.note_id, draft.link
        case _:
            return None
