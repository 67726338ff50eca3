"""Something that is no file, or no folder, where one belongs (an outside attack)."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from tests.contract.exporting import scored
from tests.contract.sessions import ANNA, BEN

from coachtui.bootstrap import LocalProgram, open_program
from coachtui.cli import main
from coachtui.domain.agent import Agent
from coachtui.domain.progress import ignore_progress
from coachtui.settings.ids import Uuid7Ids

ANNAS = f"agents/{ANNA}/2026.jsonl"


def program_on(data: Path) -> LocalProgram:
    return open_program(data_dir=str(data), config_dir=str(data.parent / "config"))


def cli(data: Path, *arguments: str) -> int:
    config = str(data.parent / "config")
    return main(["--data-dir", str(data), "--config-dir", config, "--lang", "en", *arguments])


@pytest.fixture(name="data")
def _data(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    program = program_on(data)
    program.team.put_agents([Agent(id=ANNA, name="Anna Berg"), Agent(id=BEN, name="Ben Dahl")])
    for number, agent_id in ((1, ANNA), (2, ANNA), (3, BEN)):
        program.sessions.put(scored(number, "pickup 1", agent_id=agent_id, status="final"))
    program.sessions.keep_content("phone-technique", 1, program.content.form("phone-technique").source)
    program.close()
    return data


@pytest.mark.parametrize("name", [ANNAS, "team.jsonl", "erased.jsonl", "content/phone-technique@1.toml"])
def test_attack_check_names_a_folder_in_the_place_of_a_file(data: Path, name: str) -> None:
    place = data / "store" / name
    place.unlink(missing_ok=True)
    place.mkdir()
    found = [(each.file, each.code) for each in program_on(data).check(ignore_progress).findings]
    assert (f"store/{name}", "a_folder") in found
    program_on(data).salvage()
    assert place.is_dir()


def _link(path: Path) -> None:
    kept = path.parents[2] / "elsewhere.jsonl"
    shutil.move(path, kept)
    path.symlink_to(kept)


ODD: dict[str, Callable[[Path], object]] = {
    "pipe": os.mkfifo,
    "folder": Path.mkdir,
    "link": _link,
    "link to nowhere": lambda path: path.symlink_to("nowhere"),
    "circle": lambda path: path.symlink_to(path.name),
}


@pytest.mark.parametrize("kind", ODD)
def test_attack_an_index_that_is_no_file_stops_nothing_and_is_not_replaced(
    data: Path, kind: str, capfd: pytest.CaptureFixture[str]
) -> None:
    index = data / "store" / "index.jsonl"
    if kind != "link":
        index.unlink()
    ODD[kind](index)
    before = index.lstat()
    assert cli(data, "roster", "list") == 0
    assert len(program_on(data).sessions.rows()) == 3
    assert cli(data, "check") == 1
    assert "store/index.jsonl: " in capfd.readouterr().err
    program = program_on(data)
    program.sessions.put(scored(4, "pickup 1", agent_id=BEN, status="final"))
    program.close()
    assert cli(data, "backup") == 0
    assert cli(data, "export", "-o", str(data.parent / "all.json")) == 0
    assert cli(data, "erase", "Anna Berg", "--yes") == 0
    assert [row.agent_ids for row in program_on(data).sessions.rows()] == [(BEN,), (BEN,)]
    program_on(data).salvage()
    assert (index.lstat().st_ino, index.lstat().st_mode) == (before.st_ino, before.st_mode)


@pytest.mark.parametrize("kind", ["link", "link to nowhere", "circle", "pipe"])
def test_f7d_a_backup_names_the_log_that_is_no_file(
    data: Path, kind: str, capfd: pytest.CaptureFixture[str]
) -> None:
    place = data / "store" / ANNAS
    if kind != "link":
        place.unlink()
    ODD[kind](place)
    assert cli(data, "backup") != 0
    said = capfd.readouterr().err
    assert "2026.jsonl" in said
    assert "coachtui-" not in said


def test_attack_a_check_of_no_store_says_so(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli(tmp_path / "mistyped", "check") == 1
    assert capfd.readouterr().err == f"Nothing is stored in {tmp_path / 'mistyped'}.\n"
    assert not (tmp_path / "mistyped").exists()


@pytest.mark.parametrize("command", [("check",), ("roster", "list"), ("backup",), ("export",)])
def test_attack_a_data_folder_that_is_a_file_is_told_as_such(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    (tmp_path / "file").write_text("mine")
    for data in (tmp_path / "file", Path("/dev/null"), tmp_path / "file" / "deeper"):
        assert (
            main(["--data-dir", str(data), "--config-dir", str(tmp_path / "c"), "--lang", "en", *command])
            == 6
        )
        assert capfd.readouterr().err.startswith(f"{data} is not a folder, so no data can be kept there; ")
    assert (tmp_path / "file").read_text() == "mine"


def test_attack_a_clock_beyond_what_python_counts_stops_nothing(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late() -> NoReturn:
        raise OverflowError("timestamp too large to convert to C _PyTime_t")

    monkeypatch.setattr(time, "time_ns", too_late)
    assert cli(data, "backup") == 0
    assert cli(data, "roster", "add", "--name", "Cora Lund") == 0
    ids = Uuid7Ids()
    assert len({ids.new() for _number in range(9)}) == 9


def test_attack_a_clock_before_1970_makes_ids_that_name_a_file(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: -300_000_000_000_000_000)
    assert cli(data, "roster", "add", "--name", "Cora Lund") == 0
