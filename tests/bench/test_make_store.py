"""The maker of stores: as many sessions as asked for, sound, varied, and the same for the same seed."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.bench import make_store as maker

from coachtui.bootstrap import open_program
from coachtui.domain.session import Session

SCRIPT = Path(__file__).parent / "make_store.py"


def made(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), str(folder), *arguments], capture_output=True, text=True, check=False
    )


def stored(folder: Path) -> list[Session]:
    return list(open_program(data_dir=str(folder)).sessions.every())


def answered(session: Session) -> list[tuple[str, list[int | None]]]:
    return [(e.form.id, [a.value for a in e.answers.values()]) for e in session.evaluations]


def identities(session: Session) -> Iterator[str]:
    yield session.id
    yield from (contact.id for contact in session.contacts)
    yield from (evaluation.id for evaluation in session.evaluations)
    yield from (note.id for note in session.notes)
    yield from (mark.id for mark in session.marks)


@pytest.fixture
def few_are_lived(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maker, "LIVED", 20)


def test_the_script_writes_what_is_asked_for(tmp_path: Path) -> None:
    done = made(tmp_path / "data", "--sessions", "31", "--agents", "3", "--seed", "7")
    assert done.returncode == 0, done.stderr
    program = open_program(data_dir=str(tmp_path / "data"))
    assert len(stored(tmp_path / "data")) == 31
    assert len(program.team.agents()) == 3
    assert program.team.lead() is not None
    assert program.check(lambda _done, _all: None).findings == ()


@pytest.mark.parametrize("arguments", [["--sessions", "1"], ["--sessions", "1", "--agents", "0"]])
def test_nonsense_is_refused(tmp_path: Path, arguments: list[str]) -> None:
    assert made(tmp_path, *arguments).returncode == 2


def test_a_store_that_is_there_is_left_alone(tmp_path: Path) -> None:
    assert made(tmp_path, "--sessions", "1", "--agents", "1").returncode == 0
    assert made(tmp_path, "--sessions", "2", "--agents", "1").returncode == 2
    assert len(stored(tmp_path)) == 1


@pytest.mark.usefixtures("few_are_lived")
def test_variations_are_sessions_of_their_own(tmp_path: Path) -> None:
    maker.make_store(tmp_path, sessions=120, agents=2, seed=3)
    sessions = stored(tmp_path)
    ids = Counter(identity for session in sessions for identity in identities(session))
    assert max(ids.values()) == 1
    assert len({repr(answered(session)) for session in sessions}) > 110
    for session in sessions:
        contacts = {contact.id for contact in session.contacts}
        assert {evaluation.contact_id for evaluation in session.evaluations} <= contacts
        assert {note.contact_id for note in session.notes} <= contacts
        assert {mark.contact_id for mark in session.marks} <= contacts
        assert session.place.contact_id in contacts
        assert {evaluation.agent_id for evaluation in session.evaluations} <= {session.agent_id}
        assert all(session.started_at <= note.at for note in session.notes)


@pytest.mark.usefixtures("few_are_lived")
def test_the_same_seed_gives_the_same_answers(tmp_path: Path) -> None:
    found = []
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        maker.make_store(tmp_path / name, sessions=40, agents=2, seed=seed)
        found.append(sorted(repr((s.started_at, answered(s))) for s in stored(tmp_path / name)))
    assert found[0] == found[1] != found[2]


@pytest.mark.parametrize(("sessions", "agents"), [(1, 1), (10_000, 200), (100_000, 200), (100_000, 20)])
def test_logs_are_of_a_size_that_a_lead_would_reach(sessions: int, agents: int) -> None:
    years = maker.years_of(sessions, agents)
    assert 1 <= years <= maker.MOST_YEARS
    assert sessions / agents / years <= 50 or years == maker.MOST_YEARS
    assert sum(maker.shares(sessions, agents)) == sessions
