"""What a check of the stored files found wrong, and where."""

from __future__ import annotations

from coachtui.domain.value import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing wrong in one file.

    Attributes:
        file: Path relative to the data folder; holds ids, never names.
        code: What is wrong: ``bad_header``, ``damaged_record``, ``missing_record``, ``impossible_record``,
            ``torn_tail``, ``newer_format``, ``newer_schema``, ``bad_document``, ``unreadable``,
            ``unreadable_copy``, ``unsealed_record`` or ``wrong_key``.
        byte: Where in the file, from 0, if that can be said.
        record: Number of the record, if that can be said.
    """

    file: str
    code: str
    byte: int | None = None
    record: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """How much was read, and what was wrong with it.

    Attributes:
        files: Files read.
        records: Records that verified.
        findings: In the order of the files.
    """

    files: int
    records: int
    findings: tuple[Finding, ...]
