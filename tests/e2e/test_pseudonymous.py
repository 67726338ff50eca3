"""Records handed out without names, and as a text to read, with the real command."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.contract.sessions import identity, session
from tests.e2e.test_safe_store import PASSPHRASE, Safe

from coachtui.bootstrap import open_program
from coachtui.domain.agent import Agent, Lead
from coachtui.i18n import LANGUAGES

TEXT = "Kim will call; kim, Quill's and Canary (0701234567), Lea said: ask Will."
ANNA = session().agent_id


@pytest.fixture(name="program")
def _program(tmp_path: Path) -> Iterator[Safe]:
    """A store with two agents, a lead and one session that names them."""
    program = Safe(tmp_path)
    local = open_program(data_dir=str(program.data), config_dir=str(program.config))
    local.team.put_lead(Lead(id=identity(1), name="Lea Ledwidge"))
    local.team.put_agents(
        [Agent(id=ANNA, name="Kim Will", alias="Quill"), Agent(id=identity(50), name="Canary")]
    )
    local.sessions.put(session(7, text=TEXT, status="final"))
    local.close()
    yield program
    program.close()


def note(data: str) -> str:
    text: str = json.loads(data)["sessions"][0]["notes"][0]["text"]
    return text


def test_in_a_script_everything_is_replaced(program: Safe) -> None:
    done = program.run("export", "--pseudonymous")
    assert done.returncode == 0
    assert note(done.stdout) == "[…] […] call; […], […]'s and […] ([…]), […] said: ask […]."
    for name in ("Kim", "Quill", "Canary", "Ledwidge", "0701234567", "2026-4711", ANNA, identity(7)):
        assert name not in done.stdout
    assert done.stderr.startswith("Read the texts before you pass them on")
    assert done.stderr.splitlines()[1:] == [
        "2 words were replaced that may be everyday words; --leave keeps one."
    ]


def test_c2_short_names_go_in_a_script_and_are_offered_at_a_terminal(program: Safe) -> None:
    """Breaker C2: “Bo”, “Li” and “Jo” left with the export, and the question did not list them."""
    text = "Bo var lugn, Jo did well; jo, Nesbo kom"
    local = open_program(data_dir=str(program.data), config_dir=str(program.config))
    local.team.put_agents([Agent(id=identity(60), name="Bo Ek"), Agent(id=identity(61), name="Jo Nesbø")])
    local.sessions.put(session(7, text=text, status="final"))
    local.close()
    assert note(program.get("export", "--pseudonymous")) == "[…] var lugn, […] did well; […], […] kom"
    target = program.data.parent / "out.json"
    terminal = program.open("export", "--pseudonymous", "-o", str(target))
    terminal.wait_for("Enter replaces all:")
    shown = terminal.text
    assert "These may be names or everyday words" in shown
    assert shown.index("Nesbo: 2") < shown.index("These may be") < shown.index("Jo: 4")
    terminal.send("jo\r")
    assert terminal.end() == 0
    assert note(target.read_text("utf-8")) == "[…] var lugn, Jo did well; jo, […] kom"


def test_words_are_left_where_a_script_says_so(program: Safe) -> None:
    left = program.get("export", "--pseudonymous", "--leave", "will", "--leave", "CANARY")
    assert note(left) == "[…] will call; […], […]'s and Canary ([…]), […] said: ask Will."
    assert program.run("export", "--leave", "will").returncode == 2


def test_at_a_terminal_the_words_are_offered(program: Safe) -> None:
    target = program.data.parent / "out.json"
    terminal = program.open("export", "--pseudonymous", "-o", str(target))
    terminal.wait_for("Enter replaces all:")
    for told in ("Kim: 4", "will: 4", "Quill: 2", "Lea: 2", "Canary: 2", "long numbers: 2"):
        assert told in terminal.text
    terminal.send("Wil\r")
    terminal.wait_for("That is not one of the names found: Wil.")
    terminal.wait_for(lambda: terminal.text.count("Enter replaces all:") == 2)
    terminal.send("will, canary\r")
    assert terminal.end() == 0
    assert (
        note(target.read_text("utf-8")) == "[…] will call; […], […]'s and Canary ([…]), […] said: ask Will."
    )
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_enter_replaces_all(program: Safe) -> None:
    target = program.data.parent / "out.json"
    terminal = program.open("export", "--pseudonymous", "-o", str(target))
    terminal.wait_for("Enter replaces all:")
    terminal.send("\r")
    assert terminal.end() == 0
    assert "Kim" not in target.read_text("utf-8")


def test_ids_are_the_same_again_and_in_a_protected_store(program: Safe) -> None:
    first = json.loads(program.get("export", "--pseudonymous"))
    program.done("encrypt", lines=(PASSPHRASE,))
    program.secret = PASSPHRASE
    again = json.loads(program.done("export", "--pseudonymous"))
    assert again["sessions"] == first["sessions"]
    assert again["agents"] == first["agents"]
    assert json.loads(program.done("check") or "null") is None


def test_a_store_that_cannot_be_written_needs_a_key_that_is_there(program: Safe) -> None:
    store = program.data / "store"
    (store / "pseudonyms.jsonl").mkdir()
    done = program.run("export", "--pseudonymous", "-o", str(program.data.parent / "out.json"))
    assert done.returncode in {4, 6}
    assert len(done.stderr.splitlines()) == 2
    assert program.run("export", "--pseudonymous").stdout == ""
    assert not (program.data.parent / "out.json").exists()


def test_an_empty_store_stays_unmade(tmp_path: Path) -> None:
    program = Safe(tmp_path)
    document = json.loads(program.get("export", "--pseudonymous"))
    assert (document["pseudonymous"], document["sessions"], document["lead"]) == (True, [], None)
    assert program.get("export", "--format", "md").startswith("# Coaching records\n\n- Exported: ")
    assert not program.data.exists()


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_text_to_read(program: Safe, tag: str) -> None:
    text = _without_time(program.get("export", "--format", "md", "--lang", tag))
    assert "Kim Will" in text
    assert "ask Will." in text
    english = _without_time(program.get("export", "--format", "md"))
    assert text.count("\n") == english.count("\n")
    assert (text == english) == (tag == "en")
    about = program.get("export", "--format", "md", "--agent", "Kim Will", "--lang", tag)
    assert about.startswith("# Kim Will\n")
    nameless = program.get("export", "--format", "md", "--pseudonymous", "--agent", "Kim Will", "--lang", tag)
    for name in ("Kim", "Quill", "Canary", "Ledwidge", "2026-4711", ANNA):
        assert name not in nameless


def _without_time(text: str) -> str:
    """Leave out when it was written, which two runs need not share."""
    head, *rest = text.split("\n")
    return "\n".join((head, *(line for line in rest if not line.startswith("- ") or "20" not in line[:40])))
