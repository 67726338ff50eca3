"""The desk: a document being written, with the only way to change, undo and save it (R4, R5)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Generic, TypeVar

from coachtui.domain.errors import Refused
from coachtui.domain.record import AnyRecord, key_of
from coachtui.domain.saving import SaveState
from coachtui.services.desks.history import History, Step
from coachtui.services.ports import Saver

LEAVE_TIMEOUT_S = 5.0
"""How long leaving waits for the disk before it says that something is not saved."""

_Document = TypeVar("_Document", bound=AnyRecord)
_Command = TypeVar("_Command")


class Desk(ABC, Generic[_Document, _Command]):
    """Holds the newest revision of a document and its history, and passes revisions to the saver.

    A subclass for a kind of document defines how a command changes it, how that is undone, which changes may
    wait before they are saved, and when a document is empty and needs no saving.
    """

    def __init__(
        self, document: _Document, saver: Saver, history: History[_Document], *, stored: bool
    ) -> None:
        """Take a document.

        Args:
            document: As it is on disk, or new.
            saver: Brings every revision to disk; what it says of saving is of this document.
            history: What was done here so far.
            stored: Whether it is on disk.
        """
        self._document = document
        self._saver = saver
        self._history = history
        self._stored = stored

    @property
    def document(self) -> _Document:
        """The newest revision."""
        return self._document

    @property
    def stored(self) -> bool:
        """Whether any revision was passed to the saver, or is on disk from before."""
        return self._stored

    # -- changing

    def conduct(self, command: _Command, *, goes_on: bool = False) -> _Document:
        """Carry out a command and pass the result to the saver.

        Args:
            command: The command.
            goes_on: Whether it continues the command before, as letters of a reference do: undo takes both
                back together, and saving may wait a moment.

        Returns:
            The newest revision.

        Raises:
            Refused: The command does not fit; nothing has changed.
        """
        before = self._document
        after = self._carry_out(before, command)
        if after is before:
            return before
        self._remember(command, before, after, goes_on=goes_on)
        self._take(after, urgent=not (goes_on or self._may_wait(command)))
        return after

    def end_text(self) -> None:
        """End the text being written: from now on undo takes it back as a whole."""
        self._history.end_text()

    def last(self, *, letters: bool = False) -> Step[_Document] | None:
        """Return the step that undo would take back, or ``None``."""
        return self._history.last(letters=letters)

    def next(self, *, letters: bool = False) -> Step[_Document] | None:
        """Return the step that redo would repeat, or ``None``."""
        return self._history.next(letters=letters)

    def undo(self, *, letters: bool = False) -> _Document:
        """Undo the last command given in this window (R5); the undo is saved too.

        Args:
            letters: Whether a text is taken back letter by letter, because it is being written.

        Raises:
            Refused: ``nothing_to_undo``, or why nothing changes any more.
        """
        self._must_be_open()
        step = self._history.back(letters=letters)
        if step is None:
            raise Refused("nothing_to_undo")
        self._take(self._restored(gone=step.after, wanted=step.before), urgent=True)
        return self._document

    def redo(self, *, letters: bool = False) -> _Document:
        """Redo the command that was undone last.

        Args:
            letters: As in ``undo``.

        Raises:
            Refused: ``nothing_to_redo``, or why nothing changes any more.
        """
        self._must_be_open()
        step = self._history.forth(letters=letters)
        if step is None:
            raise Refused("nothing_to_redo")
        self._take(self._restored(gone=step.before, wanted=step.after), urgent=True)
        return self._document

    # -- saving

    def save(self) -> None:
        """Pass the newest revision to the saver for saving at once."""
        self._take(self._document, urgent=True)

    def save_state(self) -> SaveState:
        """Return the current save state."""
        return self._saver.state()

    def unsaved(self) -> _Document | None:
        """Return the newest revision if it is not on disk yet, for a rescue file; else ``None``."""
        own = key_of(self._document)
        return self._document if any(key_of(each) == own for each in self._saver.unsaved()) else None

    def flush(self) -> bool:
        """Save what is pending now; return whether all is on disk."""
        return self._saver.flush(LEAVE_TIMEOUT_S)

    def close(self) -> None:
        """Save pending changes and close the saver; the document stays."""
        self._saver.close()

    def _take(self, document: _Document, *, urgent: bool) -> None:
        self._document = document
        if self._stored or not self._blank(document):
            self._stored = True
            self._saver.offer(document, urgent=urgent)

    # -- what every kind of document has its own way of

    @abstractmethod
    def _carry_out(self, document: _Document, command: _Command) -> _Document:
        """Return the document after a command, one revision on; the same object where nothing changes."""

    @abstractmethod
    def _remember(self, command: _Command, before: _Document, after: _Document, *, goes_on: bool) -> None:
        """Add a command's effect to the history, where undo is to take it back."""

    @abstractmethod
    def _restored(self, *, gone: _Document, wanted: _Document) -> _Document:
        """Return the newest revision, one on, with the differences of two revisions applied."""

    @abstractmethod
    def _may_wait(self, command: _Command) -> bool:
        """Return whether saving a command's effect may wait a moment for the next one."""

    @abstractmethod
    def _blank(self, document: _Document) -> bool:
        """Return whether a document is empty and not worth saving."""

    def _must_be_open(self) -> None:
        """Raise ``Refused`` where the document can no longer change."""
