"""The check (``coachtui check``): reading every record of every file, without a lock or any change."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from coachtui.domain.agent import Agent, Lead
from coachtui.domain.errors import CoachError, StoreCorrupt, StoreError, StoreLocked
from coachtui.domain.finding import CheckReport, Finding
from coachtui.domain.kinds import agents_in
from coachtui.domain.progress import Progress, ignore_progress
from coachtui.domain.record import AgentRecord
from coachtui.domain.session import Session
from coachtui.domain.toml_text import read_toml
from coachtui.store.keeping.checks.completeness import lost_logs
from coachtui.store.keeping.checks.loose_logs import loose_logs
from coachtui.store.keeping.checks.misplaced_logs import belongs_elsewhere, is_of_another_kind
from coachtui.store.keeping.checks.traces_of_use import TEAM, has_lost_team
from coachtui.store.keeping.checks.unlisted_agents import unlisted_findings
from coachtui.store.keeping.copies.stores_beside import copied_stores
from coachtui.store.log import disk, layout
from coachtui.store.log.access import check_own
from coachtui.store.log.claim import check_place
from coachtui.store.log.log_codec import FORMAT, SCHEMA, LogCodec, is_torn_header
from coachtui.store.log.log_scan import is_damage
from coachtui.store.log.log_state import LogState
from coachtui.store.log.place import read_one_store
from coachtui.store.protection import key_file
from coachtui.store.protection.seals import KEYS, PlainSeals, Seals
from coachtui.store.records import index_listing
from coachtui.store.records.documents import AGENTS, LEADS, SESSIONS
from coachtui.store.records.order_lists import order_codec
from coachtui.store.records.record_codecs import RECORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from coachtui.store.log.log_codec import Header, Record
    from coachtui.store.log.log_end import LogEnd

Ships: TypeAlias = "Callable[[str, int], bool]"
"""Whether the program comes with a form or model in a version."""

DECODERS: dict[str, Callable[[bytes], Session | Agent | Lead | AgentRecord]] = {
    "sessions": SESSIONS.decode,
    "agents": AGENTS.decode,
    "lead": LEADS.decode,
    **{table: codec.decode for table, codec in RECORDS.items()},
}
"""What reads the documents of each table whose documents have a shape of ours."""

_DAMAGED, _TORN, _LOST, _COPY = "damaged_record", "torn_tail", "log_lost", "log_copy"
_OF_ANOTHER_KEY = frozenset({"wrong_key", "unsealed_record"})
_CODES_OF_KEYS = {"not_readable": "unreadable"}

_NOT_OF_THE_COPY = frozenset({"unknown_file", "log_lost"})
"""What is wrong with the store that something was made from, not with how it was made; a record that is named
was there."""


def verify(
    root: Path,
    progress: Progress = ignore_progress,
    seals: Seals | None = None,
    ships: Ships | None = None,
) -> CheckReport:
    """Read and check every file of a store, and return what is wrong.

    Args:
        root: The store's folder, which stands in the data folder.
        progress: Told after each file how many files of how many are done.
        seals: Codecs of its logs; without, they are plain.
        ships: Whether the program comes with a version of a form or model; without, what sessions name is not
            compared with the copies that are kept and with the list of people.

    Returns:
        What was read and what is wrong with it; what is sealed is not read where the key file cannot be used.

    Raises:
        StoreLocked: ``passphrase_needed``: the key is there, and was not given; ``protection_changed``: it is
            another one by now.
        StoreError: ``not_readable``.
    """
    seals = seals or PlainSeals()
    report = read_one_store(root, lambda: _StoreCheck(root, seals, ships).run(progress))
    if not report.keyless and any(finding.code in _OF_ANOTHER_KEY for finding in report.findings):
        seals.codec(TEAM).check_current()  # another window has taken or changed the key: no damage
    return report


def check_whole(root: Path, seals: Seals) -> None:
    """Read and check every file of a store that was just written.

    Raises:
        StoreCorrupt: ``bad_copy`` with the file: something is not as it was meant to be.
    """
    for finding in verify(root, seals=seals).findings:
        if finding.code not in _NOT_OF_THE_COPY or finding.record is not None:
            raise StoreCorrupt("bad_copy", file=finding.file.rpartition("/")[2], reason=finding.code)


class _StoreCheck:
    """The check of one store: what its files were found to say, and what is wrong with them."""

    def __init__(self, root: Path, seals: Seals, ships: Ships | None) -> None:
        self._root = root
        self._seals = seals
        self._ships = ships
        self._keyless: str | None = None
        self._records = 0
        self._used = set[tuple[str, int]]()
        self._named = set[str]()
        self._listed = set[str]()
        self._findings: list[Finding] = []

    def run(self, progress: Progress) -> CheckReport:
        """Read every file, compare them with each other, and return what was found."""
        root = self._root
        unread: list[str] = []
        there = sorted(layout.files_in(root, unread), key=layout.reading_order)
        names = [name for name in there if (kind := layout.kind_of(name)) and kind.checked]
        self._findings += (Finding(file=f"{root.name}/{name}", code="unreadable") for name in sorted(unread))
        self._findings += _odd_folders(root)
        self._findings += _odd_markers(root, there)
        self._keyless = key_file.key_fault(root)
        self._read(names, progress)
        self._compare(there)
        kept = (path.relative_to(root.parent).as_posix() for path in sorted(root.rglob("*.damaged-*")))
        return CheckReport(
            files=len(names),
            records=self._records,
            findings=tuple(self._findings),
            kept=tuple(kept),
            keyless=self._keyless is not None,
        )

    def _read(self, names: list[str], progress: Progress) -> None:
        """Read each of the files that have records, and take over what it says."""
        # The index before the logs: another window may bring both up meanwhile.
        ends = index_listing.listed(self._root, self._seals).ends
        for done, name in enumerate(names, 1):
            codec = order_codec(self._root, name, self._seals)
            checked = _CheckedFile(self._root, name, codec, ends.get(name))
            try:
                checked.read()
            except StoreLocked:
                self._keyless = key_file.fault_of_protected(self._root)
                if self._keyless is None:
                    raise
            self._records += checked.records
            self._findings += checked.findings
            self._used |= checked.used
            self._named |= checked.named
            self._listed |= checked.people
            progress(done, len(names))

    def _compare(self, there: list[str]) -> None:
        """Find what no file shows alone, and leave out what is said of files that are lost as a whole."""
        team = f"{self._root.name}/{TEAM}"
        if has_lost_team(self._root, self._seals):
            self._findings = [each for each in self._findings if each.file != team]
        damaged = {finding.file for finding in self._findings if finding.code != _TORN}
        beside = [
            finding
            for finding in _beside_the_records(self._root, self._seals, there, self._keyless)
            if finding.code != _LOST or finding.file not in damaged
        ]
        lost = {finding.file for finding in beside if finding.code == _LOST}
        if self._ships is not None:
            # Where the list of people is damaged that is to be told first.
            beside += self._unmatched(self._ships, are_people_sound=team not in lost | damaged)
        self._findings = [each for each in self._findings if each.code != _TORN or each.file not in lost]
        self._findings += beside

    def _unmatched(self, ships: Ships, *, are_people_sound: bool) -> Iterator[Finding]:
        """Yield lost words of forms and models, copies of the store, and people whom nothing lists."""
        yield from _lost_copies(self._root, self._used, ships)
        yield from _copies(self._root, self._seals, self._named | self._listed)
        if self._keyless is None and are_people_sound:
            yield from unlisted_findings(self._root, self._seals, self._named, self._listed)


def _beside_the_records(root: Path, seals: Seals, there: list[str], keyless: str | None) -> Iterator[Finding]:
    """Yield what is wrong with the files of a store as such: lost ones, and those that are not its own."""
    if keyless is not None:
        yield Finding(file=f"{root.name}/{KEYS}", code=_CODES_OF_KEYS.get(keyless, keyless))
        lost = [TEAM] if has_lost_team(root, seals) else []  # no key, no index that lists what there was
    else:
        lost = lost_logs(root, seals)
        for name in key_file.damaged_keys(root):
            yield Finding(file=f"{root.name}/{name}", code="damaged_keys")
    for name in lost:
        yield Finding(file=f"{root.name}/{name}", code=_LOST)
    for name in there:
        if layout.kind_of(name) is None:
            yield Finding(file=f"{root.name}/{name}", code=_stranger(root / name))


def _odd_folders(root: Path) -> Iterator[Finding]:
    """Yield folders that stand where the store has files."""
    for name in layout.folders_for_files(root):
        if layout.kind_of(name) is not layout.MARKERS:
            yield Finding(file=f"{root.name}/{name}", code="a_folder")


def _odd_markers(root: Path, there: list[str]) -> Iterator[Finding]:
    """Yield what is no file where one belongs that says nothing itself, as those that are locked."""
    names = {*there, *layout.folders_for_files(root)}
    inside = (root / name for name in names if layout.kind_of(name) is layout.MARKERS)
    for path in sorted((*inside, *layout.locks_beside(root))):
        try:
            check_place(path)
        except StoreError as error:
            yield Finding(file=path.relative_to(root.parent).as_posix(), code=error.code)
        except OSError:
            yield Finding(file=path.relative_to(root.parent).as_posix(), code="unreadable")


def _lost_copies(root: Path, used: set[tuple[str, int]], ships: Ships) -> Iterator[Finding]:
    """Yield the forms and models that sessions use and of which nobody has the words any more."""
    for content_id, version in sorted(used):
        name = f"content/{content_id}@{version}.toml"
        if not disk.is_there(root / name) and not ships(content_id, version):
            yield Finding(file=f"{root.name}/{name}", code="copy_lost")


def _copies(root: Path, seals: Seals, people: set[str]) -> Iterator[Finding]:
    """Yield copies of the store, and copied logs outside of it; those in it are told as unknown files."""
    for path in copied_stores(root, seals, people):
        yield Finding(file=path.relative_to(root.parent).as_posix(), code="store_copy")
    for path in loose_logs(root):
        if root not in path.parents:
            yield Finding(file=path.relative_to(root.parent).as_posix(), code=_COPY)


def _stranger(path: Path) -> str:
    try:
        check_own(path)
    except StoreError as error:
        return error.code
    return "unknown_file"


class _CheckedFile:
    """One file under check; goes on after damage, to name all of it."""

    def __init__(self, root: Path, place: str, codec: LogCodec, noted: LogEnd | None) -> None:
        self._path = root / place
        self._noted = noted
        self._place = place
        self._name = f"{root.name}/{place}"
        self._copied = False
        self._codec = codec
        self._state = LogState()
        self.records = 0
        self.used: set[tuple[str, int]] = set()
        self.named: set[str] = set()
        self.people: set[str] = set()
        self.findings: list[Finding] = []

    def read(self) -> None:
        """Check the file, unless it is not the store's own."""
        try:
            check_own(self._path.parent)
            check_own(self._path)
        except StoreError as error:
            self._found(error.code)
        else:
            self.read_copy() if self._path.suffix == ".toml" else self.read_log()

    def read_copy(self) -> None:
        """Check a copy of a form or model."""
        try:
            read_toml(disk.read_bytes(self._path).decode())
        except (OSError, ValueError):
            self._found("unreadable_copy")

    def read_log(self) -> None:
        """Check a log: header, records, documents."""
        try:
            data = disk.read_bytes(self._path)
        except OSError:
            self._found("unreadable")
            return
        feed = data.find(b"\n")
        try:
            header = self._codec.header(data[:feed]) if feed >= 0 else None
        except StoreCorrupt as error:
            self._found(error.code, 0)
            return
        if header is not None:
            self._read_records(data, feed + 1, header)
        elif feed < 0 and is_torn_header(data):
            self._found(_TORN, 0)
        else:
            self._found("bad_header", 0)

    def _read_records(self, data: bytes, start: int, header: Header) -> None:
        """Check all that follows the header: each record, the end of the file, and the documents."""
        if header.format > FORMAT:
            self._found("newer_format", 0)
            return
        if header.schema > SCHEMA:
            self._found("newer_schema", 0)
        bad: list[tuple[int, str]] = []
        number, position = header.n, start
        while (feed := data.find(b"\n", position)) >= 0:
            record = self._record(data[position:feed], header.generation)
            if isinstance(record, str):
                bad.append((position, record))
            else:
                self._take(record, position, number, bad)
                number, bad = record.n, []
            position = feed + 1
        tail = bad[0][0] if bad else position
        if any(code != _DAMAGED for _byte, code in bad) or self._is_damage(data[tail:], header.generation):
            for place, (byte, code) in enumerate(bad or [(tail, _DAMAGED)], number + 1):
                self._found(code, byte, place)
        elif tail < len(data):
            known = number < header.to or self._was_whole(header.generation, tail, len(data))
            self._found(_DAMAGED if known else _TORN, tail, number + 1)
        elif number < header.to:
            self._found(_LOST, tail, number + 1)
        self._read_documents()

    def _was_whole(self, generation: str, tail: int, size: int) -> bool:
        """Return whether bytes that verify as nothing, all of them still there, were durable once."""
        noted = self._noted
        return noted is not None and noted.is_past(generation, tail) and noted.size <= size

    def _record(self, line: bytes, generation: str) -> Record | str:
        """Return the record in a line, or the code of what is wrong with it."""
        try:
            return self._codec.record(line, generation) or _DAMAGED
        except StoreCorrupt as error:
            return error.code

    def _is_damage(self, tail: bytes, generation: str) -> bool:
        try:
            return is_damage(tail, self._codec, generation)
        except StoreCorrupt:
            return True

    def _take(self, record: Record, position: int, previous: int, bad: list[tuple[int, str]]) -> None:
        """Take over a record; what stands before it without verifying is damage."""
        for place, (byte, code) in enumerate(bad, previous + 1):
            self._found(code, byte, place)
        if record.n != previous + len(bad) + 1:
            self._found("missing_record", position, previous + len(bad) + 1)
        try:
            self._state.apply(record, self._name)
        except StoreCorrupt as error:
            self._found(error.code, position, record.n)
        self.records += 1

    def _read_documents(self) -> None:
        if is_of_another_kind(self._place, self._state.tables):
            self._found(_LOST)
            return
        for table, decode in DECODERS.items():
            for document in self._state.table(table).values():
                try:
                    self._note_used(decode(document))
                except CoachError as error:
                    self._found(error.code)
        if self._copied:
            self._found(_COPY)

    def _note_used(self, document: Session | Agent | Lead | AgentRecord) -> None:
        if isinstance(document, Session):
            self.used |= {(form.id, form.version) for form in document.forms_used}
            self.used |= {(model.id, model.version) for model in document.models_used}
            self.named.update(document.agent_ids)
            self._copied = self._copied or belongs_elsewhere(self._place, document)
        elif isinstance(document, Agent):
            self.people.add(document.id)
        elif not isinstance(document, Lead):
            self.named.update(agents_in(document))

    def _found(self, code: str, byte: int | None = None, record: int | None = None) -> None:
        self.findings.append(Finding(file=self._name, code=code, byte=byte, record=record))
