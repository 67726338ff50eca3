"""A store that belongs to somebody else, or that a link leads out of, is refused before anything is read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.contract.conftest import Open
from tests.contract.sessions import ANNA, session

from coachtui.bootstrap import LocalProgram, open_program
from coachtui.domain.agent import Agent
from coachtui.domain.errors import StoreError
from coachtui.store.keeping.checks.verify import verify
from coachtui.store.log import disk
from coachtui.store.log.access import check_access
from coachtui.store.log.file_system import FileSystem
from coachtui.store.log.place import MARK

LOG = f"agents/{ANNA}/2026.jsonl"
PARTS = ("", "agents", "content", "team.jsonl")
ROOT = os.name == "posix" and os.geteuid() == 0
SOMEBODY = 54321


@pytest.fixture(name="root")
def _root(open_store: Open, tmp_path: Path) -> Path:
    """A store with an agent, a session, an index and a copy."""
    store = open_store()
    store.team.put_agents([Agent(id=ANNA, name="Anna")])
    store.keep_content("grow", 1, 'id = "grow"')
    store.put(session(1))
    store.close()
    return tmp_path / "store"


def program_on(root: Path) -> LocalProgram:
    return open_program(data_dir=str(root.parent), config_dir=str(root.parent / "config"))


def behind_a_link(path: Path, place: Path) -> None:
    """Move a file or folder away and leave a link to it."""
    shutil.move(path, place)
    path.symlink_to(place, target_is_directory=place.is_dir())


def refusal(act: Callable[[], object]) -> StoreError:
    with pytest.raises(StoreError) as caught:
        act()
    return caught.value


def test_a_store_of_ones_own_is_fine(root: Path) -> None:
    check_access(root)
    assert len(program_on(root).sessions.rows()) == 1


def test_a_store_not_there_yet_is_fine(tmp_path: Path) -> None:
    check_access(tmp_path / "nowhere" / "store")


def test_a_link_above_the_store_is_the_users_choice(root: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").symlink_to(tmp_path, target_is_directory=True)
    assert len(program_on(tmp_path / "elsewhere" / root.name).sessions.rows()) == 1


@pytest.mark.parametrize("part", PARTS)
def test_a_link_in_the_place_of_a_part_is_refused(root: Path, tmp_path: Path, part: str) -> None:
    behind_a_link(root / part if part else root, tmp_path / "aside")
    error = refusal(lambda: program_on(root).team)
    assert (error.code, error.facts) == ("store_is_link", {"file": part or "store"})


@pytest.mark.parametrize("part", [".next", ".old"])
@pytest.mark.parametrize("role", ["next", "complete", "old"])
def test_a_link_in_the_place_of_a_new_store_is_not_taken_for_one(
    root: Path, tmp_path: Path, part: str, role: str
) -> None:
    planted = tmp_path / "planted"
    write_planted(planted, role)
    root.with_name(root.name + part).symlink_to(planted, target_is_directory=True)
    assert len(program_on(root).sessions.rows()) == 1
    shutil.rmtree(root)
    assert program_on(root).sessions.rows() == []
    assert (planted / MARK).exists()


def test_a_new_store_of_somebody_else_is_not_taken_for_one(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = root.with_name("store.next")
    write_planted(planted, "complete")
    given_away(planted, monkeypatch)
    shutil.rmtree(root)
    assert program_on(root).sessions.rows() == []
    assert (planted / MARK).exists()


def write_planted(folder: Path, role: str) -> None:
    folder.mkdir()
    (folder / MARK).write_bytes(b"coachtui 0123456789ab " + role.encode() + b"\n")


@pytest.mark.parametrize("part", [LOG, f"agents/{ANNA}"])
def test_a_link_to_an_agents_sessions_is_refused(root: Path, tmp_path: Path, part: str) -> None:
    behind_a_link(root / part, tmp_path / "aside")
    (root / "index.jsonl").unlink()
    store = program_on(root).sessions
    for act in (
        lambda: store.of_agent(ANNA),
        lambda: store.newest.rows_of(ANNA),
        store.rows,
        lambda: store.put(session(2)),
    ):
        assert refusal(act).code == "store_is_link"
    assert "store_is_link" in {finding.code for finding in verify(root).findings}


@pytest.mark.parametrize("whose", ["a link's", "somebody else's"])
def test_attack_an_index_that_is_not_ones_own_is_neither_read_nor_replaced(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whose: str
) -> None:
    """It is derived: the program gets along without, and check names it."""
    index = root / "index.jsonl"
    stale = index.read_bytes()
    store = program_on(root).sessions
    store.put(session(2, status="final"))
    store.close()
    index.write_bytes(stale.replace(b'"live"', b'"gone"'))
    if whose == "a link's":
        behind_a_link(index, tmp_path / "aside")
    else:
        given_away(index, monkeypatch)
    before = index.read_bytes()
    found = program_on(root).sessions
    assert [row.status for row in found.rows()] == ["live", "final"]
    found.put(session(3, status="final"))
    found.close()
    assert index.read_bytes() == before
    code = "store_is_link" if whose == "a link's" else "store_foreign"
    assert [(each.file, each.code) for each in verify(root).findings] == [("store/index.jsonl", code)]


@pytest.mark.parametrize("part", [*PARTS, LOG, f"agents/{ANNA}"])
def test_what_belongs_to_somebody_else_is_refused(
    root: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    given_away(root / part if part else root, monkeypatch)
    error = refusal(lambda: program_on(root).sessions.of_agent(ANNA))
    assert (error.code, error.facts) == ("store_foreign", {"file": (root / part).name})


def given_away(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file or folder belong to somebody else, or look so where only the administrator can do that."""
    if ROOT:
        os.chown(path, SOMEBODY, SOMEBODY)
        return
    real = FileSystem.status

    def status(self: FileSystem, asked: Path, *, follow: bool = True) -> os.stat_result:
        found = list(real(self, asked, follow=follow))
        if asked == path:
            found[4] = SOMEBODY
        return os.stat_result(found)

    monkeypatch.setattr(FileSystem, "status", status)


def test_a_folder_in_the_place_of_which_a_link_stands_is_not_emptied(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "file").touch()
    (tmp_path / "link").symlink_to(kept, target_is_directory=True)
    disk.remove_tree(tmp_path / "link")
    assert (kept / "file").exists()
    assert not (tmp_path / "link").is_symlink()


def test_where_a_system_knows_no_owner_links_are_refused_all_the_same(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "WINDOWS", True)
    check_access(root)
    behind_a_link(root / "agents", tmp_path / "aside")
    assert refusal(lambda: check_access(root)).code == "store_is_link"
