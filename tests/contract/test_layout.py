"""One table says of every file of a store what it is; no file is in none of its rows (F10)."""

from __future__ import annotations

import ast
import re
import zipfile
from pathlib import Path

import pytest
from tests.contract.sessions import ANNA, BEN, START, session
from tests.contract.taking_in import full_place
from tests.hygiene.source_tree import PACKAGE

from coachtui.store.keeping.backups.store_backups import StoreBackups
from coachtui.store.keeping.checks.salvage import salvage
from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.log import layout
from coachtui.store.log.lock import StoreLock
from coachtui.store.log.log_table import KeyedDB
from coachtui.store.protection.seals import PlainSeals
from coachtui.store.records.erasure import Erasure
from coachtui.store.records.pseudonyms import PSEUDONYMS, LogPseudonyms

FILE_NAME = re.compile(r"\.?[a-z]+(\.copy)?\.jsonl?|\.[a-z]+")


def used_store(data: Path) -> Path:
    """Make a store in which everything is lying that a store ever holds, and return its folder."""
    place = full_place(data)
    store, root = place.store, place.store.root
    store.lease(session(1).id).release()
    (root / "leases" / "left-by-a-kill.lock").touch()
    LogPseudonyms(root / PSEUDONYMS, store.lock).of(ANNA)
    store.close()
    StoreBackups(root, PlainSeals, lambda: START, version="0", folders=(data / "backups",)).daily.make()
    Erasure(store).erase(BEN, START.date())
    log = next(root.glob(f"agents/{ANNA}/*.jsonl"))
    log.write_bytes(log.read_bytes() + b'{"n":9,"pu')
    place.put(session(77))
    damaged = next(root.glob("content/*.toml"))
    damaged.write_bytes(b"\xff")
    salvage(root, PlainSeals(), StoreLock(root / ".lock"), START)
    assert layout.unknown_files(root) == []
    for kept in list(root.rglob("*.damaged-*")):
        kept.unlink()
    StoreProtection(root).encrypt("four words are better")
    return root


def test_f10_no_file_of_a_store_in_use_is_unknown(tmp_path: Path) -> None:
    root = used_store(tmp_path / "data")
    assert layout.unknown_files(root) == []
    assert {path.name for path in root.iterdir()} >= {"agents", "content", "keys.json", PSEUDONYMS}


def test_f10_every_table_that_the_program_keeps_stands_in_the_row_of_its_log(tmp_path: Path) -> None:
    place = full_place(tmp_path / "data")
    root = place.store.root
    LogPseudonyms(root / PSEUDONYMS, place.store.lock).of(ANNA)
    place.store.close()
    StoreBackups(root, PlainSeals, lambda: START, version="0", folders=(tmp_path / "backups",)).daily.make()
    Erasure(place.store).erase(BEN, START.date())
    named = [kind for kind in layout.KINDS if kind.log and kind.name and kind.name != layout.INCOMING]
    for kind in named:
        tables = KeyedDB(root / kind.name, lock=StoreLock(root / ".lock")).tables()
        assert tables, kind.name
        assert tables <= kind.tables, kind.name


def test_f10_what_is_not_in_a_backup_is_derived_or_of_the_moment(tmp_path: Path) -> None:
    root = used_store(tmp_path / "data")
    protection = StoreProtection(root)
    protection.unlock("four words are better")
    made = StoreBackups(
        root, protection.seals, lambda: START, version="0", folders=(tmp_path / "b",)
    ).daily.make()
    with zipfile.ZipFile(made) as archive:
        left_out = set(layout.files_in(root)) - set(archive.namelist())
    assert {name for name in left_out if not name.startswith((".", "leases/"))} == {
        "index.jsonl",
        "copies.jsonl",
    }


def test_f10_every_file_that_the_store_names_has_a_row() -> None:
    names = {
        node.value
        for path in (PACKAGE / "store").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and FILE_NAME.fullmatch(node.value)
    }
    assert {"team.jsonl", "erased.jsonl", "keys.copy.json", ".exchange", ".reserve"} <= names
    endings = {".jsonl", ".toml", ".lock", ".zip", ".before", ".old", ".next", ".work", ".torn", ".new"}
    rows = sorted(names - endings - {"manifest.json"})  # the manifest stands in a backup only
    assert [name for name in rows if layout.kind_of(name) is None] == []


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("agents/0190aaaa/2026.jsonl", True),
        ("agents/0190aaaa/2026.jsonl.torn", True),
        ("agents/0190aaaa/2026.jsonl.damaged-20261126-100000-2", True),
        ("agents/0190aaaa/2026.jsonl.damaged-by-me", False),
        ("agents/0190aaaa/record.jsonl", False),
        ("agents/2026.jsonl", False),
        ("content/../../x.toml", False),
        ("goals.jsonl", False),
        ("notes of mine.txt", False),
        ("agents/.DS_Store", True),
    ],
)
def test_f10_a_name_is_known_whole_or_not_at_all(name: str, *, known: bool) -> None:
    assert (layout.kind_of(name) is not None) == known


def test_f10_what_is_not_the_programs_stays_through_an_exchange(tmp_path: Path) -> None:
    root = full_place(tmp_path / "data").store.root
    (root / "agents" / "notes of mine.txt").write_text("mine")
    StoreProtection(root).encrypt("four words are better")
    assert (root / "agents" / "notes of mine.txt").read_text() == "mine"
