"""What an agent may ask for, with the real command and at a real terminal."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.contract.exporting import LIBRARY, form_answers
from tests.contract.sessions import ANNA, BEN, PHONE, START, identity, session
from tests.e2e.program import Program

from coachtui.bootstrap import open_program
from coachtui.domain.agent import Agent, Lead
from coachtui.domain.evaluation import Answer, Evaluation, Rater
from coachtui.domain.note import Link, Note
from coachtui.domain.session import Session

CANARY = "CANARY-0815"
OF_BEN = (BEN, "Bengt", "Ekdal", "ask about Friday")


def of(number: int, agent_id: str, text: str) -> Session:
    """A final session with answers that the form takes."""
    plain = session(number, agent_id=agent_id, text=text, status="final")
    answers = form_answers(PHONE, "pickup 1, greeting 0")
    return replace(plain, evaluations=tuple(replace(each, answers=answers) for each in plain.evaluations))


def with_private(plain: Session) -> Session:
    form = LIBRARY.form("stress")
    item = next(form.items())
    own = Evaluation(
        id=identity(90),
        contact_id=plain.contacts[0].id,
        agent_id=plain.agent_id,
        rater=Rater(role="agent", id=plain.agent_id),
        form=form.ref,
        answers={item.id: Answer(value=3, at=START)},
    )
    note = Note(id=identity(91), at=START, text=CANARY, link=Link(form=form.id, item=item.id))
    return replace(plain, evaluations=(*plain.evaluations, own), notes=(*plain.notes, note))


@pytest.fixture(name="program")
def _program(tmp_path: Path) -> Iterator[Program]:
    """Two agents with a session each, one of both, and something that is Anna's alone."""
    program = Program(tmp_path)
    local = open_program(data_dir=str(program.data), config_dir=str(program.config))
    local.team.put_lead(Lead(id=identity(1), name="Lea Ledwidge"))
    local.team.put_agents(
        [
            Agent(id=ANNA, name="Anna Alm", alias="Anki"),
            Agent(id=BEN, name="Bengt Ekdal", alias="Benke", remember="ask about Friday"),
        ]
    )
    local.sessions.put(with_private(of(7, ANNA, "calmer than Bengt")))
    local.sessions.put(of(8, BEN, "Bengt heard"))
    one, other = of(20, BEN, "Bengt heard again"), of(21, ANNA, "Anna heard")
    both = replace(
        one,
        agent_ids=(BEN, ANNA),
        kind="group",
        contacts=(*one.contacts, *other.contacts),
        evaluations=(*one.evaluations, *other.evaluations),
        notes=(*one.notes, *other.notes),
        steps=(),
        drafts=(),
    )
    local.sessions.put(both)
    local.close()
    yield program
    program.close()


def test_two_files_hold_everything_about_the_agent_and_nothing_about_others(
    program: Program, tmp_path: Path
) -> None:
    folder = tmp_path / "for Anna"
    done = program.run("export", "--own", "Anna Alm", "-o", str(folder))
    assert done.returncode == 0
    today = open_program(data_dir=str(program.data)).clock.now().date().isoformat()
    paths = [folder / f"{today}-anki.json", folder / f"{today}-anki.md"]
    assert done.stdout.splitlines() == [str(path) for path in paths]
    assert [stat.S_IMODE(path.stat().st_mode) for path in paths] == [0o600, 0o600]
    data, text = (path.read_text(encoding="utf-8") for path in paths)
    for told in (*OF_BEN, CANARY, identity(8), identity(2001), identity(90), "stress"):
        assert told not in data + text
    document = json.loads(data)
    assert sorted(each["id"] for each in document["sessions"]) == [identity(7), identity(20)]
    assert [each["agent_ids"] for each in document["sessions"]] == [[ANNA], [ANNA]]
    assert {each["id"] for each in document["evaluations"]} == {identity(701), identity(2101)}
    assert document["lead"]["name"] == "Lea Ledwidge"
    assert [each["alias"] for each in document["agents"]] == ["Anki"]
    assert "calmer than […]" in data
    assert "Anna heard" in text
    assert done.stderr.splitlines() == [
        "1 evaluation was left out: it belongs to the agent alone (--own with --with-private)."
    ]


def test_attack_taking_an_own_export_in_takes_nothing_from_others(program: Program, tmp_path: Path) -> None:
    """A shared session had one agent, one contact and no note of the others after “Taken in.”."""

    def kept() -> dict[str, object]:
        return {
            key: value for key, value in program.export().items() if key not in {"exported_at", "content"}
        }

    before = kept()
    written = program.run("export", "--own", "Anna Alm", "-o", str(tmp_path / "own"))
    file = Path(written.stdout.splitlines()[0])
    refused = program.run("import", "--differing", "replace", str(file))
    assert (refused.returncode, refused.stdout) == (5, "")
    assert refused.stderr == (
        "Nothing was imported: the file is one agent’s own copy, without what is about others, "
        "and cannot be turned back into records.\n"
    )
    earlier = json.loads(file.read_bytes())
    del earlier["own"]
    file.write_text(json.dumps(earlier), encoding="utf-8")
    # The first time it brings the texts of forms that the store kept no copy of.
    done = program.run("import", "--differing", "replace", str(file))
    assert done.stderr.splitlines()[-1] == "Imported, except what stays as it is here."
    for choice, code in (("replace", 1), ("keep", 0)):
        done = program.run("import", "--differing", choice, str(file))
        assert done.returncode == code
        assert done.stderr.splitlines()[-3:] == [
            "Stays as it is here, because the file lacks the part of these agents: Bengt Ekdal.",
            "1 record stays as it is here, because words are left out of it in the file ([…]).",
            "Nothing was imported: what differs stays as it is here.",
        ]
    assert kept() == before
    other = Program(tmp_path / "other")
    told = other.run("import", "--dry-run", str(file)).stderr
    assert "In 1 new record words are left out ([…]): the file may be an agent’s own copy." in told
    other.close()


def test_c4_a_name_with_a_small_word_goes_and_doubtful_words_are_counted(
    program: Program, tmp_path: Path
) -> None:
    """Breaker C4: “al-Amin”, “el-Sayed”, “d'Arc” and “de Groot” stayed whole in an agent's own export."""
    local = open_program(data_dir=str(program.data), config_dir=str(program.config))
    names = ("Rashid al-Amin", "Noor el-Sayed", "Jeanne d'Arc", "Joost")
    local.team.put_agents(Agent(id=identity(40 + n), name=name) for n, name in enumerate(names))
    local.team.put_agents([Agent(id=identity(50), name="Bo Ek", alias="de Groot")])
    local.sessions.put(of(9, ANNA, "al-Amin was late, el-Sayed, d'Arc shouted at de Groot. Bo cried, bo"))
    local.close()
    done = program.run("export", "--own", "Anna Alm", "-o", str(tmp_path / "o"))
    assert (
        done.stderr.splitlines()[0] == "1 word was replaced that may be an everyday word; --leave keeps it."
    )
    left = program.run("export", "--own", "Anna Alm", "-o", str(tmp_path / "o"), "--leave", "bo")
    assert "may be an everyday word" not in left.stderr
    texts = [Path(one.stdout.splitlines()[0]).read_text(encoding="utf-8") for one in (done, left)]
    assert "[…] was late, […], […] shouted at […]. […] cried, […]" in texts[0]
    assert "[…] was late, […], […] shouted at […]. Bo cried, bo" in texts[1]


def test_c4_at_a_terminal_the_own_export_asks(program: Program, tmp_path: Path) -> None:
    local = open_program(data_dir=str(program.data), config_dir=str(program.config))
    local.team.put_agents([Agent(id=identity(50), name="Bo Ek"), Agent(id=identity(51), name="Will Smit")])
    local.sessions.put(of(9, ANNA, "Bo and Will will call"))
    local.close()
    terminal = program.open("export", "--own", "Anna Alm", "-o", str(tmp_path / "o"))
    terminal.wait_for("Enter replaces all:")
    assert "Will: 4" in terminal.text
    assert "Bo: 2" in terminal.text
    terminal.send("will\r")
    assert terminal.end() == 0
    (data,) = (tmp_path / "o").glob("*.json")
    assert "[…] and Will will call" in data.read_text(encoding="utf-8")


def test_private_things_go_along_when_it_is_said(program: Program, tmp_path: Path) -> None:
    done = program.run("export", "--own", ANNA, "--with-private", "-o", str(tmp_path / "o"))
    assert (done.returncode, done.stderr) == (0, "")
    for path in done.stdout.splitlines():
        assert CANARY in Path(path).read_text(encoding="utf-8")
    again = program.run("export", "--own", ANNA, "-o", str(tmp_path / "o"))
    assert again.stdout.splitlines() == [
        path.replace("-anki.", "-anki-2.") for path in done.stdout.splitlines()
    ]


def test_an_ordinary_export_says_what_it_leaves_out_and_an_import_keeps_it(
    program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "all.json"
    for arguments in (("--format", "md"), ("--format", "jsonl"), ("--pseudonymous",), ("-o", str(file))):
        done = program.run("export", *arguments)
        assert done.returncode == 0
        assert "1 evaluation was left out: it belongs to the agent alone" in done.stderr
        assert CANARY not in done.stdout
    assert CANARY not in file.read_text(encoding="utf-8")
    assert program.run("import", str(file), "--differing", "replace").returncode == 0
    stored = open_program(data_dir=str(program.data)).sessions.get(identity(7))
    assert stored is not None
    assert CANARY in {note.text for note in stored.notes}
    assert identity(90) in {each.id for each in stored.evaluations}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--with-private",), 2),
        (("--own", "Anna Alm", "--agent", "Anna Alm"), 2),
        (("--own", "Anna Alm", "--format", "md"), 2),
        (("--own", "Anna Alm", "--pseudonymous"), 2),
        (("--own", "Nobody"), 1),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    program: Program, tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    done = program.run("export", *arguments, "-o", str(tmp_path / "o"))
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "o").exists()


def test_erasing_at_the_terminal_takes_the_name(program: Program) -> None:
    terminal = program.open()
    terminal.wait_for("Anna Alm")
    terminal.press("enter")
    terminal.wait_for("Profile")
    terminal.press("f3")
    terminal.wait_for("everything that is stored")
    terminal.wait_for("Lead: Lea Ledwidge")
    terminal.press("end")
    terminal.wait_for("half a sen")
    terminal.press("escape")
    terminal.wait_for("Profile")
    terminal.press("ctrl+x")
    terminal.wait_for("Shared sessions, which stay without this agent: 1")
    terminal.press(*"Anna_Alx".replace("_", " "), "enter")
    terminal.wait_for("nothing was erased")
    terminal.press("backspace", "m", "enter")
    terminal.wait_for("Erased.")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    document = program.export()
    assert [each["id"] for each in document["agents"]] == [BEN]
    assert {each["id"]: each["agent_ids"] for each in document["sessions"]} == {
        identity(8): [BEN],
        identity(20): [BEN],
    }
    left = b"".join(path.read_bytes() for path in (program.data / "store").rglob("*") if path.is_file())
    assert CANARY.encode() not in left
    assert b"Anna Alm" not in left


def test_newcomer_26_erasing_says_which_files_stay(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    local = open_program(data_dir=str(program.data), config_dir=str(program.config))
    local.settings.put("export_folder", str(folder))
    local.close()
    written = program.get("export", "--own", "Anna Alm").splitlines()
    (folder / "2026-01-02-anki-3.coachtui").write_bytes(b"a rescued session")
    for other in ("2026-01-02-ankica.json", "2026-01-02-benke.json", "anki.json", "2026-01-02-anki.txt"):
        (folder / other).write_bytes(b"not about Anna, or not ours")
    done = program.run("erase", "Anna Alm", "--yes")
    assert done.returncode == 0
    assert f"3 files about the agent stay in {folder}; delete them by hand." in done.stderr.splitlines()
    assert "Whatever was exported stays where it was written; delete those files by hand." in done.stderr
    assert all(Path(path).exists() for path in written)
    assert "3 files" not in program.run("erase", "Bengt Ekdal", "--yes").stderr


def test_attack_l1_without_a_folder_the_command_asks_where_to(program: Program, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*.json"))
    done = program.run("export", "--own", "Anna Alm")
    assert done.returncode == 2
    assert "Say where to write the two files: -o FOLDER." in done.stderr
    assert sorted(tmp_path.rglob("*.json")) == before
