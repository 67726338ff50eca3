"""The team: finding, adding, changing, leaving, and this month's count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from tests.fakes.people import FakeClock, FakeSettings, FakeTeam, new_ids

from coachtui.domain.agent import Agent
from coachtui.domain.errors import Refused, StoreCorrupt, StoreError
from coachtui.domain.listing import SessionRow
from coachtui.services.roster import AgentDetails, Roster, only_changes
from coachtui.services.words.sentences import sentence
from coachtui.store.records.session_store import LogSessionStore

ANNA = Agent(id="a", name="Anna Åkesson", alias="Anna", team="Blue")
BEN = Agent(id="b", name="Ben Berg", team="Blue")
OTHER_BEN = Agent(id="c", name="BEN BERG", team="Red", status="left")


class RowsOnly(LogSessionStore):
    """A store of which only the index is asked."""

    def __init__(self, *rows: SessionRow) -> None:
        self.the_rows = list(rows)
        self.unread: dict[str, StoreError] = {}

    def readable_rows(self) -> tuple[list[SessionRow], dict[str, StoreError]]:
        return self.the_rows, self.unread


def _row(agent_id: str, *days: str) -> SessionRow:
    return SessionRow(
        id="s",
        agent_ids=(agent_id,),
        kind="listening",
        status="final",
        started_at=datetime.fromisoformat("2026-11-01T10:00:00+01:00"),
        evaluated=tuple(date.fromisoformat(day) for day in days),
    )


def _roster(*agents: Agent, rows: tuple[SessionRow, ...] = (), **settings: str) -> tuple[Roster, FakeTeam]:
    team = FakeTeam(*agents)
    return Roster(team, RowsOnly(*rows), FakeSettings(**settings), FakeClock(), new_ids()), team


def _refused(code: str, **facts: object) -> tuple[str, dict[str, object]]:
    return code, facts


@pytest.mark.parametrize(
    "asked",
    ["a", "A", "Anna Åkesson", " anna  åkesson ", "ANNA A\u030aKESSON", "Ａｎｎａ\u3000Åｋｅｓｓｏｎ"],
)
def test_an_agent_is_found_by_id_or_whole_name(asked: str) -> None:
    roster, _team = _roster(ANNA, BEN)
    assert roster.find(asked) == ANNA


def test_nobody_found_names_the_nearest() -> None:
    roster, _team = _roster(ANNA, BEN)
    for asked, nearest in (
        ("Anna", ("Anna Åkesson",)),
        ("Anna Akesson", ("Anna Åkesson",)),
        ("Berg", ("Ben Berg",)),
        ("Zzz", ()),
        ("", ()),
    ):
        with pytest.raises(Refused) as refused:
            roster.find(asked)
        assert (refused.value.code, refused.value.facts) == _refused("no_such_agent", nearest=nearest)


def test_several_found_name_their_ids() -> None:
    roster, _team = _roster(ANNA, BEN, OTHER_BEN)
    with pytest.raises(Refused) as refused:
        roster.find("ben berg")
    assert (refused.value.code, refused.value.facts) == _refused(
        "several_agents", ids=("b (Blue)", "c (Red)")
    )
    assert roster.find("c") == OTHER_BEN


def test_attack_what_nobody_can_see_is_no_alias_and_no_team() -> None:
    roster, team = _roster(replace(ANNA, team=""))
    with pytest.raises(Refused, match="agent_exists"):
        roster.add(AgentDetails(name=ANNA.name, team="\u200b"))
    added = roster.add(AgentDetails(name="Kim", alias="\u00ad", team="\u0301", remember="\u2060"))
    assert (added.alias, added.team, added.remember) == ("", "", "")
    with pytest.raises(Refused, match="name_empty"):
        roster.change(added, AgentDetails(name="\u3164"))
    assert added in team.agents()


def test_an_agent_is_added_clean() -> None:
    roster, team = _roster()
    added = roster.add(
        AgentDetails(
            name=" Kim\x1b[1m\tBerg ", alias="Kim\u202e", team="Blue", start_date="2024-02-29", language="nb"
        )
    )
    assert team.agents() == [added]
    assert replace(added, id="") == Agent(
        id="", name="Kim[1m Berg", alias="Kim", team="Blue", start_date=date(2024, 2, 29), language="nb"
    )


@pytest.mark.parametrize(
    ("details", "code"),
    [
        (AgentDetails(), "name_empty"),
        (AgentDetails(name=" \n"), "name_empty"),
        (AgentDetails(name="\u200b\u00ad \u2060"), "name_empty"),
        (AgentDetails(name="x" * 201), "name_too_long"),
        (AgentDetails(name="Kim", team="x" * 201), "name_too_long"),
        (AgentDetails(name="Kim", start_date="29.02.2024"), "not_a_date"),
        (AgentDetails(name="Kim", start_date="2023-02-29"), "no_such_day"),
        (AgentDetails(name="Kim", start_date="２０２４-01-01"), "not_a_date"),
        (AgentDetails(name="Kim", language="norsk bokmål"), "not_a_language"),
        (AgentDetails(name="anna A\u030aKESSON", team="BLUE"), "agent_exists"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_kept(details: AgentDetails, code: str) -> None:
    roster, team = _roster(ANNA)
    with pytest.raises(Refused) as refused:
        roster.add(details)
    assert refused.value.code == code
    assert (team.agents(), team.commits) == ([ANNA], 0)


@pytest.mark.parametrize(
    ("field", "limit"), [("name", 200), ("alias", 200), ("team", 200), ("remember", 1000)]
)
def test_a_text_that_is_too_long_is_named(field: str, limit: int) -> None:
    roster, _team = _roster(ANNA)
    given: dict[str, Any] = {field: "x" * (limit + 1)}
    with pytest.raises(Refused) as refused:
        roster.change(ANNA, AgentDetails(**given))
    assert refused.value.facts == {"limit": limit, "length": limit + 1, "field": field}
    word = {"remember": "Keep in mind"}.get(field, field.capitalize())
    assert sentence(refused.value) == f"{word}: {limit + 1} characters are too many, at most {limit}."


def test_the_same_name_in_another_team_is_another_agent() -> None:
    roster, team = _roster(ANNA)
    roster.add(AgentDetails(name="Anna Åkesson", team="Red"))
    assert len(team.agents()) == 2


def test_a_change_keeps_what_is_not_given_and_no_change_writes_nothing() -> None:
    roster, team = _roster(ANNA, BEN)
    assert roster.change(ANNA, AgentDetails(name="Anna Ek")) == replace(
        ANNA, name="Anna Ek", former_names=(ANNA.name,)
    )
    assert roster.change(BEN, AgentDetails(alias="")) == BEN
    assert team.commits == 1
    with pytest.raises(Refused) as refused:
        roster.change(roster.find("a"), AgentDetails(name="Ben Berg"))
    assert (refused.value.code, refused.value.facts) == _refused("agent_exists", id="b")


def test_a_change_leaves_what_another_window_changed_meanwhile() -> None:
    roster, team = _roster(ANNA)
    team.put_agents([replace(ANNA, name="Anna Ek", team="Red")])
    typed = AgentDetails(name=ANNA.name, alias="Annie", team=ANNA.team, start_date="", remember="")
    assert only_changes(ANNA, typed) == AgentDetails(alias="Annie")
    assert roster.change(ANNA, only_changes(ANNA, typed)) == replace(
        ANNA, name="Anna Ek", alias="Annie", team="Red", former_names=(ANNA.alias,)
    )


def test_letter_case_of_a_name_may_be_changed() -> None:
    roster, team = _roster(ANNA, BEN)
    roster.change(BEN, AgentDetails(name="BEN BERG"))
    assert team.kept["b"].name == "BEN BERG"


def test_describing_an_agent_leaves_name_and_team_as_they_are_written() -> None:
    roster, team = _roster(ANNA)
    roster.describe(ANNA, AgentDetails(name="anna ÅKESSON", team="BLUE", alias="Annie"))
    assert team.agents() == [replace(ANNA, alias="Annie", former_names=(ANNA.alias,))]


def test_leaving_and_coming_back() -> None:
    roster, team = _roster(ANNA)
    left = roster.leave(ANNA)
    assert team.kept["a"].status == "left"
    with pytest.raises(Refused, match="already_left"):
        roster.leave(left)
    back = roster.take_back(left)
    assert team.kept["a"] == ANNA
    with pytest.raises(Refused, match="not_left"):
        roster.take_back(back)


def test_the_month_counts_contacts_of_this_month_only() -> None:
    rows = (
        _row("a", "2026-11-01", "2026-11-16", "2026-10-31"),
        _row("a", "2026-11-30"),
        _row("b", "2025-11-16"),
        _row("gone", "2026-11-16"),
    )
    roster, _team = _roster(BEN, ANNA, OTHER_BEN, rows=rows)
    assert [(row.agent.id, row.evaluated, row.target) for row in roster.rows()] == [
        ("a", 3, 4),
        ("b", 0, 4),
        ("c", 0, 4),
    ]


def test_the_target_is_a_setting() -> None:
    roster, _team = _roster(ANNA, evaluations_per_month="6")
    assert [row.target for row in roster.rows()] == [6]


def test_the_local_month_counts() -> None:
    clock = FakeClock("2026-12-01T00:00:00+01:00")
    roster = Roster(FakeTeam(ANNA), RowsOnly(_row("a", "2026-11-30")), FakeSettings(), clock, new_ids())
    assert roster.rows()[0].evaluated == 0


def test_a_name_in_full_width_letters_is_the_same_name() -> None:
    roster, team = _roster(ANNA)
    with pytest.raises(Refused) as refused:
        roster.add(AgentDetails(name="ＡＮＮＡ Åkesson", team=ANNA.team))
    assert (refused.value.code, team.agents()) == ("agent_exists", [ANNA])


def test_one_damaged_file_leaves_the_others_counted_and_is_told_of_its_agent() -> None:
    store, error = RowsOnly(_row("a", "2026-11-02")), StoreCorrupt("damaged_record", file="x", record=2)
    store.unread["b"] = error
    roster = Roster(FakeTeam(ANNA, BEN), store, FakeSettings(), FakeClock(), new_ids())
    assert [(row.agent, row.evaluated, row.unread) for row in roster.rows()] == [
        (ANNA, 1, None),
        (BEN, 0, error),
    ]


def test_sessions_that_cannot_be_read_are_stored_all_the_same() -> None:
    store = RowsOnly()
    store.unread["gone"] = StoreCorrupt("damaged_record", file="x", record=2)
    roster = Roster(FakeTeam(ANNA), store, FakeSettings(), FakeClock(), new_ids())
    assert roster.find_stored("gone").id == "gone"
