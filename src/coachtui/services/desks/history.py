"""The undo and redo history of a document (R5)."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from coachtui.domain.record import AnyRecord
from coachtui.domain.value import dataclass

_Document = TypeVar("_Document", bound=AnyRecord)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Generic[_Document]):
    """One undoable change of a document.

    Attributes:
        before: The document before it.
        after: The document after it.
        run: Number of the text it is a letter of; 0 for anything else.
    """

    before: _Document
    after: _Document
    run: int = 0


class History(Generic[_Document]):
    """The undo and redo stacks of a document.

    The letters of a text are undone one by one while it is being written, and all together afterwards.
    """

    def __init__(self, differs: Callable[[_Document, _Document], bool]) -> None:
        """Start with an empty history.

        Args:
            differs: Whether anything that undo brings back is not the same in two revisions.
        """
        self._differs = differs
        self._done: list[Step[_Document]] = []
        self._undone: list[Step[_Document]] = []
        self._run = 0
        self._text: Hashable = None

    def add(
        self,
        before: _Document,
        after: _Document,
        *,
        text: Hashable = None,
        letters: bool = False,
        goes_on: bool = False,
    ) -> None:
        """Add a command's effect; what was undone before can no longer be redone.

        Args:
            before: The document before it.
            after: The document after it.
            text: The text the command writes; ``None`` for none.
            letters: Whether it writes letters of that text, so that the text is the one being written.
            goes_on: Whether it continues the command before.
        """
        self._undone.clear()
        if goes_on and self._done:
            self._done.append(_together([self._done.pop(), Step(before=before, after=after)]))
            return
        if letters and text != self._text:
            self._text = text
            self._run += 1
        run = self._run if text is not None and text == self._text else 0
        self._done.append(Step(before=before, after=after, run=run))

    def end_text(self) -> None:
        """End the text being written: from now on its letters are undone together."""
        self._text = None
        step = self._taken(self._done, letters=False)
        if step is not None:
            self._done.append(Step(before=step.before, after=step.after))

    def last(self, *, letters: bool) -> Step[_Document] | None:
        """Return the step that ``back`` would take, or ``None``."""
        return self._taken(list(self._done), letters=letters)

    def next(self, *, letters: bool) -> Step[_Document] | None:
        """Return the step that ``forth`` would take, or ``None``."""
        return self._taken(list(self._undone), letters=letters)

    def back(self, *, letters: bool) -> Step[_Document] | None:
        """Return the last step and move it to the redo stack; ``None`` where there is none."""
        return self._moved(self._done, self._undone, letters=letters)

    def forth(self, *, letters: bool) -> Step[_Document] | None:
        """Return the step undone last and move it to the undo stack; ``None`` where there is none."""
        return self._moved(self._undone, self._done, letters=letters)

    def _moved(
        self, source: list[Step[_Document]], target: list[Step[_Document]], *, letters: bool
    ) -> Step[_Document] | None:
        step = self._taken(source, letters=letters)
        if step is not None:
            target.append(step)
        return step

    def _taken(self, steps: list[Step[_Document]], *, letters: bool) -> Step[_Document] | None:
        """Take the last effective step off a stack; a letter with the others of its text, if wanted."""
        while steps:
            pieces = [steps.pop()]
            while not letters and pieces[0].run and steps and steps[-1].run == pieces[0].run:
                pieces.append(steps.pop())
            step = _together(pieces)
            if self._differs(step.before, step.after):
                return step
        return None


def _together(pieces: list[Step[_Document]]) -> Step[_Document]:
    """Return adjacent steps merged into one."""
    first = min(pieces, key=lambda step: step.before.revision)
    last = max(pieces, key=lambda step: step.after.revision)
    return Step(before=first.before, after=last.after, run=first.run)
