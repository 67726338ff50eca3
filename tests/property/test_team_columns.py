"""The columns of the team share a line out: they fit it, and a name is the last to give way."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from coachtui.domain.agent import Agent
from coachtui.i18n import LANGUAGES, _, use_language
from coachtui.services.team_overview import AgentSummary, SessionTally
from coachtui.ui.team.rows import TeamColumns, TeamRows, columns

TODAY = date(2026, 11, 16)
NOW = datetime.fromisoformat("2026-11-16T10:00:00+01:00")
LEAST = 16
AGENTS = st.builds(
    lambda number, sign, cells, team_sign, team_cells: Agent(
        id=f"{number:032x}", name=sign * cells, team=team_sign * team_cells
    ),
    st.integers(1, 10**9),
    st.sampled_from("M欧"),
    st.integers(1, 40),
    st.sampled_from("T北"),
    st.integers(0, 30),
)
TALLIES = st.one_of(
    st.none(),
    st.builds(
        lambda evaluated, days, drafts, runs: SessionTally(
            evaluated=evaluated,
            drafts=drafts,
            last=NOW - timedelta(days=days),
            running="x" if runs else "",
            running_since=NOW - timedelta(days=days) if runs else None,
        ),
        st.integers(0, 9),
        st.integers(0, 400),
        st.integers(0, 12),
        st.booleans(),
    ),
)
STANDINGS = st.builds(
    lambda agent, tally, behind: AgentSummary(agent=agent, tally=tally, target=4, behind=behind),
    AGENTS,
    TALLIES,
    st.booleans(),
)
TEAMS = st.lists(STANDINGS, min_size=1, max_size=4)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=60)
@given(team=TEAMS, width=st.integers(58, 200))
def test_attack_r6_team_columns_fit_and_a_name_gives_way_last(
    language: str, team: list[AgentSummary], width: int
) -> None:
    use_language(language)
    cells = columns(team, width, TODAY)
    used = cells.name + cells.team + cells.month + cells.mark + cells.when + cells.draft + 6
    assert used <= width
    longest = max(cell_len(standing.agent.name) for standing in team)
    if width >= 80:
        assert cells.name >= min(longest, LEAST)
    longest_team = max(cell_len(standing.agent.team) for standing in team)
    assert cells.team == 0 or cells.team >= min(longest_team, 8) + 2
    if cells.name < longest and cells.name < LEAST:
        assert cells.team == 0


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=60)
@given(team=TEAMS, width=st.integers(58, 200))
def test_attack_r6_team_heads_stand_apart(language: str, team: list[AgentSummary], width: int) -> None:
    use_language(language)
    rows = TeamRows()
    rows._columns = (0, columns(team, width, TODAY))
    heads = TeamColumns(rows)
    spans = [text for text, _tone in heads.compose_lines(width, 1)[0]]
    assert sum(map(cell_len, spans)) <= width
    assert all(text.endswith(" ") for text in spans if text)
    assert any(_("Last session") in text for text in spans)
