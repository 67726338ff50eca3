"""What a check of the stored files found wrong, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing wrong in one file.

    Attributes:
        file: Path relative to the data folder; holds ids, never names.
        code: What is wrong.
        byte: Where in the file, from 0, if that can be said.
        record: Number of the record, if that can be said.
    """

    file: str
    code: str
    byte: int | None = None
    record: int | None = None
