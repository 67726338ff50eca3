"""Results of checking and salvaging the store's files."""

from __future__ import annotations

from coachtui.domain.value import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fault found in a file of the store.

    Attributes:
        file: Path relative to the data folder; holds ids, never names.
        code: What is wrong: ``bad_header``, ``damaged_record``, ``missing_record``, ``impossible_record``,
            ``torn_tail``, ``newer_format``, ``newer_schema``, ``bad_document``, ``unreadable``,
            ``unreadable_copy``, ``unsealed_record``, ``wrong_key``, ``damaged_keys``; ``keys_lost`` or
            ``bad_keys``: what is sealed cannot be read; ``log_lost``: what is left of it, or the index,
            says that it was there or held more; ``a_folder``: one stands in
            the place of a file, ``folder_in_place``: of one that holds no records; ``copy_lost``: sessions
            use that version of a form or model; ``agent_unlisted``: sessions of an agent whom the list of
            people does not have; or ``unknown_file``: it is none of the program's.
        byte: Where in the file, from 0, if that can be said.
        record: Number of the record, if that can be said.
    """

    file: str
    code: str
    byte: int | None = None
    record: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """The result of checking the store: how much was read and which faults were found.

    Attributes:
        files: Files read.
        records: Records that verified.
        findings: In the order of the files.
        kept: Damaged files that a salvage kept, relative to the data folder; they are not read.
        keyless: Whether the key is lost, so that encrypted data could not be read and nothing can be
            repaired.
    """

    files: int
    records: int
    findings: tuple[Finding, ...]
    kept: tuple[str, ...] = ()
    keyless: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvaged:
    """The result of salvaging one damaged file.

    Attributes:
        file: Path relative to the store's folder; holds ids, never names.
        kept_as: Where the damaged file is kept, relative to the store's folder; empty where it held nothing
            that is not elsewhere.
        records: Sound records that were taken over.
        lost: Numbers of the records that are lost; 0 for a document in a sound record that cannot be read.
        documents: Sessions or people that the file says now.
        repaired: How many of the records had one wrong bit, which their checksum names and was set right.
        listed_as: The placeholder name under which an unlisted agent was added to the list of people.
    """

    file: str
    kept_as: str
    records: int
    lost: tuple[int, ...]
    documents: int
    repaired: int = 0
    listed_as: str = ""
