"""The desk for a record of any kind: fields are set and saved as they are typed (R4, R5)."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from coachtui.domain.editing import changed_places, differs, edit, is_blank, restore
from coachtui.domain.record import AgentRecord
from coachtui.domain.value import dataclass
from coachtui.services.desks.desk import Desk
from coachtui.services.desks.history import History
from coachtui.services.ports import Saver

_Record = TypeVar("_Record", bound=AgentRecord)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A command that gives fields of a record new values.

    Attributes:
        changes: The values by the name of their field.
        typed: Whether it is a letter of a text that is being written.
    """

    changes: dict[str, Any]
    typed: bool = False


class RecordDesk(Desk[_Record, Edit], Generic[_Record]):
    """A desk for one record; nothing is stored before something is written in it."""

    def __init__(self, record: _Record, saver: Saver, *, stored: bool) -> None:
        """Take a record.

        Args:
            record: As it is on disk, or new.
            saver: Brings every revision to disk.
            stored: Whether it is on disk.
        """
        super().__init__(record, saver, History(differs), stored=stored)

    @property
    def record(self) -> _Record:
        """The newest revision."""
        return self._document

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written in the record, so that leaving may remove it."""
        return is_blank(self._document)

    def edit(self, *, typed: bool = False, **changes: object) -> _Record:
        """Give fields new values and pass the result to the saver.

        Args:
            typed: Whether it is a letter of a text that is being written: saving may wait a moment, and
                undo takes the letters back together once the text is left.
            changes: The values by the name of their field.

        Returns:
            The newest revision.

        Raises:
            ValueError: A field that says which record it is.
            TypeError: There is no such field.
        """
        return self.conduct(Edit(changes=changes, typed=typed))

    def leave(self) -> bool:
        """Save and close; return whether everything is on disk."""
        saved = self.flush()
        self.close()
        return saved

    def _carry_out(self, document: _Record, command: Edit) -> _Record:
        return edit(document, **command.changes)

    def _remember(self, command: Edit, before: _Record, after: _Record, *, goes_on: bool) -> None:
        text = changed_places(before, after) if command.typed else None
        self._history.add(before, after, text=text, letters=command.typed, goes_on=goes_on)

    def _restored(self, *, gone: _Record, wanted: _Record) -> _Record:
        return restore(self._document, gone, wanted)

    def _may_wait(self, command: Edit) -> bool:
        return command.typed

    def _blank(self, document: _Record) -> bool:
        return is_blank(document)
