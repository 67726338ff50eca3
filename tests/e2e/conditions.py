"""What a computer can do to a command: streams that are gone, folders that cannot be, files that are none."""

from __future__ import annotations

import os
import shutil
import socket
import stat
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LONG = "x" * 300
NESTED = "a=" + "[" * 2000 + "]" * 2000
DOTTED = ".".join("a" * 2000) + "=1"
DEEP = "/".join(["x" * 200] * 30)
NOT_UTF8 = os.fsdecode(b"\xff\xfe")


@dataclass(slots=True)
class Scene:
    """One run of a command, before it is run."""

    home: Path
    given: Path
    file: str
    environment: dict[str, str]
    options: list[str] = field(default_factory=list)
    streams: list[str] = field(default_factory=lambda: ["/dev/null", "", ""])
    folder: str = ""
    gone: bool = False
    no_user: bool = False
    special: list[Path] = field(default_factory=list)

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def config(self) -> Path:
        return self.home / "config"

    def settle(self, text: str, name: str = "config.toml") -> None:
        """Write a file of settings."""
        (self.config / name).write_text(text, "utf-8")

    def become(self, path: Path, kind: str) -> None:
        """Put something that is no file where one is read or written."""
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        KINDS[kind](path)
        if kind != "garbage" and self.data / "store" not in (path, *path.parents):
            self.special.append(path)


_MOVING = threading.Lock()
"""The working folder belongs to all threads, and scenes are prepared on several."""


def _socket(path: Path) -> None:
    with _MOVING:
        here = os.open(".", os.O_RDONLY)
        try:
            os.chdir(path.parent)  # a socket's path has a hundred letters at most
            with socket.socket(socket.AF_UNIX) as made:
                made.bind(path.name)
        finally:
            os.chdir(here)
            os.close(here)


def _device(name: str, number: int) -> Callable[[Path], None]:
    """Return what makes a device of the system's; never the system's own, which root could replace."""

    def make(path: Path) -> None:
        if os.geteuid():
            path.symlink_to(f"/dev/{name}")
            return
        try:
            os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, number))
        except PermissionError:
            os.mkfifo(path)

    return make


KINDS: dict[str, Callable[[Path], Any]] = {
    "pipe": os.mkfifo,
    "socket": _socket,
    "folder": lambda path: path.mkdir(),
    "circle": lambda path: path.symlink_to(path.name),
    "link to nowhere": lambda path: path.symlink_to("nowhere"),
    "null": _device("null", 3),
    "zero": _device("zero", 5),
    "full": _device("full", 7),
    "memory": lambda path: path.symlink_to("/proc/self/mem"),
    "garbage": lambda path: path.write_bytes(b"\xff\x00 neither text nor archive"),
}
"""What can stand where a file is looked for."""

Prepare = Callable[[Scene], None]


def _streams(stdin: str = "/dev/null", stdout: str = "", stderr: str = "") -> Prepare:
    def prepare(scene: Scene) -> None:
        scene.streams = [stdin, stdout, stderr]

    return prepare


STREAMS: dict[str, Prepare] = {
    "stdin closed": _streams(stdin="closed"),
    "stdout closed": _streams(stdout="closed"),
    "stderr closed": _streams(stderr="closed"),
    "all closed": _streams("closed", "closed", "closed"),
    "stdout full": _streams(stdout="/dev/full"),
    "stderr full": _streams(stderr="/dev/full"),
    "stdout without a reader": _streams(stdout="broken"),
    "stderr without a reader": _streams(stderr="broken"),
}
"""What the three streams can be."""

NO_OUTPUT = frozenset({"stdout closed", "all closed", "stdout full"})
"""Those in which data cannot be written."""


def _option(name: str, value: str) -> Prepare:
    return lambda scene: scene.options.append(f"{name}={value}")


def _variable(name: str, value: str) -> Prepare:
    return lambda scene: scene.environment.update({name: value})


def _no_home(scene: Scene) -> None:
    scene.no_user = True
    for name in ("HOME", "COACHTUI_DATA_DIR", "COACHTUI_CONFIG_DIR"):
        scene.environment.pop(name, None)


def _folder_gone(scene: Scene) -> None:
    folder = scene.home / "gone"
    folder.mkdir()
    scene.folder, scene.gone = str(folder), True


def _folder_gone_relative(scene: Scene) -> None:
    _folder_gone(scene)
    scene.options.append("--data-dir=here")


def _folder_gone_config(scene: Scene) -> None:
    _folder_gone(scene)
    scene.options.append("--config-dir=here")


USAGE: dict[str, Prepare] = {
    "no home and no user": _no_home,
    "data of nobody": _option("--data-dir", "~nosuchuser/x"),
    "settings of nobody": _option("--config-dir", "~nosuchuser/x"),
    "variable of nobody": _variable("COACHTUI_DATA_DIR", "~nosuchuser/x"),
    "settings variable of nobody": _variable("COACHTUI_CONFIG_DIR", "~nosuchuser/x"),
    "folder gone, data relative": _folder_gone_relative,
    "folder gone, settings relative": _folder_gone_config,
}
"""Folders that have no meaning: every command ends with 2."""


def _place(kind: str, *parts: str) -> Prepare:
    return lambda scene: scene.become(scene.home.joinpath(*parts), kind)


def _elsewhere(kind: str) -> Prepare:
    def prepare(scene: Scene) -> None:
        scene.become(scene.home / "elsewhere", kind)
        scene.options.append(f"--data-dir={scene.home / 'elsewhere'}")

    return prepare


def _parts(name: str, kinds: str, *parts: str) -> dict[str, Prepare]:
    return {f"{name} is {kind}": _place(kind, "data", *parts) for kind in kinds.split()}


DATA: dict[str, Prepare] = {
    "data too long": lambda scene: scene.options.append(f"--data-dir={scene.home / LONG}"),
    "data too deep": lambda scene: scene.options.append(f"--data-dir={scene.home / DEEP}"),
    **{f"data is {kind}": _elsewhere(kind) for kind in ("pipe", "circle", "zero", "garbage")},
    **_parts("store", "socket circle garbage", "store"),
    **_parts("team", "pipe folder zero", "store", "team.jsonl"),
    **_parts("keys", "pipe", "store", "keys.json"),
    **_parts("agents", "circle", "store", "agents"),
}
"""A data folder in which what everything else stands on is not what it should be."""

PARTS: dict[str, Prepare] = {
    **_parts("lock", "pipe folder", "store", ".lock"),
    **_parts("erased", "pipe zero", "store", "erased.jsonl"),
    **_parts("copies", "pipe folder", "store", "copies.jsonl"),
    **_parts("index", "pipe folder circle", "store", "index.jsonl"),
    **_parts("incoming", "zero", "store", "incoming.jsonl"),
    **_parts("backups", "pipe garbage", "backups"),
    **_parts("logs", "circle", "logs"),
}
"""A data folder in which something else is odd: some commands go their way, some end in a sentence."""


def _not_utf8(scene: Scene) -> None:
    other = scene.home / NOT_UTF8
    scene.data.rename(other)
    scene.options.append(f"--data-dir={other}")


def _settings(text: str) -> Prepare:
    return lambda scene: scene.settle(text)


WELL: dict[str, Prepare] = {
    "folder gone": _folder_gone,
    "data not UTF-8": _not_utf8,
    "settings not UTF-8": _option("--config-dir", NOT_UTF8),
    "settings too long": lambda scene: scene.options.append(f"--config-dir={scene.home / LONG}"),
    "locale unknown": lambda scene: scene.environment.update({"LC_ALL": "xx_XX.ISO-8859-99"}),
    **{
        f"config is {kind}": _place(kind, "config", "config.toml")
        for kind in ("pipe", "folder", "zero", "memory")
    },
    **{
        f"keys.toml is {kind}": _place(kind, "config", "keys.toml")
        for kind in ("socket", "circle", "garbage")
    },
    **{f"settings are {kind}": _place(kind, "config") for kind in ("pipe", "circle", "garbage")},
    "config nested too deep": _settings(NESTED),
    "keys.toml nested too deep": lambda scene: scene.settle(NESTED, "keys.toml"),
    "keys.toml with endless dots": lambda scene: scene.settle(DOTTED, "keys.toml"),
    "time zone beyond the day": _variable("TZ", "UTC+99"),
    "backups of nobody": _settings('backup_folder = "~nosuchuser/x"'),
    "exports of nobody": _settings('export_folder = "~nosuchuser/x"'),
    "backups with NUL": _settings('backup_folder = "a\\u0000b"'),
    "exports with NUL": _settings('export_folder = "a\\u0000b"'),
}
"""What a command gets along with: it does what it does, and tells what it ignores."""


def _given(kind: str) -> Prepare:
    def prepare(scene: Scene) -> None:
        scene.file = str(scene.home / "odd")
        scene.become(scene.home / "odd", kind)

    return prepare


def _named(path: str) -> Prepare:
    def prepare(scene: Scene) -> None:
        scene.file = path.format(home=scene.home)

    return prepare


FILES: dict[str, Prepare] = {
    **{f"file is {kind}": _given(kind) for kind in KINDS},
    "file of nobody": _named("~nosuchuser/x"),
    "file too long": _named("{home}/" + LONG),
    "file too deep": _named("{home}/" + DEEP),
    "file in a file": _named("{home}/config/config.toml/x"),
    "file not UTF-8": _named("{home}/" + NOT_UTF8),
    "file empty": _named(""),
}
"""What the file named can be."""

_LINK = {"export --force": 0, "backup": 0, "backup --force": 0, "export": 0}
RIGHT: dict[str, dict[str, int]] = {
    "file is folder": {"own": 0},
    "file is link to nowhere": _LINK,
    "file is null": {"export": 0, "export --force": 0},
    "file is zero": {"export": 0, "export --force": 0},
    "file is garbage": {"export --force": 0, "backup --force": 0},
    "file not UTF-8": {**_LINK, "own": 0},
    "file empty": {"own": 0},
}
"""Other codes than 6 for what is written and 5 for what is read.

Writing through a link, into a device, over a file when asked, or into a folder is right, and a backup is
looked into once restoring it was confirmed.
"""
