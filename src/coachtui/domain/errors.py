"""Errors of the program, as codes with facts; ``services.words.sentences`` turns them into sentences."""

from __future__ import annotations


class CoachError(Exception):
    """Base of every error that is shown to the lead.

    An error is a stable ``code`` and the ``facts`` a sentence about it needs. Neither ever holds note text or
    the name of a person.
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
    """A command or input that is refused; nothing has changed."""


class ContentError(CoachError):
    """A content pack that cannot be used; facts name file, line and reason."""


class BadInput(CoachError):
    """A file from outside that cannot be read or imported; facts name line and reason."""


class StoreError(CoachError):
    """A failure of the store; what was saved before is untouched."""


class StoreCorrupt(StoreError):
    """A file of the store whose bytes fail their check; it is left as it was found."""


class StoreFull(StoreError):
    """No room left on the disk; the change is kept in memory."""


class StoreReadOnly(StoreError):
    """A store that cannot be written to."""


class StoreBusy(StoreError):
    """Something in the store is in use by another window."""


class BackupsBusy(StoreBusy):
    """The backups are in use by another window."""


class StoreNewer(StoreError):
    """A store written by a newer version of the program; it can only be read."""


class StoreLocked(StoreError):
    """An encrypted store whose key was not given."""


class WrongPassphrase(StoreError):
    """A secret that is neither passphrase nor recovery key of the store; no record was touched."""


class ProgramFault(CoachError):
    """A fault of the program itself; facts are its ``kind`` and the crash log ``file``."""
