"""What a check of all files finds, and where it says it is."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.contract.conftest import Open
from tests.contract.faulty_disk import everything, read_only
from tests.contract.sessions import ANNA, START, identity, session

from coachtui.domain.agent import Agent
from coachtui.domain.finding import Finding
from coachtui.store.keeping.checks.verify import verify
from coachtui.store.log.log_codec import Header, PlainCodec
from coachtui.store.records.shards import key_of

LOG = f"store/agents/{ANNA}/2026.jsonl"


@pytest.fixture(name="log")
def _log(open_store: Open, tmp_path: Path) -> Path:
    """A store with an agent, four sessions, an index and a copy; the log of the sessions."""
    store = open_store()
    store.team.put_agents([Agent(id=ANNA, name="Anna")])
    store.keep_content("grow", 1, 'id = "grow"')
    for number in range(1, 5):
        store.put(session(number, start=START + timedelta(days=number)))
    store.close()
    return tmp_path / LOG


def findings(log: Path) -> list[Finding]:
    return list(verify(log.parents[2]).findings)


def test_a_sound_store_has_no_findings(log: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    before = everything(tmp_path)
    with read_only() as disk:
        report = verify(tmp_path / "store", lambda done, whole: seen.append((done, whole)))
    assert report.findings == ()
    assert (report.files, report.records) == (4, 1 + 4 + 1)
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert disk.calls == 0
    assert everything(tmp_path) == before
    assert log.exists()


def test_an_empty_folder_has_no_findings(tmp_path: Path) -> None:
    report = verify(tmp_path / "store")
    assert (report.files, report.records, report.findings) == (0, 0, ())


def test_every_damaged_record_is_named_with_its_place(log: Path) -> None:
    lines = log.read_bytes().splitlines(keepends=True)
    lines[1] = lines[1].replace(b"2026-4711", b"2026-4712")
    lines[3] = b"\x00" * (len(lines[3]) - 1) + b"\n"
    log.write_bytes(b"".join(lines))
    assert findings(log) == [
        Finding(file=LOG, code="damaged_record", byte=len(lines[0]), record=1),
        Finding(file=LOG, code="damaged_record", byte=sum(map(len, lines[:3])), record=3),
    ]


def test_a_missing_record_and_a_torn_tail_are_named(log: Path) -> None:
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(lines[0] + lines[1] + lines[3] + lines[4] + b'{"n":5,"pu')
    assert findings(log) == [
        Finding(file=LOG, code="missing_record", byte=len(lines[0] + lines[1]), record=2),
        Finding(file=LOG, code="torn_tail", byte=sum(map(len, lines)) - len(lines[2]), record=5),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"another file", "bad_header"),
        (b'{"coachtui":1,"ge', "torn_tail"),
        (PlainCodec().encode(Header(format=7, generation="g", n=0, schema=1), "g"), "newer_format"),
        (PlainCodec().encode(Header(format=1, generation="g", n=0, schema=9), "g"), "newer_schema"),
    ],
)
def test_a_bad_first_line_is_named(log: Path, content: bytes, code: str) -> None:
    (log.parents[2] / "index.jsonl").unlink()  # with it the log is known to have held more
    log.write_bytes(content)
    assert findings(log) == [Finding(file=LOG, code=code, byte=0)]


def test_documents_and_copies_of_another_shape_are_named(log: Path, open_store: Open, tmp_path: Path) -> None:
    store = open_store()
    known = store.get(identity(2))
    assert known is not None
    store.put(known)
    documents = {identity(1): b'{"schema":1}', identity(2): b'{"schema":2}'}
    store.shards.writing(key_of(session(2))).put_encoded(documents)
    (tmp_path / "store" / "content" / "grow@1.toml").write_bytes(b"id = ")
    assert {(finding.file, finding.code) for finding in findings(log)} == {
        (LOG, "bad_document"),
        (LOG, "newer_schema"),
        ("store/content/grow@1.toml", "unreadable_copy"),
    }


def test_findings_hold_no_text_of_the_sessions(log: Path) -> None:
    log.write_bytes(log.read_bytes().replace(b"Listens", b"listens"))
    assert len(findings(log)) == 4
    assert "istens" not in str(findings(log))
