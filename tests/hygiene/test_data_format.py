"""The lines of Python in docs/data-format.md read what the program wrote; the document leaves nothing out."""

from __future__ import annotations

import json
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.contract.sessions import ANNA, BEN, START, identity, session
from tests.hygiene.source_tree import ROOT

from coachtui.bootstrap import LocalProgram, open_program
from coachtui.domain.agent import Agent, Lead
from coachtui.domain.contact import Contact, Hold, PhaseStretch
from coachtui.domain.correction import CorrectedValue, Correction, Statement
from coachtui.domain.evaluation import Answer, Evaluation, Rater
from coachtui.domain.note import Draft, Link, Mark, Note
from coachtui.domain.session import Cursor, ModelRef, Session, StepRecord
from coachtui.services.export import ExportFilter, Selection
from coachtui.store.log.log_codec import FORMAT, SCHEMA, Header, Record
from coachtui.store.protection.sealed_codec import VaultSeals
from coachtui.store.protection.seals import KEYS, KEYS_COPY
from coachtui.store.records.pseudonyms import PSEUDONYMS

TEXT = (ROOT / "docs/data-format.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)
PASSPHRASE = "four words of Ångström"
STORED = (
    Agent, Lead, Session, Contact, Hold, PhaseStretch, Answer, Evaluation, Rater, Draft, Link, Mark, Note,
    ModelRef, Cursor, StepRecord, Correction, CorrectedValue, Statement,
)  # fmt: skip
NOT_EXPORTED = {"schema", "place", "seen_s", "revision", "evaluations"}


@pytest.fixture(name="program")
def _program(tmp_path: Path) -> LocalProgram:
    """A store with a lead, two agents, sessions of two years, one moved, one removed, one saved often."""
    program = open_program(data_dir=str(tmp_path / "data"), config_dir=str(tmp_path / "config"))
    program.team.put_lead(Lead(id=identity(1), name="Kari"))
    agents = [Agent(id=ANNA, name="Anna Å", team="Nord"), Agent(id=BEN, name="Ben 好", remember="[b]\u2028")]
    program.team.put_agents(agents)
    for number in range(2, 6):
        program.sessions.put(session(number, start=START + timedelta(days=20 * number)))
    for revision in range(4, 8):
        program.sessions.put(session(2, start=START, status="final", revision=revision))
    program.sessions.put(session(3, start=START + timedelta(days=60), agent_id=BEN))
    program.sessions.remove(session(4, start=START + timedelta(days=80)))
    return program


def read_with_the_document(store: Path, folder: Path, passphrase: str | None = None) -> dict[str, list[Any]]:
    """Run the document's own lines in a process of their own, and return the documents by table."""
    folder.mkdir()
    for name, block in zip(("read_store.py", "read_sealed_store.py"), BLOCKS, strict=True):
        (folder / name).write_text(block, encoding="utf-8")
    sealed = passphrase is not None
    code = (
        "import getpass, runpy, sys; getpass.getpass = sys.stdin.read; sys.argv = sys.argv[1:];"
        "sys.path.insert(0, '.'); runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "read_sealed_store.py" if sealed else "read_store.py", str(store)],
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        input=passphrase or "",
        encoding="utf-8",
        capture_output=True,
        check=True,
    )
    found: dict[str, list[Any]] = {}
    for line in done.stdout.splitlines():
        table, _blank, document = line.partition(" ")
        found.setdefault(table, []).append(json.loads(document))
    return found


def known(value: Any) -> Any:
    """A value without what is unknown: the export leaves out keys of a link that the store holds as null."""
    if isinstance(value, dict):
        return {key: known(inner) for key, inner in value.items() if inner is not None}
    return [known(inner) for inner in value] if isinstance(value, list) else value


def _everything(program: LocalProgram) -> Selection:
    selection = program.export.select(ExportFilter())
    assert selection is not None
    return selection


def check_against_the_export(found: dict[str, list[Any]], program: LocalProgram) -> None:
    exported = json.loads(b"".join(program.export.document(_everything(program), "json")))

    def by_id(entries: Iterable[dict[str, Any]]) -> dict[str, Any]:
        return {entry["id"]: {k: v for k, v in known(entry).items() if k != "schema"} for entry in entries}

    assert by_id(found["lead"]) == by_id([exported["lead"]])
    assert by_id(found["agents"]) == by_id(exported["agents"])
    assert len(found["sessions"]) == 3
    sessions = {}
    for entry in found["sessions"]:
        kept = {key: value for key, value in known(entry).items() if key not in NOT_EXPORTED}
        sessions[entry["id"]] = {**kept, "model": kept["model"]["id"]}
    assert sessions == by_id(exported["sessions"])
    evaluations = by_id(e for entry in found["sessions"] for e in entry["evaluations"])
    for identifier, record in by_id(exported["evaluations"]).items():
        assert evaluations[identifier].items() <= record.items()
    assert len(evaluations) == len(exported["evaluations"])


def test_fifteen_lines_read_a_store(program: LocalProgram, tmp_path: Path) -> None:
    assert len([line for line in BLOCKS[0].splitlines() if line.strip()]) == 15
    assert re.findall(r"import (.*)", BLOCKS[0]) == ["json, pathlib, sys"]
    found = read_with_the_document(program.folders.store, tmp_path / "read")
    check_against_the_export(found, program)


def test_the_lines_for_a_passphrase_read_a_sealed_store(program: LocalProgram, tmp_path: Path) -> None:
    program.protection.encrypt(PASSPHRASE)
    again = open_program(data_dir=str(program.folders.data), config_dir=str(program.folders.config))
    again.protection.unlock(PASSPHRASE)
    again.sessions.put(session(2, start=START, status="final", revision=9))
    found = read_with_the_document(again.folders.store, tmp_path / "read", PASSPHRASE)
    check_against_the_export(found, again)
    with pytest.raises(subprocess.CalledProcessError) as refused:
        read_with_the_document(again.folders.store, tmp_path / "wrong", "another one")
    assert "InvalidTag" in refused.value.stderr


def test_every_field_is_named() -> None:
    named = set(re.findall(r"`(\w+)`", TEXT))
    assert {field.name for kind in STORED for field in fields(kind)} - named == set()


def test_the_numbers_are_those_of_today() -> None:
    assert f'{{"coachtui":{FORMAT},"gen":"5f0c1d2e3a4b","n":0,"schema":{SCHEMA},"to":1,"crc"' in TEXT


def test_every_file_of_a_store_is_named(program: LocalProgram) -> None:
    program.sessions.keep_content("grow", 1, program.pack_text("grow"))
    program.sessions.close()
    program.pseudonymous.source(_everything(program)).lead()
    program.protection.encrypt(PASSPHRASE)
    there = {path.name for path in program.folders.store.iterdir()} - {"agents", "content", "leases"}
    assert {KEYS, KEYS_COPY, PSEUDONYMS} <= there
    assert {name for name in there if f"`store/{name}`" not in TEXT} == set()


def test_the_header_is_bound_as_the_document_says() -> None:
    """The proof over a header is not read by the lines above, so it is opened here by the words alone."""
    from base64 import b64decode

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    master = bytes(range(32))
    line = (
        VaultSeals(master)
        .codec("team.jsonl")
        .encode(Header(format=FORMAT, generation="5f0c", n=3, schema=SCHEMA), "5f0c")
    )
    header = json.loads(line)
    proof = b64decode(header.pop("sealed"))
    header.pop("crc")
    bond = b"team.jsonl\0header\0" + json.dumps(header, separators=(",", ":")).encode()
    key = HKDF(SHA256(), 32, None, b"coachtui/1/file/team").derive(master)
    assert AESGCM(key).decrypt(proof[:12], proof[12:], bond) == b""
    assert "drop" in Record.__struct_fields__


def test_the_kinds_of_records_are_described_as_they_are() -> None:
    tool = runpy.run_path(str(ROOT / "tools/kinds_doc.py"))
    assert tool["described"](TEXT) == TEXT, "run tools/kinds_doc.py"


def test_three_lines_with_tinydb_read_a_log(program: LocalProgram) -> None:
    (block,) = re.findall(r"^```py\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)
    assert len(block.splitlines()) == 3
    program.team.put_agents([Agent(id=BEN, name="Ben", status="left")])
    done = subprocess.run(
        [sys.executable, "-c", block],
        cwd=program.folders.data,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
        capture_output=True,
        check=True,
    )
    assert "Anna Å" in done.stdout
    assert "Ben" not in done.stdout
