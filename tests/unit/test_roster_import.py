"""A list of agents from another program: all of it or nothing, with every error by its line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.people import FakeTeam, new_ids

from coachtui.domain.agent import Agent
from coachtui.domain.errors import BadInput, Refused
from coachtui.exchange.roster_csv import SIZE_LIMIT, CsvRoster
from coachtui.i18n import use_language
from coachtui.services.roster_dates import RosterDates
from coachtui.services.roster_import import RosterImport, RosterPlan

ANNA = Agent(id="a", name="Anna Åkesson", alias="Anna", team="Blue", language="sv")


def _plan(text: str | bytes, *known: Agent) -> tuple[RosterPlan, FakeTeam]:
    team = FakeTeam(*known)
    importer = RosterImport(team, CsvRoster(), new_ids())
    plan = importer.plan(text if isinstance(text, bytes) else text.encode())
    if not plan.problems:
        importer.carry_out(plan)
    return plan, team


def _bad(data: bytes) -> BadInput:
    with pytest.raises(BadInput) as bad:
        CsvRoster().read(data)
    return bad.value


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_usual_form_of_csv(separator: str, mark: str, end: str) -> None:
    rows = [
        ["Team", " NAME ", "start_date", "Alias", "language"],
        ["Blue", '"Berg, Kim; jr"' if separator != "\t" else "Berg, Kim; jr", "2024-02-29", "Kim", "nb"],
        ["", "", "", "", ""],
        ["Red", "王小明", "", "", "zh-Hans"],
    ]
    _result, team = _plan(mark + end.join(separator.join(row) for row in rows) + end)
    kim, wang = team.agents()
    assert (kim.name, kim.team, kim.start_date, kim.alias, kim.language) == (
        "Berg, Kim; jr",
        "Blue",
        date(2024, 2, 29),
        "Kim",
        "nb",
    )
    assert (wang.name, wang.team, wang.alias, wang.start_date, wang.language) == (
        "王小明",
        "Red",
        "",
        None,
        "zh-Hans",
    )
    assert team.commits == 1


def test_one_column_is_enough() -> None:
    _result, team = _plan("name\nKim\nAda")
    assert [agent.name for agent in team.agents()] == ["Kim", "Ada"]


def test_the_same_name_and_team_is_the_same_agent() -> None:
    plan, team = _plan("name,team,alias,language\nANNA A\u030aKESSON,blue,Ann,\nAnna Åkesson,Red,,\n", ANNA)
    assert (len(plan.added), len(plan.changed), plan.unchanged) == (1, 1, 0)
    assert team.kept["a"].alias == "Ann"
    assert team.kept["a"].language == "sv"
    assert {agent.team.casefold() for agent in team.agents()} == {"blue", "red"}


def test_a_known_name_in_other_letter_case_stays_as_it_is_written() -> None:
    plan, team = _plan("name,team,alias\nANNA åkesson,BLUE,Annie\n", ANNA)
    assert team.agents() == [replace(ANNA, alias="Annie", former_names=(ANNA.alias,))] == list(plan.changed)


def test_taking_a_list_again_changes_nothing() -> None:
    text = "name,team\nKim,Blue\nKim,Blue\nAda,\n"
    _first, team = _plan(text)
    plan, again = _plan(text, *team.agents())
    assert (plan.added, plan.changed, plan.unchanged, again.commits) == ((), (), 2, 0)


def test_a_list_without_teams_means_the_only_one_of_that_name() -> None:
    plan, _team = _plan("name,alias\nAnna Åkesson,Ann\n", ANNA)
    assert [(agent.id, agent.team, agent.alias) for agent in plan.changed] == [("a", "Blue", "Ann")]
    two = (ANNA, Agent(id="b", name=ANNA.name, team="Red"))
    plan, _team = _plan("name,alias\nAnna Åkesson,Ann\n", *two)
    assert [(line, problem.code) for line, problem in plan.problems] == [(2, "several_agents")]


def test_one_bad_line_and_nothing_is_taken() -> None:
    text = 'name,start_date,language\nKim,,\n,2024-01-01,\n"Two\nLines",1 Jan 2024,\nAda,,not a tag\n'
    plan, team = _plan(text, ANNA)
    assert [(line, problem.code) for line, problem in plan.problems] == [
        (3, "name_empty"),
        (4, "not_a_list_date"),
        (6, "not_a_language"),
    ]
    assert team.agents() == [ANNA]
    with pytest.raises(BadInput, match="roster_has_problems"):
        RosterImport(team, CsvRoster(), new_ids()).carry_out(plan)
    assert team.commits == 0


def test_attack_a_cell_of_which_nothing_can_be_seen_is_empty() -> None:
    plan, _team = _plan("name,team\n\u200b\u00ad,Blue\n")
    assert [(line, problem.code) for line, problem in plan.problems] == [(2, "name_empty")]
    plan, team = _plan(f"name,alias,team\n{ANNA.name},\u2060,\u200b\n", ANNA)
    assert (plan.added, plan.changed, plan.problems, plan.unchanged) == ((), (), (), 1)
    assert team.agents() == [ANNA]


def test_other_columns_are_named_and_left_out() -> None:
    plan, team = _plan("name,Phone,email\nKim,123,k@x\n")
    assert plan.ignored == ("phone", "email")
    assert team.agents()[0].name == "Kim"


def test_names_are_cleaned() -> None:
    _plan_made, team = _plan("name\n=cmd|' /C calc'!A0\x00\x1b[2J\u202e [b]x[/b]\n")
    assert team.agents()[0].name == "=cmd|' /C calc'!A0[2J [b]x[/b]"


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"", "roster_empty", None),
        (b"\n \n", "roster_empty", None),
        (b"alias,team\nKim,Blue\n", "roster_no_name_column", 1),
        (b"\n\nalias\nKim\n", "roster_no_name_column", 3),
        (b"name,team,Name\n", "roster_column_twice", 1),
        (b"name\n\xe5\n", "roster_not_utf8", 2),
        (b"name\nK\xe5\xc5\xe6re\n", "roster_not_utf8", 2),
        ("name\nКим\n".encode("cp1251"), "roster_not_utf8", 2),
        ("name\nK\0åre\n".encode("cp1252"), "roster_not_utf8", 2),
        ("name\nKåre\n".encode("utf-16-le"), "roster_not_utf8", 2),
        ("name\nАнна\n".encode("cp1251"), "roster_not_utf8", 2),
        (b'name,team\nKim,Blue\n"Ada,Blue\n', "roster_broken_line", 3),
        (b'name\n"Ada"x\n', "roster_broken_line", 2),
        (b"name,team\nKim,Blue,extra\n", "roster_too_many_cells", 2),
        (b"name\n" + b"x" * SIZE_LIMIT, "roster_too_large", None),
    ],
)
def test_a_file_that_can_be_misread_is_refused(data: bytes, code: str, line: int | None) -> None:
    bad = _bad(data)
    assert (bad.code, bad.facts.get("line")) == (code, line)


@given(
    st.binary(max_size=80)
    | st.text(max_size=80).map(lambda text: f"name,team\n{text}".encode("utf-8", "ignore"))
)
def test_any_bytes_are_taken_or_refused_in_words(data: bytes) -> None:
    try:
        rows = CsvRoster().read(data).rows
    except BadInput as bad:
        rows, code = (), bad.code
    else:
        code = "roster_taken"
    assert code.startswith("roster_")
    assert all("name" in row for _line, row in rows)


def test_a_large_list_is_planned_in_one_pass() -> None:
    known = [Agent(id=str(number), name=f"Agent {number}", team="Blue") for number in range(2_000)]
    text = "name,team\n" + "".join(f"Agent {number},Blue\n" for number in range(1, 2_001))
    plan, team = _plan(text, *known)
    assert (len(plan.added), plan.unchanged, team.commits) == (1, 1_999, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_newcomer_17_a_list_as_a_norwegian_spreadsheet_writes_it(encoding: str) -> None:
    text = (
        "Navn;Kallenavn;Lag;Startdato;Språk\r\n"
        "Kåre Ødegård;Kåre;Blå;19.03.2021;Norsk\r\nÅse Næss;;Blå;1.1.2020;nb\r\n"
    )
    plan, team = _plan(text.encode(encoding))
    kare, ase = team.agents()
    assert (kare.name, kare.alias, kare.team, kare.start_date, kare.language) == (
        *("Kåre Ødegård", "Kåre", "Blå"),
        date(2021, 3, 19),
        "nb",
    )
    assert (ase.name, ase.start_date) == ("Åse Næss", date(2020, 1, 1))
    guessed = {"cp1252": "Windows-1252", "utf-16": "UTF-16"}.get(encoding, "")
    assert (plan.read_as, plan.example) == (guessed, "Kåre Ødegård")


@pytest.mark.parametrize(
    "heading",
    [
        "name,alias,team,start_date,language",
        "Full name,Nickname,Group,Start date,Language",
        "Namn,Smeknamn,Grupp,Startdatum,Språk",
        "Navn,Kallenavn,Lag,Startdato,Språk",
        "Naam,Roepnaam,Groep,In dienst sinds,Taal",
        "姓名,昵称,小组,入职日期,语言",
    ],
)
def test_newcomer_17_headings_in_five_languages(heading: str) -> None:
    plan, team = _plan(f"{heading}\nKim,K,Blue,2024-02-29,nl\n")
    (kim,) = team.agents()
    assert plan.ignored == ()
    assert (kim.alias, kim.team, kim.start_date, kim.language) == ("K", "Blue", date(2024, 2, 29), "nl")


def test_a_list_from_a_chinese_computer_is_read() -> None:
    plan, team = _plan("姓名,小组\n王小明,一组\n".encode("gb18030"))
    assert (team.agents()[0].name, plan.read_as) == ("王小明", "GB 18030")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2021-03-19", (2021, 3, 19)),
        ("2021-3-9", (2021, 3, 9)),
        ("19.03.2021", (2021, 3, 19)),
        ("19. 3. 2021", (2021, 3, 19)),
        ("03.04.2021", (2021, 4, 3)),
        ("19-3-2021", (2021, 3, 19)),
        ("19/03/2021", (2021, 3, 19)),
        ("2021/3/19", (2021, 3, 19)),
        ("2021年3月19日", (2021, 3, 19)),
        ("2021-03-19 00:00:00", (2021, 3, 19)),
        ("19.03.2021 00:00", (2021, 3, 19)),
        ("5/5/2021", (2021, 5, 5)),
        ("3/19/2021", (2021, 3, 19)),
        ("", None),
    ],
)
def test_newcomer_17_dates_as_spreadsheets_write_them(written: str, day: tuple[int, int, int] | None) -> None:
    assert RosterDates([written]).day(written) == (date(*day) if day else None)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("03/04/2021", "two_dates"),
        ("31.02.2021", "no_such_day"),
        ("19/13/2021", "no_such_day"),
        ("19.03.21", "not_a_list_date"),
        ("March 2021", "not_a_list_date"),
        ("44274", "not_a_list_date"),
        ("１９.03.2021", "not_a_list_date"),
    ],
)
def test_a_date_that_can_be_misread_is_refused_in_words(written: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        RosterDates([written]).day(written)
    assert refused.value.code == code


def test_one_plain_date_settles_the_others_and_so_does_the_language() -> None:
    assert RosterDates(["03/04/2021", "19/03/2021"]).day("03/04/2021") == date(2021, 4, 3)
    assert RosterDates(["03/04/2021", "3/19/2021"]).day("03/04/2021") == date(2021, 3, 4)
    with pytest.raises(Refused):
        RosterDates(["03/04/2021", "3/19/2021", "19/3/2021"]).day("03/04/2021")
    use_language("nb")
    try:
        assert RosterDates(["03/04/2021"]).day("03/04/2021") == date(2021, 4, 3)
    finally:
        use_language("en")


def test_attack_a_row_about_two_of_a_name_in_one_team_changes_neither() -> None:
    two = (ANNA, Agent(id="b", name=ANNA.name, team=ANNA.team, alias="Annie"))
    plan, team = _plan(f"name,team,language\n{ANNA.name},{ANNA.team},nb\n", *two)
    assert [(line, problem.code) for line, problem in plan.problems] == [(2, "several_agents")]
    assert team.agents() == list(two)
    plan, team = _plan(f"name,team,alias\n{ANNA.name},{ANNA.team},Annie\n", *two)
    assert (plan.problems, plan.changed, plan.unchanged) == ((), (), 1)
