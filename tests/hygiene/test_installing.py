"""Newcomer 18: for every way of installing that the README names, the command is where it says."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from tests.e2e.every_command import commands, leaves
from tests.hygiene.source_tree import ROOT

from coachtui.cli.parser import build_parser


def _make(*arguments: str, tree: Path = ROOT) -> str:
    done = subprocess.run(
        ["make", "--no-print-directory", *arguments], cwd=tree, capture_output=True, text=True, check=True
    )
    return done.stdout


def _install(program: Path, home: Path, path: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(ROOT / "tools/install.sh"), str(program), str(home / ".local/bin")],
        env={"HOME": str(home), "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(name="program")
def _program(tmp_path: Path) -> Path:
    program = tmp_path / "a folder" / "coachtui"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho it is $1\n", "utf-8")
    program.chmod(0o755)
    return program


def test_make_install_puts_the_command_on_the_path(tmp_path: Path, program: Path) -> None:
    folder = tmp_path / ".local/bin"
    path = f"{folder}:/usr/bin:/bin"
    for _time in range(2):
        done = _install(program, tmp_path, path)
        assert (done.returncode, done.stderr) == (0, "")
        assert "export PATH" not in done.stdout
    shown = subprocess.run(
        ["coachtui", "here"], env={"PATH": path}, capture_output=True, text=True, check=True
    )
    assert shown.stdout == "it is here\n"


def test_a_folder_that_is_not_on_the_path_is_said_with_the_line_that_adds_it(
    tmp_path: Path, program: Path
) -> None:
    done = _install(program, tmp_path, "/usr/bin:/bin")
    line = re.search(r"^ +(export PATH=.*)$", done.stdout, re.MULTILINE)
    assert line is not None
    shown = subprocess.run(
        ["/bin/sh", "-c", f"{line[1]}; coachtui now"],
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout == "it is now\n"


def test_a_file_of_somebody_elses_is_never_replaced(tmp_path: Path, program: Path) -> None:
    other = tmp_path / ".local/bin/coachtui"
    other.parent.mkdir(parents=True)
    other.write_text("mine", "utf-8")
    done = _install(program, tmp_path, os.environ["PATH"])
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert other.read_text("utf-8") == "mine"


def test_make_names_the_program_of_this_checkout() -> None:
    assert f"tools/install.sh '{ROOT}/.venv/bin/coachtui'" in _make("-n", "install")


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (
            "",
            [
                "~/coachtui/bin/pip install --no-index --find-links wheelhouse coachtui",
                "~/coachtui/bin/coachtui",
            ],
        ),
        ("--platform macosx_11_0_arm64", ["~/coachtui/bin/coachtui"]),
        ("--platform win_amd64 --python-version 3.12", [r"py -m venv $HOME\coachtui", r"Scripts\coachtui"]),
        ("--platform=win_arm64", [r"Scripts\pip install --no-index", r"& $HOME\coachtui\Scripts\coachtui"]),
    ],
)
def test_the_wheelhouse_says_the_lines_of_the_machine_it_is_for(arguments: str, lines: list[str]) -> None:
    recipe = _make("-n", "wheelhouse", f"WHEELHOUSE_ARGS={arguments}")
    printing = "\n".join(line for line in recipe.splitlines() if line.startswith("printf "))
    shown = subprocess.run(["/bin/sh", "-c", printing], capture_output=True, text=True, check=True)
    said = shown.stdout
    windows = "win_" in arguments
    assert ("Scripts" in said, "bin/pip" in said) == (windows, not windows)
    assert [line for line in lines if line not in said] == []


def test_every_command_of_make_in_the_readme_is_one() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", readme)) <= targets


@pytest.mark.parametrize("document", ["README.md", "docs/your-data.md"])
def test_every_command_of_the_program_in_a_document_is_one(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    written = set(re.findall(r"`(?:[^`]*/)?coachtui ([^`]+)`", text))
    known = {command.arguments[0] for command in commands() if command.arguments}
    named = {each.split()[0] for each in written if not each.startswith("-")}
    assert len(named) > 5
    assert named <= known
    parsers = (build_parser(), *(parser for _words, parser in leaves(build_parser())))
    shown = "".join(parser.format_help() for parser in parsers)
    assert {
        option for each in written for option in re.findall(r"--[a-z-]+", each) if option not in shown
    } == set()
