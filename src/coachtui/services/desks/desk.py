"""The desk: one document that is being written, the only door through which it changes (R4, R5)."""

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
    """Holds the newest revision, the way back and the way forward again, and hands all to the saver.

    A desk for a kind of document says how a command changes it, how that is taken back, what may wait
    before it is saved, and when there is nothing in it to save.
    """

    def __init__(
        self, document: _Document, saver: Saver, history: History[_Document], *, stored: bool
    ) -> None:
        """Take a document over.

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
        """Whether a revision was ever handed to the saver, or is on disk since before."""
        return self._stored

    # -- changing

    def conduct(self, command: _Command, *, goes_on: bool = False) -> _Document:
        """Carry out a command and hand the result to the saver.

        Args:
            command: What is asked.
            goes_on: Whether it goes on with the command before, as letters of a reference do: undo takes
                both back together, and saving may wait a moment.

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
        """The text that was being written is left: undo takes it back as a whole from now on."""
        self._history.end_text()

    def last(self, *, letters: bool = False) -> Step[_Document] | None:
        """Return what undo would take back, or ``None`` where there is nothing."""
        return self._history.last(letters=letters)

    def next(self, *, letters: bool = False) -> Step[_Document] | None:
        """Return what redo would do again, or ``None`` where there is nothing."""
        return self._history.next(letters=letters)

    def undo(self, *, letters: bool = False) -> _Document:
        """Take back the last command of this sitting (R5); that is itself saved.

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
        """Do again what was taken back.

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
        """Hand the newest revision to the saver at once."""
        self._take(self._document, urgent=True)

    def save_state(self) -> SaveState:
        """Return what the saver knows now."""
        return self._saver.state()

    def unsaved(self) -> _Document | None:
        """Return the newest revision where it is not on disk yet, to be kept elsewhere; else ``None``."""
        own = key_of(self._document)
        return self._document if any(key_of(each) == own for each in self._saver.unsaved()) else None

    def flush(self) -> bool:
        """Save what is pending now; return whether all is on disk."""
        return self._saver.flush(LEAVE_TIMEOUT_S)

    def close(self) -> None:
        """Save what is pending and let the saver go; the document stays."""
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
        """Put into the history what a command did, where undo is to take it back."""

    @abstractmethod
    def _restored(self, *, gone: _Document, wanted: _Document) -> _Document:
        """Return the newest revision, one on, with what differs between two others as in the wanted one."""

    @abstractmethod
    def _may_wait(self, command: _Command) -> bool:
        """Whether saving what a command did may wait a moment for the next."""

    @abstractmethod
    def _blank(self, document: _Document) -> bool:
        """Whether there is nothing in a document that is worth a place on disk."""

    def _must_be_open(self) -> None:
        """Raise ``Refused`` where nothing changes any more."""
