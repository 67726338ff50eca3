"""Nothing is removed or rewritten on the word of a name or a plain file alone (breaker A4, A6, A7, C6)."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
import zlib
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.contract.protected import PASSPHRASE, furnish, opened
from tests.contract.sessions import ANNA, BEN
from tests.contract.test_backup import Keeping, agents_in

from coachtui.bootstrap import LocalProgram, open_program
from coachtui.domain.errors import StoreCorrupt
from coachtui.services.erasing import Erasing
from coachtui.services.protecting import protect
from coachtui.store.keeping.checks.verify import verify
from coachtui.store.log.log_codec import PlainCodec
from coachtui.store.records.erasure import Erasure
from coachtui.store.records.identity import read_identity

DAY = date(2026, 11, 26)


@pytest.fixture(name="keeping")
def _keeping(tmp_path: Path) -> Keeping:
    keeping = Keeping(tmp_path / "data")
    furnish(keeping.root)
    return keeping


def erase(keeping: Keeping, agent_id: str = ANNA) -> Any:
    """Erase an agent as the program does."""
    store = opened(keeping.root, keeping.protection)
    Erasure(store).erase(agent_id, DAY)
    return keeping.backups.erasing.erase_from_copies(agent_id)


def planted(path: Path, table: str, documents: dict[str, Any]) -> None:
    """Write a plain log as anybody can, with right checksums."""
    lines = [
        {"coachtui": 1, "gen": "0123456789ab", "n": 0, "schema": 1},
        {"n": 1, "put": {table: documents}},
    ]
    text = b""
    for line in lines:
        body = json.dumps(line, separators=(",", ":")).encode()[:-1]
        text += b'%b,"crc":"%08x"}\n' % (body, zlib.crc32(body))
    path.write_bytes(text)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def program_on(data: Path, secret: str | None = None) -> LocalProgram:
    program = open_program(data_dir=str(data), config_dir=str(data.with_name("config")))
    if secret is not None:
        program.protection.unlock(secret)
    return program


# -- A4: copies of the data folder


@pytest.mark.parametrize("act", ["encrypt", "erase"])
def test_a4_what_is_done_in_a_copy_leaves_the_originals_backups_alone(
    keeping: Keeping, tmp_path: Path, act: str
) -> None:
    keeping.backups.daily.make()
    keeping.backups.make_at(tmp_path / "archive.zip")
    shutil.copytree(keeping.data, tmp_path / "copy")
    originals = {**contents(keeping.data), "a": (tmp_path / "archive.zip").read_bytes()}
    stick = contents(keeping.stick)
    copy = Keeping(tmp_path / "copy")
    if act == "encrypt":
        protect(copy.protection, copy.backups, PASSPHRASE)
    else:
        assert erase(copy) == ()
    assert {**contents(keeping.data), "a": (tmp_path / "archive.zip").read_bytes()} == originals
    assert {name: data for name, data in contents(keeping.stick).items() if name in stick} == stick
    assert str(tmp_path / "archive.zip") in copy.backups.erasing.of_original()
    assert keeping.backups.erasing.of_original() == []


def test_a4_a_copy_has_its_own_backups_in_its_own_folder(keeping: Keeping, tmp_path: Path) -> None:
    keeping.backups.daily.make()
    shutil.copytree(keeping.data, tmp_path / "copy")
    copy = Keeping(tmp_path / "copy")
    (inside,) = (copy.data / "backups").iterdir()
    assert erase(copy) == ()
    assert agents_in(inside) == {BEN}
    first, second = (read_identity(each.root, each.protection.seals()) for each in (keeping, copy))
    assert first is not None
    assert second is not None
    assert first.id != second.id
    assert second.origins == [first.id]


def test_a4_a_copy_of_a_copy_and_the_original_keep_apart(keeping: Keeping, tmp_path: Path) -> None:
    keeping.backups.make_at(tmp_path / "first.zip")
    shutil.copytree(keeping.data, tmp_path / "second")
    second = Keeping(tmp_path / "second")
    second.backups.make_at(tmp_path / "second.zip")
    shutil.copytree(second.data, tmp_path / "third")
    third = Keeping(tmp_path / "third")
    erase(third)
    assert agents_in(tmp_path / "first.zip") == agents_in(tmp_path / "second.zip") == {ANNA, BEN}
    erase(second)
    assert agents_in(tmp_path / "first.zip") == {ANNA, BEN}
    assert agents_in(tmp_path / "second.zip") == {BEN}


def test_a4_a_copy_made_before_stores_had_an_id(keeping: Keeping, tmp_path: Path) -> None:
    make_as_before(keeping, tmp_path / "archive.zip")
    shutil.copytree(keeping.data, tmp_path / "copy")
    originals = {**contents(keeping.data), "a": (tmp_path / "archive.zip").read_bytes()}
    copy = Keeping(tmp_path / "copy")
    erase(copy)
    assert {**contents(keeping.data), "a": (tmp_path / "archive.zip").read_bytes()} == originals
    (inside,) = (copy.data / "backups").iterdir()
    assert agents_in(inside) == {BEN}
    erase(keeping)
    assert agents_in(tmp_path / "archive.zip") == {BEN}


def test_c6_a_moved_folder_finds_its_backups(keeping: Keeping, tmp_path: Path) -> None:
    made = keeping.backups.daily.make()
    keeping.backups.make_at(tmp_path / "archive.zip")
    keeping.data.rename(tmp_path / "new home")
    moved = Keeping(tmp_path / "new home")
    assert moved.backups.erasing.unreachable_with(ANNA) == []
    assert erase(moved) == ()
    assert moved.backups.erasing.of_original() == []
    for file in (moved.data / "backups" / made.name, tmp_path / "archive.zip"):
        assert agents_in(file) == {BEN}


def test_c6_a_folder_moved_before_stores_had_an_id(keeping: Keeping, tmp_path: Path) -> None:
    make_as_before(keeping, tmp_path / "archive.zip")
    keeping.data.rename(tmp_path / "new home")
    moved = Keeping(tmp_path / "new home")
    assert moved.backups.erasing.unreachable_with(ANNA) == []
    assert erase(moved) == ()
    for file in (*(moved.data / "backups").iterdir(), tmp_path / "archive.zip"):
        assert agents_in(file) == {BEN}


def make_as_before(keeping: Keeping, archive: Path) -> None:
    """Leave a backup of the day and an archive as a version left them that knew no id."""
    made = keeping.backups.daily.make()
    keeping.backups.make_at(archive)
    listed = {}
    for file, daily in ((made, True), (keeping.stick / made.name, True), (archive, False)):
        with zipfile.ZipFile(file) as old:
            inside = {name: old.read(name) for name in old.namelist()}
        manifest = json.loads(inside["manifest.json"])
        del manifest["store"]
        # No record of the id either: it stands in the list of people, whose hash the manifest has.
        inside["team.jsonl"] = without_id(inside["team.jsonl"])
        for entry in manifest["files"]:
            entry.update(size=len(inside[entry["name"]]), sha256=sha(inside[entry["name"]]))
        with zipfile.ZipFile(file, "w") as new:
            for name, data in {**inside, "manifest.json": json.dumps(manifest).encode()}.items():
                new.writestr(name, data)
        listed[str(file)] = {"made_at": manifest["made_at"], "elsewhere": False, "daily": daily}
    planted(keeping.root / "copies.jsonl", "copies", listed)
    log = keeping.root / "team.jsonl"
    log.write_bytes(without_id(log.read_bytes()))


def without_id(team: bytes) -> bytes:
    """Return a list of people without the record of the store's id, and with a header as it was then."""
    head, *records = team.splitlines(keepends=True)
    header = PlainCodec().header(head[:-1])
    assert header is not None
    plain = PlainCodec().encode(msgspec.structs.replace(header, to=0), header.generation)
    return b"".join([plain, *(line for line in records if b'"store"' not in line)])


def sha(data: bytes) -> str:
    from hashlib import sha256

    return sha256(data).hexdigest()


@pytest.mark.parametrize("lost", ["removed", "emptied"])
def test_c6_a_lost_list_is_made_again_from_the_folders(keeping: Keeping, lost: str) -> None:
    made = keeping.backups.daily.make()
    log = keeping.root / "copies.jsonl"
    log.unlink() if lost == "removed" else planted(log, "copies", {})
    assert erase(keeping) == ()
    assert agents_in(made) == agents_in(keeping.stick / made.name) == {BEN}
    assert keeping.backups.last() == keeping.now


def test_c6_backups_of_others_in_the_same_folder_are_left(keeping: Keeping, tmp_path: Path) -> None:
    other = Keeping(tmp_path / "other")
    furnish(other.root)
    theirs = other.backups.make_at(keeping.stick / "coachtui-20260101-080000.zip")
    keeping.backups.daily.make()
    before = theirs.read_bytes()
    assert erase(keeping) == ()
    assert theirs.read_bytes() == before


@pytest.mark.parametrize(
    "place",
    [
        "data/a.zip",
        "data/team.bak",
        "data/sub/copy",
        "data/store/instore.zip",
        "stick/moved.bak",
        "data/backups/renamed.old",
    ],
)
def test_attack_3_a_copied_or_renamed_backup_is_erased_from_whatever_its_name(
    keeping: Keeping, tmp_path: Path, place: str
) -> None:
    made = keeping.backups.daily.make()
    copied = tmp_path / place
    copied.parent.mkdir(exist_ok=True)
    shutil.copy(made, copied)
    (tmp_path / "data" / "notes.zip").write_bytes(b"PK\x03\x04 nothing of ours")
    assert erase(keeping) == ()
    assert agents_in(copied) == {BEN}
    assert (tmp_path / "data" / "notes.zip").read_bytes() == b"PK\x03\x04 nothing of ours"


def test_attack_3_an_archive_of_any_name_is_found_after_it_was_renamed(
    keeping: Keeping, tmp_path: Path
) -> None:
    keeping.backups.make_at(tmp_path / "archives" / "team.bak").rename(tmp_path / "archives" / "moved.bak")
    assert erase(keeping) == ()
    assert agents_in(tmp_path / "archives" / "moved.bak") == {BEN}


# -- A6: a planted list of backups


@pytest.mark.parametrize("protected", [False, True])
def test_a6_a_planted_list_removes_and_changes_nothing(
    keeping: Keeping, tmp_path: Path, protected: bool
) -> None:
    keeping.backups.daily.make()
    if protected:
        protect(keeping.protection, keeping.backups, PASSPHRASE)
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / "thesis.txt").write_text("years of work")
    (desk / "thesis.txt.new").write_text("more of it")
    with zipfile.ZipFile(desk / "photos.zip", "w") as archive:
        archive.writestr("cat.jpg", b"meow")
    (tmp_path / "apart").mkdir()
    (tmp_path / "apart" / "real").write_bytes(keeping.backups.make_at(tmp_path / "kept.zip").read_bytes())
    (desk / "link.zip").symlink_to(tmp_path / "apart" / "real")
    os.mkfifo(desk / "pipe.zip")
    kept = {p.name: p.read_bytes() for p in desk.iterdir() if p.name != "pipe.zip"}
    order = {"made_at": "2026-01-01T10:00:00+01:00", "elsewhere": False, "discard": True, "begun": True}
    names = ("thesis.txt", "photos.zip", "link.zip", "pipe.zip", "gone")
    planted(keeping.root / "copies.jsonl", "copies", {str(desk / name): order for name in names})
    (desk / "gone.new").write_text("somebody's")
    kept["gone.new"] = b"somebody's"
    if protected:
        with pytest.raises(StoreCorrupt, match="unsealed_record"):
            keeping.backups.daily.make()
        report = verify(keeping.root, seals=keeping.protection.seals())
        assert [(f.file, f.code) for f in report.findings] == [("store/copies.jsonl", "unsealed_record")]
    else:
        keeping.backups.daily.make()
        erase(keeping)
    assert {p.name: p.read_bytes() for p in desk.iterdir() if p.name != "pipe.zip"} == kept


# -- A7: a planted list of erased agents


def test_a7_a_planted_plain_order_to_erase_is_refused_in_a_protected_store(keeping: Keeping) -> None:
    keeping.protection.encrypt(PASSPHRASE)
    stick = keeping.backups.make_at(keeping.stick / "x.zip")
    planted(keeping.root / "erased.jsonl", "erased", {ANNA: {"on": "2026-01-01", "done": False}})
    with pytest.raises(StoreCorrupt, match="unsealed_record"):
        _ = program_on(keeping.data, PASSPHRASE).sessions
    with pytest.raises(StoreCorrupt, match="unsealed_record"):
        keeping.backups.erasing.erase_pending()
    assert agents_in(stick) == {ANNA, BEN}
    assert (keeping.root / "agents" / ANNA).exists()
    report = verify(keeping.root, seals=keeping.protection.seals())
    assert [(f.file, f.code) for f in report.findings] == [("store/erased.jsonl", "unsealed_record")]
    program_on(keeping.data, PASSPHRASE).salvage()
    again = program_on(keeping.data, PASSPHRASE)
    assert again.sessions.erased.ids() == set()
    assert ANNA in {found.agent_id for found in again.sessions.every()}


@pytest.mark.parametrize("done", [False, True])
def test_a7_a_store_protected_by_an_earlier_version_obeys_only_what_it_bears_out(
    keeping: Keeping, done: bool
) -> None:
    keeping.protection.encrypt(PASSPHRASE)
    gone = "0190dddd-0000-7000-8000-00000000000d"
    order = {"on": "2026-01-01", "done": done}
    planted(keeping.root / "erased.jsonl", "erased", {ANNA: order, gone: {**order, "done": True}})
    planted(keeping.root / "copies.jsonl", "copies", {})
    forget_the_mark(keeping)
    program = program_on(keeping.data, PASSPHRASE)
    assert program.sessions.erased.ids() == {gone}
    assert (keeping.root / "agents" / ANNA).exists()
    assert [error.code for error in program.setting_problems()] == ["erasing_unproven"]
    for name in ("erased.jsonl", "copies.jsonl"):
        assert b'"sealed":' in (keeping.root / name).read_bytes().splitlines()[0]
    assert program_on(keeping.data, PASSPHRASE).sessions.team.seals_orders()
    assert verify(keeping.root, seals=program.protection.seals()).findings == ()


def forget_the_mark(keeping: Keeping) -> None:
    """Make a protected store one of which nothing says that its lists are sealed."""
    seals = keeping.protection.seals()
    from coachtui.store.log.lock import StoreLock
    from coachtui.store.log.log_table import KeyedDB

    log = KeyedDB(
        keeping.root / "team.jsonl",
        lock=StoreLock(keeping.root / ".lock"),
        codec=seals.codec("team.jsonl"),
    )
    log.keyed("store").put_encoded({}, ["1"])


def test_a7_somebody_said_to_be_erased_who_is_stored_stays_in_backups(keeping: Keeping) -> None:
    made = keeping.backups.daily.make()
    planted(keeping.root / "erased.jsonl", "erased", {ANNA: {"on": "2026-01-01", "done": True}})
    keeping.backups.erasing.erase_pending()
    assert agents_in(made) == {ANNA, BEN}


def test_a7_in_a_protected_store_both_lists_are_sealed(keeping: Keeping) -> None:
    erase(keeping, BEN)
    keeping.backups.daily.make()
    protect(keeping.protection, keeping.backups, PASSPHRASE)
    erase(keeping)
    for name in ("erased.jsonl", "copies.jsonl"):
        text = (keeping.root / name).read_bytes()
        assert b'"put"' not in text
        assert ANNA.encode() not in text
    store = opened(keeping.root, keeping.protection)
    assert store.erased.ids() == {ANNA, BEN}
    recovery = keeping.protection.rekey("another four words")
    assert recovery
    assert opened(keeping.root, keeping.protection).erased.ids() == {ANNA, BEN}
    keeping.protection.decrypt()
    assert opened(keeping.root, keeping.protection).erased.ids() == {ANNA, BEN}
    assert verify(keeping.root, seals=keeping.protection.seals()).findings == ()


def test_a_file_is_erased_from_when_the_lead_asks_and_that_is_all(keeping: Keeping, tmp_path: Path) -> None:
    """Files that the program did not make lie beside every backup, and keep every byte."""
    decoys = {}
    for folder in (keeping.data, keeping.data / "backups", keeping.stick, tmp_path):
        folder.mkdir(exist_ok=True)
        for name in ("thesis.zip", "coachtui-20200101-000000.zip", "notes.new", "store.before-1.zip"):
            (folder / name).write_bytes(f"{folder}{name}".encode())
            decoys[folder / name] = f"{folder}{name}".encode()
    keeping.backups.daily.make()
    keeping.backups.make_at(tmp_path / "archive.zip")
    protect(keeping.protection, keeping.backups, PASSPHRASE)
    keeping.protection.rekey("another four words")
    keeping.backups.protection.renew()
    erase(keeping)
    keeping.protection.decrypt()
    keeping.backups.protection.renew()
    assert {path: path.read_bytes() for path in decoys} == decoys


def test_erasing_says_what_belongs_to_the_original(keeping: Keeping, tmp_path: Path) -> None:
    keeping.backups.make_at(tmp_path / "archive.zip")
    shutil.copytree(keeping.data, tmp_path / "copy")
    copy = Keeping(tmp_path / "copy")
    store = opened(copy.root)
    agent = next(agent for agent in store.team.agents() if agent.id == BEN)
    left = Erasing(Erasure(store), copy.backups.erasing, program_on(copy.data).clock).erase(agent)
    assert left.of_original == (str(tmp_path / "archive.zip"),)
    assert left.out_of_reach == ()
    assert left.troubles == ()
