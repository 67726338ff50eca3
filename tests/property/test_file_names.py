"""Whatever a person is called, a file named after them lies in its folder, on every system."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.contract.sessions import START, session
from tests.fakes.hostile import PAYLOADS

from coachtui.domain.agent import Agent
from coachtui.services.session_file import session_file_name
from coachtui.settings.user_files import UserFiles, safe_name

AWKWARD = (
    *PAYLOADS,
    "..",
    ".",
    "",
    "/",
    "../../../etc/passwd",
    "..\\..\\boot.ini",
    "/etc/shadow",
    "C:\\x",
    "C:x",
    "\\\\host\\share",
    "~/.ssh/config",
    "~root",
    "CON",
    "con.txt",
    "CON.x.json",
    "aux.",
    "NUL .json",
    "COM1",
    "com¹.json",
    "LPT²",
    "-rf",
    "--help.json",
    ".bashrc",
    "a" * 300,
    "字" * 300 + ".json",
    "𠀀" * 300 + ".json",
    "x." + "y" * 300,
    "file.json:stream",
    "a\x00b",
    "trailing. . ",
    "$HOME`id`",
)
PIECES = (
    "..",
    "/",
    "\\",
    "-",
    ".",
    "CON",
    "nul",
    "com1",
    "¹",
    "~",
    ":",
    "\x00",
    "𠀀",
    "é",
    "a",
    " ",
    "\n",
    '*?|<>"',
)
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?$", re.IGNORECASE)
BYTES = 255
"""Of a name, on the systems that count them."""


def check(name: str) -> None:
    """A name is one component, visible, no option, no device, and fits."""
    assert name
    assert Path(name).name == name
    assert PureWindowsPath(name).name == name
    assert not PureWindowsPath(name).drive
    assert name[0] not in ".-~"
    assert name[-1] not in ". "
    assert not RESERVED.match(name)
    assert len(name.encode()) <= BYTES - len(".-99999.new")
    assert not set(name) & set('/\\:*?"<>|\x00\n\r\t ')
    assert name.isprintable()


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_names(name: str) -> None:
    check(safe_name(name))
    check(safe_name(f"{name}.json"))
    check(session_file_name(session(), Agent(id="0190", name=name, alias=name)))


def test_ten_thousand_names_stay_inside(tmp_path: Path) -> None:
    chance = random.Random(0)
    files = UserFiles()
    inside = tmp_path / "inside"
    for number in range(10_000):
        name = "".join(chance.choices(PIECES, k=chance.randrange(1, 12)))
        check(safe_name(name))
        if number % 20 == 0:
            path = files.write_new(inside, name, b"x")
            assert path.parent == inside
            check(path.name)
    assert {path.name for path in tmp_path.iterdir()} == {"inside"}
    assert len(list(inside.iterdir())) == 500
    assert all(path.is_file() and not path.is_symlink() for path in inside.iterdir())


@given(st.text(max_size=400) | st.text(st.sampled_from("".join(PIECES)), max_size=40))
def test_any_name(name: str) -> None:
    check(safe_name(name))
    assert safe_name(safe_name(name)) == safe_name(name)


@given(st.text(max_size=300), st.integers(1, 9999))
def test_any_alias(alias: str, year: int) -> None:
    started = replace(session(), started_at=START.replace(year=year, month=1, day=2))
    name = session_file_name(started, Agent(id="0190aaaa", name="Anna Alm", alias=alias))
    check(name)
    assert re.search(r"[^\W_]", name[11:].removesuffix(".json"))
