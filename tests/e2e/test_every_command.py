"""Breaker D: every command, whatever the condition, ends in time with its code and a sentence."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import pytest
from tests.e2e import conditions
from tests.e2e.cli_process import Computer
from tests.e2e.conditions import Prepare, Scene
from tests.e2e.every_command import ASKS, PROTECTED, Command, commands
from tests.e2e.forked import Forks

COMMANDS = commands()
AT_ONCE = 2
SECONDS = 30.0
"""How long a run may take on a machine that does much else; one that hangs never ends."""
PASSPHRASE = "four words that hold"
LISTED = frozenset(range(7))
"""The exit codes of the contract."""


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run ended."""

    command: Command
    code: int | None
    out: str
    err: str
    replaced: tuple[str, ...]
    next_code: int | None = None

    def __str__(self) -> str:
        return f"{self.command}: {self.code} {self.err[-400:]!r} {self.replaced} {self.next_code}"


class Bench:
    """Runs commands, two at a time, each on a computer of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made = folder / "made"
        self._plain = Computer(self._made / "plain")
        self._protected = Computer(self._made / "protected")
        self._free: SimpleQueue[Forks] = SimpleQueue()
        self._forks = [Forks({**os.environ, "PYTHONWARNINGS": "ignore"}) for _number in range(AT_ONCE)]
        for forks in self._forks:
            self._free.put(forks)
        self._number = 0
        self._set_up()

    def run(self, prepare: Prepare, wanted: list[Command], then: Command | None = None) -> list[Ran]:
        """Run commands under a condition, and after each of them another one on the same computer."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return list(pool.map(lambda command: self._run(prepare, command, then), wanted))

    def close(self) -> None:
        for forks in self._forks:
            forks.close()

    def _run(self, prepare: Prepare, command: Command, then: Command | None) -> Ran:
        forks = self._free.get()
        self._number += 1
        home = self._folder / f"run-{self._number}"
        try:
            made = self._protected if command.name in PROTECTED else self._plain
            shutil.copytree(
                made.home, home, symlinks=True, ignore=None if command.name == "demo" else _no_demo
            )
            scene = self._scene(home, command)
            prepare(scene)
            before = _kinds(scene)
            code = self._ended(forks, scene, command)
            replaced = tuple(str(path) for path, kind in before.items() if _kind(path) != kind)
            out, err = ((home / name).read_text("utf-8", "replace") for name in ("out", "err"))
            after = self._ended(forks, scene, then) if then is not None else None
            return Ran(command, code, out, err, replaced, after)
        finally:
            self._free.put(forks)
            shutil.rmtree(home, ignore_errors=True)

    def _scene(self, home: Path, command: Command) -> Scene:
        given = {"import": "team.json", "restore": "backup.zip", "roster": "team.csv"}.get(
            command.name, "new"
        )
        for name in ("out", "err"):
            (home / name).write_bytes(b"")
        return Scene(
            home=home,
            given=home / given,
            file=str(home / given),
            environment={
                "PATH": os.environ["PATH"],
                "LANG": "C.UTF-8",
                "HOME": str(home),
                "COACHTUI_DATA_DIR": str(home / "data"),
                "COACHTUI_CONFIG_DIR": str(home / "config"),
            },
            folder=str(home),
        )

    def _ended(self, forks: Forks, scene: Scene, command: Command) -> int | None:
        arguments = [scene.file if word == "{file}" else word for word in command.arguments]
        if command.name in ASKS:
            (scene.home / "passphrase").write_text(f"{PASSPHRASE}\n{PASSPHRASE} now\n", "utf-8")
        streams = [
            wanted or str(scene.home / name)
            for wanted, name in zip(scene.streams, ("in", "out", "err"), strict=True)
        ]
        return forks.run(
            {
                "arguments": [*scene.options, *arguments],
                "environment": scene.environment,
                "folder": scene.folder,
                "gone": scene.gone,
                "no_user": scene.no_user,
                "passphrase": str(scene.home / "passphrase") if command.name in ASKS else "",
                "seconds": SECONDS,
                "streams": streams,
            }
        )

    def _set_up(self) -> None:
        for computer in (self._plain, self._protected):
            computer.config.mkdir(parents=True)
            (computer.config / "config.toml").write_text('theme = "coach-dark"\n', "utf-8")
            computer.done("roster", "add", "--name", "Kim Berg")
            (computer.home / "team.csv").write_text("name\nBo Dahl\n", "utf-8")
        self._plain.done("export", "-o", "team.json")
        self._plain.done("backup", "backup.zip")
        self._plain.done("demo")
        path = self._protected.home / "passphrase"
        path.write_text(PASSPHRASE + "\n", "utf-8")
        forks = self._forks[0]
        scene = self._scene(self._protected.home, Command("encrypt", ("encrypt",)))
        assert self._ended(forks, scene, Command("encrypt", ("encrypt",))) == 0


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    bench = Bench(tmp_path_factory.mktemp("commands"))
    yield bench
    bench.close()


def _no_demo(_folder: str, names: list[str]) -> list[str]:
    """Leave the sample team out: hundreds of files that one command looks at."""
    return [name for name in names if name == "demo"]


def _kind(path: Path) -> int | None:
    try:
        return stat.S_IFMT(path.lstat().st_mode)
    except OSError:
        return None


def _kinds(scene: Scene) -> dict[Path, int | None]:
    """Return what stands where none of the program's files does, which has to stand there afterwards."""
    return {path: _kind(path) for path in scene.special if not path.is_dir()}


def _wrong(ran: Ran) -> str:
    """Return what is wrong with the way a run ended, whatever the condition; empty where nothing is."""
    found = []
    if ran.code is None:
        found.append("hangs")
    elif ran.code not in LISTED:
        found.append("code")
    if "Traceback" in ran.err + ran.out or "Warning" in ran.err or "Something went wrong inside" in ran.err:
        found.append("traceback")
    if ran.replaced:
        found.append("replaced")
    return ", ".join(found) and f"{', '.join(found)}: {ran}"


def _all_right(runs: list[Ran]) -> list[Ran]:
    """Hold runs to what holds under every condition and return them."""
    assert [wrong for ran in runs if (wrong := _wrong(ran))] == []
    return runs


@pytest.fixture(scope="module")
def usual(bench: Bench) -> dict[Command, Ran]:
    """How every command ends where nothing is wrong."""
    runs = _all_right(bench.run(lambda _scene: None, COMMANDS))
    return {ran.command: ran for ran in runs}


def test_every_command_does_something_where_nothing_is_wrong(usual: dict[Command, Ran]) -> None:
    others = {str(command): ran.code for command, ran in usual.items() if ran.code}
    assert others == {
        "(none)": 2,  # no terminal
        "live": 2,
        "roster rename Kim Berg": 2,  # nothing to change is given
        "restore {file}": 1,  # not confirmed
        "erase Kim Berg": 1,
    }


@pytest.mark.parametrize("name", conditions.USAGE)
def test_folders_that_mean_nothing_end_with_2_and_one_sentence(bench: Bench, name: str) -> None:
    for ran in _all_right(bench.run(conditions.USAGE[name], COMMANDS)):
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), str(ran)


@pytest.mark.parametrize("name", conditions.STREAMS)
def test_streams_that_are_gone_change_nothing_but_what_is_said(
    bench: Bench, usual: dict[Command, Ran], name: str
) -> None:
    for ran in _all_right(bench.run(conditions.STREAMS[name], COMMANDS)):
        before = usual[ran.command]
        key_unseen = "recovery key" in before.err and before.out
        if name in conditions.NO_OUTPUT and (before.out or key_unseen):
            assert (ran.code, ran.out) == (6, ""), str(ran)
        elif name == "stdout without a reader" and key_unseen:
            assert ran.code == 6, str(ran)
        else:
            assert ran.code == before.code, str(ran)


@pytest.mark.parametrize("name", conditions.DATA)
def test_a_data_folder_that_is_none_is_told_in_one_sentence(
    bench: Bench, usual: dict[Command, Ran], name: str
) -> None:
    for ran in _all_right(bench.run(conditions.DATA[name], COMMANDS)):
        if ran.command.arguments in (("roster", "list"), ("export",), ("retention",)):
            assert ran.code in (4, 6), str(ran)
        if ran.command.name in ("content", "keys", "schema"):
            assert ran.code == 0, str(ran)
        assert not ran.code or ran.err.count("\n") <= usual[ran.command].err.count("\n") + 3, str(ran)


@pytest.mark.parametrize("name", conditions.PARTS)
def test_an_odd_part_of_the_data_folder_stops_nothing_for_ever(
    bench: Bench, usual: dict[Command, Ran], name: str
) -> None:
    for ran in _all_right(bench.run(conditions.PARTS[name], COMMANDS)):
        assert not ran.code or 1 <= ran.err.count("\n") <= usual[ran.command].err.count("\n") + 4, str(ran)


@pytest.mark.parametrize("name", conditions.WELL)
def test_what_does_not_matter_to_a_command_does_not_stop_it(
    bench: Bench, usual: dict[Command, Ran], name: str
) -> None:
    for ran in _all_right(bench.run(conditions.WELL[name], COMMANDS)):
        assert ran.code == usual[ran.command].code, str(ran)
        assert ran.err.count("\n") <= usual[ran.command].err.count("\n") + 2, str(ran)


@pytest.mark.parametrize("name", conditions.FILES)
def test_a_file_that_is_none_is_refused_and_left_alone(bench: Bench, name: str) -> None:
    wanted = [command for command in COMMANDS if command.takes_file]
    for ran in _all_right(bench.run(conditions.FILES[name], wanted)):
        kind = "own" if "--own" in ran.command.arguments else ran.command.name
        kind += "".join(f" {word}" for word in ("--force", "--yes") if word in ran.command.arguments)
        writes = kind.split()[0] in ("export", "backup", "own")
        expected = conditions.RIGHT.get(name, {}).get(kind, 6 if writes else 5)
        assert ran.code == (2 if "nobody" in name else expected), str(ran)
        if ran.code:
            assert ran.err.count("\n") == 1, str(ran)


def test_attack_after_any_command_on_an_empty_folder_the_first_agent_can_be_added(bench: Bench) -> None:
    """A backup of nothing left its list behind, and that passed for a store that had lost everybody."""
    wanted = [command for command in COMMANDS if command.name not in PROTECTED]
    first = Command("roster", ("roster", "add", "--name", "Ada Berg"))
    runs = _all_right(bench.run(lambda scene: shutil.rmtree(scene.data), wanted, first))
    assert [str(ran) for ran in runs if ran.next_code not in (0, 3)] == []
    assert {ran.command.name for ran in runs if ran.next_code == 3} <= {"encrypt"}  # the passphrase is needed
    backups = [ran for ran in runs if ran.command.name == "backup"]
    assert {(ran.code, ran.out, ran.err) for ran in backups} == {
        (1, "", "There is nothing to back up yet.\n")
    }
