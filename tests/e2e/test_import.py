"""``coachtui import`` as a process: what it says, how it ends, and what it takes of the computer."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.e2e.cli_process import Computer
from tests.e2e.test_safe_store import Safe, holding

from coachtui.store.keeping.store_protection import StoreProtection

MEGABYTE = 1_000_000
SIZE = 50 * MEGABYTE
MOST_KB = 300 * 1024
MEASURED = """
import sys
from coachtui.cli import main
code = main(sys.argv[1:])
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(peak.split()[1], file=sys.stderr)
sys.exit(code)
"""
HEAD = b'{"schema":"coachtui-export","schema_version":1,"pseudonymous":false,"sessions":['
ID = b"0190aaaa-0000-7000-8000-%012x"
LISTS = ("agent_ids", "forms", "models", "contacts", "notes", "marks", "steps", "drafts")
TEXTS = ("kind", "method", "setting", "lead_id", "started_at", "ended_at", "status", "model")
HOLLOW = b",".join(b'"%s":[]' % key.encode() for key in (*LISTS, *TEXTS))


def computer(home: Path) -> Computer:
    home.mkdir()
    return Computer(home)


ADVERSARIAL: dict[str, Callable[[], bytes]] = {
    "brackets": lambda: b"[" * SIZE,
    "objects": lambda: b'{"a":' * (SIZE // 5),
    "empty lists": lambda: HEAD + b"[]," * (SIZE // 3 - 40),
    "empty lists inside": lambda: HEAD + b"[" + b"[]," * (SIZE // 3 - 40),
    "empty objects inside": lambda: HEAD + b'{"a":[' + b"{}," * (SIZE // 3 - 40),
    "numbers": lambda: HEAD + b"1," * (SIZE // 2 - 60),
    "one text": lambda: HEAD + b'"' + b"x" * (SIZE - 100) + b'"]}',
    "a text without end": lambda: HEAD + b'"' + b"x" * (SIZE - 100),
    "backslashes": lambda: HEAD + b'"' + b"\\" * (SIZE - 101) + b'"]}',
    "quotation marks": lambda: HEAD + b'"' * (SIZE - 100),
    "one number": lambda: HEAD + b"1" * (SIZE - 100) + b"]}",
    "many keys": lambda: b"{" + b",".join(b'"%x":1' % n for n in range(4_000_000)) + b"}",
    "large records": lambda: HEAD + b",".join([b'{"id":[' + b"[]," * 90_000 + b"1]}"] * 150) + b"]}",
    "many sessions": lambda: HEAD + b",".join(b'{"id":"' + ID % n + b'"}' for n in range(1_000_000)) + b"]}",
    "hollow sessions": lambda: (
        HEAD + b",".join(b'{"id":"%s",%s}' % (ID % n, HOLLOW) for n in range(165_000)) + b"]}"
    ),
    "many evaluations": lambda: (
        HEAD
        + b'],"evaluations":['
        + b",".join(b'{"id":"%s","session_id":"%s"}' % (ID % n, ID % (n * 7)) for n in range(480_000))
        + b"]}"
    ),
    "spaces": lambda: b" " * SIZE,
    "lines": lambda: b'{"record":"export","schema":"coachtui-export"}\n' + b"{}\n" * (SIZE // 3 - 40),
    "line feeds": lambda: b'{"record":1}' + b"\n" * (SIZE - 40),
    "not text": lambda: b"\xff" * SIZE,
    "zeros": lambda: bytes(SIZE),
    "too large": lambda: b"{" * (SIZE + 1),
}


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_a_large_file_made_to_hurt_takes_little(name: str, tmp_path: Path) -> None:
    file = tmp_path / "file.json"
    file.write_bytes(ADVERSARIAL[name]())
    data = tmp_path / "data"
    process = subprocess.run(
        (sys.executable, "-c", MEASURED, "import", str(file), "--dry-run", "--data-dir", str(data)),
        capture_output=True,
        check=False,
    )
    said = process.stderr.decode().splitlines()
    assert process.returncode == 5
    assert len(said) == 2
    assert said[0].startswith("Nothing was imported")
    assert int(said[1]) < MOST_KB
    assert not data.exists()


def test_there_and_back(tmp_path: Path) -> None:
    one, other = computer(tmp_path / "one"), computer(tmp_path / "other")
    file = tmp_path / "all.json"
    assert one.run("export", "--demo", "-o", str(file)).code == 0

    counted = other.run("import", str(file), "--dry-run")
    assert counted.code == 0
    assert "Nothing is written yet." in counted.err
    assert not (other.data / "store").exists()

    assert other.run("import", str(file)).code == 0
    again = other.run("import", str(file))
    assert again.code == 0
    assert "Everything in the file is here already." in again.err
    before, after = json.loads(file.read_bytes()), other.run("export").json
    assert [k for k in before if before[k] != after[k]] == ["exported_at"]


def test_what_differs_waits_for_a_choice(tmp_path: Path) -> None:
    laptop = computer(tmp_path / "one")
    added = laptop.run("roster", "add", "--name", "Kim Ex")
    agent = added.out.strip()
    file = tmp_path / "all.json"
    assert laptop.run("export", "-o", str(file)).code == 0
    assert laptop.run("roster", "rename", agent, "Kim Why").code == 0

    asked = laptop.run("import", str(file))
    assert asked.code == 1
    assert "differs: Kim Why (name, former_names)" in asked.out
    assert laptop.run("import", str(file), "--differing", "keep").code == 0
    assert laptop.run("roster", "list", "--json").json[0]["name"] == "Kim Why"
    assert laptop.run("import", str(file), "--differing", "replace").code == 0
    assert laptop.run("roster", "list", "--json").json[0]["name"] == "Kim Ex"


def test_files_that_are_none(tmp_path: Path) -> None:
    computer = Computer(tmp_path)
    assert computer.run("import", str(tmp_path / "none.json")).code == 5
    assert computer.run("import", str(tmp_path)).code == 5
    other = tmp_path / "other.json"
    other.write_text('{"schema": "something-else"}')
    refused = computer.run("import", str(other))
    assert (refused.code, refused.out) == (5, "")
    assert refused.err == "Nothing was imported: this file was not written by “coachtui export”.\n"


def sealed(laptop: Safe, data: bytes) -> bytes:
    """Return a file as the program writes it when a session of a protected store has to go elsewhere."""
    protection = StoreProtection(laptop.data / "store")
    protection.unlock(laptop.secret or "")
    return protection.seal_file(data)


def test_a_rescued_session_of_a_protected_store_comes_back_here_and_elsewhere(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    one, other = Safe(tmp_path / "one"), Safe(tmp_path / "other")
    one.done("roster", "add", "--name", "Canary Quill")
    plain = one.done("export").encode()
    for laptop, secret in ((one, "four words are better"), (other, "another five words entirely")):
        laptop.done("roster", "add", "--name", "Kim")
        laptop.done("encrypt", lines=(secret,))
        laptop.secret = secret
    file = tmp_path / "rescued.coachtui"
    file.write_bytes(sealed(one, plain))
    assert b"Canary" not in file.read_bytes()

    assert "already" in one.keyed("import", str(file)).stderr
    refused = other.keyed("import", str(file))
    assert refused.returncode in (3, 5)
    other.done("import", str(file), lines=("another five words entirely", "four words are better"))

    assert {agent["name"] for agent in other.records()["agents"]} == {"Canary Quill", "Kim"}
    assert holding(other.data, "Canary") == []
    damaged = bytearray(file.read_bytes())
    damaged[-30] ^= 1
    file.write_bytes(damaged)
    assert one.keyed("import", str(file)).returncode == 5


def asked(program: Safe, file: Path, question: str, answer: str) -> int:
    """Take a file in at a terminal, answer the question, and return how it ended."""
    terminal = program.open("import", str(file))
    terminal.wait_for(question)
    terminal.send(f"{answer}\r")
    return terminal.end()


def test_at_a_terminal_the_lead_is_asked(tmp_path: Path) -> None:
    (tmp_path / "laptop").mkdir()
    program = Safe(tmp_path / "laptop")
    program.done("roster", "add", "--name", "Kim Ex")
    file = tmp_path / "all.json"
    program.done("export", "-o", str(file))
    program.done("roster", "rename", "Kim Ex", "Kim Why")

    def names() -> list[str]:
        return [agent["name"] for agent in program.records()["agents"]]

    question = "or stop (Enter)?"
    assert (asked(program, file, question, ""), names()) == (1, ["Kim Why"])
    assert (asked(program, file, question, "k"), names()) == (0, ["Kim Why"])
    assert (asked(program, file, question, "f"), names()) == (0, ["Kim Ex"])

    program.done("erase", "Kim Ex", "--yes")
    question = "Also bring back people who were erased?"
    assert (asked(program, file, question, "n"), names()) == (1, [])
    assert (asked(program, file, question, "y"), names()) == (0, ["Kim Ex"])
    program.close()
