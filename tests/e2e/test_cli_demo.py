"""The sample team from outside: made on first use, apart from the lead's own store, and taken away again."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path

from tests.contract.exporting import check_against_schema
from tests.e2e.cli_process import Computer
from tests.e2e.program import Program


def test_the_sample_team_is_made_once_and_kept_apart(computer: Computer) -> None:
    computer.done("roster", "add", "--name", "Kim Berg")
    team = computer.done("--demo", "roster", "list", "--json").json
    assert len(team) >= 8
    assert "Kim Berg" not in {row["name"] for row in team}
    assert computer.done("roster", "list", "--demo", "--json").json == team
    assert [row["name"] for row in computer.done("roster", "list", "--json").json] == ["Kim Berg"]


def test_its_history_is_two_months_that_end_yesterday(computer: Computer) -> None:
    document = computer.done("export", "--demo").json
    check_against_schema(document)
    days = {datetime.fromisoformat(session["started_at"]).date() for session in document["sessions"]}
    today = date.today()  # noqa: DTZ011  the local day, as the program has it
    assert max(days) == today - timedelta(days=1)
    assert timedelta(days=40) < max(days) - min(days) < timedelta(days=65)
    assert {session["status"] for session in document["sessions"]} == {"draft", "final"}
    assert any(evaluation["critical_breaches"] for evaluation in document["evaluations"])
    names = {agent["name"] for agent in document["agents"]}
    assert max(map(len, names)) >= 40
    assert any(re.search("[\u4e00-\u9fff]", name) for name in names)


def test_commands_that_need_no_store_make_none(computer: Computer) -> None:
    for arguments in (["keys"], ["schema"], ["where"], ["content", "list"]):
        computer.done("--demo", *arguments)
    assert not computer.data.exists()


def test_it_is_taken_away_and_made_again(computer: Computer) -> None:
    computer.done("roster", "add", "--name", "Kim Berg")
    before = computer.done("--demo", "roster", "list", "--json").json
    computer.done("demo", "--remove")
    assert sorted(entry.name for entry in computer.data.iterdir() if entry.is_dir()) == ["store"]
    assert computer.done("demo", "--remove").code == 0
    after = computer.done("--demo", "roster", "list", "--json").json
    assert [row["name"] for row in after] == [row["name"] for row in before]
    assert {row["id"] for row in after}.isdisjoint(row["id"] for row in before)


def test_a_half_made_one_is_made_again(computer: Computer) -> None:
    whole = computer.done("--demo", "roster", "list", "--json").json
    (computer.data / "demo" / "complete").unlink()
    (computer.data / "demo" / "team.jsonl").write_bytes(b"half")
    again = computer.done("--demo", "roster", "list", "--json").json
    assert [row["name"] for row in again] == [row["name"] for row in whole]
    assert computer.done("--demo", "check").err.endswith("problems: 0.\n")


def test_a2_a_folder_of_the_leads_own_is_no_sample_team(computer: Computer) -> None:
    """Breaker A2: nothing is removed or used on the word of a name alone."""
    own = computer.data / "demo" / "slides.txt"
    own.parent.mkdir(parents=True)
    own.write_text("mine")
    (computer.data / "demo.new").mkdir()
    (computer.data / "demo.new" / "slides.txt").write_text("mine")
    assert len(computer.done("--demo", "roster", "list", "--json").json) >= 8
    computer.done("demo", "--remove")
    assert own.read_text() == "mine"
    assert (computer.data / "demo.new" / "slides.txt").read_text() == "mine"
    assert sorted(entry.name for entry in computer.data.iterdir()) == ["demo", "demo.new"]


def test_newcomer_demo_the_screen_has_it_in_the_language_chosen_until_something_was_changed(
    tmp_path: Path,
) -> None:
    program = Program(tmp_path)
    try:
        english = program.get("--demo", "--lang", "en", "roster", "list")
        assert "Sample team East" in english
        terminal = program.open("--demo", "--lang", "nb")
        terminal.wait_for("Begynn her: Ctrl+R lytter til")
        terminal.wait_for("Eksempelteam")
        terminal.press("ctrl+r", "1")
        terminal.wait_for("✓ lagret")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
        norwegian = program.get("--demo", "--lang", "nb", "roster", "list", "--json")
        again = program.open("--demo", "--lang", "sv")
        again.wait_for("pågår sedan")
        again.press("ctrl+q")
        assert again.end() == 0
        assert program.get("--demo", "--lang", "nb", "roster", "list", "--json") == norwegian
    finally:
        program.close()


def test_newcomer_20_everything_is_exported_as_a_page_to_print_too(computer: Computer) -> None:
    computer.done("roster", "add", "--name", "Kim <script>alert(1)</script> Berg")
    done = computer.done("--demo", "export", "--format", "html", "--agent", "Astrid Eksempel")
    assert done.out.startswith("<!DOCTYPE html>")
    assert done.out.rstrip().endswith("</html>")
    assert "<h1>Astrid Eksempel</h1>" in done.out
    assert "<script" not in computer.done("export", "--format", "html").out
    file = computer.data.parent / "page.html"
    computer.done("--demo", "export", "--format", "html", "-o", str(file))
    assert file.stat().st_mode & 0o777 == 0o600
