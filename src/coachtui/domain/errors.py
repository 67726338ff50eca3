"""What can go wrong, as codes with facts; the words for them belong to the screens and the command line."""

from __future__ import annotations


class CoachError(Exception):
    """Base of every error a lead can meet.

    An error is a stable ``code`` and the ``facts`` a sentence about it needs.
    Neither ever holds note text or the name of a person.
    """

    def __init__(self, code: str, **facts: object) -> None:
        """Keep the code and the facts.

        Args:
            code: Stable name of what went wrong, lower case with underscores.
            **facts: Values for the sentence: numbers, ids, folder names.
        """
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        """Return the code and facts, for a log without names or note text."""
        facts = " ".join(f"{name}={value}" for name, value in sorted(self.facts.items()))
        return f"{self.code} {facts}".strip()


class Refused(CoachError):
    """A command that does not fit the session as it is; the session is untouched."""


class ContentError(CoachError):
    """A content pack that cannot be used; facts name file, line and reason."""


class BadInput(CoachError):
    """A file from outside that cannot be taken; facts name line and reason."""


class StoreError(CoachError):
    """The store could not do what was asked; what was saved before is untouched."""


class StoreCorrupt(StoreError):
    """A store file holds bytes that do not verify; it is left as it was found."""


class StoreFull(StoreError):
    """No room on the disk; the change is kept in memory."""


class StoreReadOnly(StoreError):
    """The store cannot be written here."""


class StoreBusy(StoreError):
    """Another window holds what is needed."""


class BackupsBusy(StoreBusy):
    """Another window is at work on the backups."""


class StoreNewer(StoreError):
    """The store was written by a newer version of the program and can only be read."""


class StoreLocked(StoreError):
    """The store is encrypted and its key is not at hand."""


class WrongPassphrase(StoreError):
    """Neither passphrase nor recovery key of the store; no record was touched."""


class ProgramFault(CoachError):
    """The program itself failed; facts are the ``kind`` of the fault and ``file``, where it is noted."""
