"""Something that is no file where a file to lock belongs: told by who needs it and by a check."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.contract.exporting import scored
from tests.contract.sessions import ANNA, identity
from tests.contract.test_odd_places import cli, program_on

from coachtui.domain.agent import Agent
from coachtui.domain.errors import StoreError
from coachtui.domain.progress import ignore_progress
from coachtui.store.records.session_store import LogSessionStore

ODD: dict[str, tuple[Callable[[Path], object], str]] = {
    "folder": (Path.mkdir, "folder_in_place"),
    "link": (lambda path: path.symlink_to("nowhere"), "store_is_link"),
    "pipe": (os.mkfifo, "not_a_file"),
}


@pytest.fixture(name="data")
def _data(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    program = program_on(data)
    program.team.put_agents([Agent(id=ANNA, name="Anna Berg")])
    program.sessions.put(scored(1, "pickup 1", agent_id=ANNA, status="final"))
    program.close()
    assert cli(data, "backup", str(data.parent / "kept.zip")) == 0
    return data


def put(kind: str, path: Path) -> str:
    """Put something odd where a file was or will be; return the code of what is wrong."""
    make, code = ODD[kind]
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    make(path)
    return code


def found(data: Path) -> list[tuple[str, str]]:
    return [(each.file, each.code) for each in program_on(data).check(ignore_progress).findings]


@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize(
    "name",
    [
        "store/.lock",
        ".store.exchange.lock",
        ".store.backup.lock",
        f"store/leases/{identity(1)}.lock",
        "store/.reserve",
    ],
)
def test_attack_check_names_what_is_no_file_in_the_place_of_a_lock(data: Path, kind: str, name: str) -> None:
    code = put(kind, data / name)
    assert found(data) == [(name, code)]
    assert cli(data, "check") == 1


@pytest.mark.parametrize("kind", ODD)
def test_attack_who_writes_is_told_what_stands_where_the_lock_belongs(data: Path, kind: str) -> None:
    code = put(kind, data / "store" / ".lock")
    program = program_on(data)
    with pytest.raises(StoreError) as refused:
        program.sessions.put(scored(2, "pickup 1", agent_id=ANNA, status="final"))
    assert (refused.value.code, refused.value.facts) == (code, {"file": ".lock"})


@pytest.mark.parametrize("name", ["store/.lock", ".store.exchange.lock"])
def test_attack_a_folder_for_a_lock_is_told_by_every_command_that_writes(
    data: Path, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    put("folder", data / name)
    (data / name / "mine").write_text("mine")
    kept = str(data.parent / "kept.zip")
    commands: list[tuple[str, ...]] = [("restore", kept, "--yes")]
    commands += [("roster", "add", "--name", "Cora Lund")] if name == "store/.lock" else []
    for command in commands:
        capfd.readouterr()
        assert cli(data, *command) == 6
        said = capfd.readouterr().err
        assert f"There is a folder where the file {Path(name).name} belongs; move it away." in said
    assert (data / name / "mine").read_text() == "mine"


@pytest.mark.parametrize("kind", ODD)
def test_attack_who_opens_a_session_is_told_what_stands_where_its_lock_belongs(data: Path, kind: str) -> None:
    code = put(kind, data / "store" / "leases" / f"{identity(1)}.lock")
    with pytest.raises(StoreError) as refused:
        program_on(data).sessions.lease(identity(1))
    assert refused.value.code == code


def _open(sessions: LogSessionStore) -> None:
    sessions.lease(identity(1))


def _store(sessions: LogSessionStore) -> None:
    sessions.put(scored(2, "pickup 1", agent_id=identity(77), status="final"))


@pytest.mark.parametrize(("name", "need"), [("leases", _open), (f"agents/{identity(77)}", _store)])
def test_attack_a_file_in_the_place_of_a_folder_is_told(
    data: Path, name: str, need: Callable[[LogSessionStore], None]
) -> None:
    place = data / "store" / name
    if place.is_dir():
        place.rmdir()
    place.write_text("mine")
    with pytest.raises(StoreError) as refused:
        need(program_on(data).sessions)
    assert (refused.value.code, refused.value.facts) == ("file_in_place", {"file": place.name})
    assert found(data) == [(f"store/{name}", "unknown_file")]
    assert place.read_text() == "mine"


@pytest.mark.parametrize("kind", ODD)
def test_attack_a_backup_is_made_where_its_turn_cannot_be_claimed(data: Path, kind: str) -> None:
    put(kind, data / ".store.backup.lock")
    assert cli(data, "backup", str(data.parent / "another.zip")) == 0
