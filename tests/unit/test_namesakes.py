"""Agents of the same name are told apart by what they do not share (R1)."""

from __future__ import annotations

from datetime import date

from coachtui.domain.agent import Agent
from coachtui.domain.names.namesakes import distinct_names, distinguishing_marks


def test_whoever_has_a_name_alone_is_called_by_it() -> None:
    agents = [Agent(id="a", name="Anna Berg", team="Nord"), Agent(id="b", name="Bo Ek", team="Nord")]
    assert distinct_names(agents) == {"a": "Anna Berg", "b": "Bo Ek"}
    assert distinguishing_marks(agents) == {}


def test_namesakes_are_told_apart_by_alias_then_team_then_first_day() -> None:
    by_alias = [Agent(id="a", name="Anna", alias="Annie"), Agent(id="b", name="Anna", alias="Ann")]
    by_team = [Agent(id="a", name="Anna", team="Nord"), Agent(id="b", name="Anna", team="Syd")]
    by_day = [
        Agent(id="a", name="Anna", team="Nord", start_date=date(2020, 1, 7)),
        Agent(id="b", name="Anna", team="Nord", start_date=date(2024, 5, 2)),
    ]
    assert distinguishing_marks(by_alias) == {"a": "Annie", "b": "Ann"}
    assert distinguishing_marks(by_team) == {"a": "Nord", "b": "Syd"}
    assert distinguishing_marks(by_day) == {"a": "2020-01-07", "b": "2024-05-02"}


def test_what_only_one_of_them_has_tells_only_that_one_apart() -> None:
    agents = [Agent(id="id-aaaa", name="Anna", alias="Annie"), Agent(id="id-bbbb", name="Anna")]
    assert distinguishing_marks(agents) == {"id-aaaa": "Annie", "id-bbbb": "#bbbb"}


def test_attack_two_with_the_same_details_differ_by_the_end_of_the_id() -> None:
    agents = [Agent(id=f"0190-{end}77aa", name="Anna", team="Nord") for end in ("1", "2")]
    assert distinguishing_marks(agents) == {"0190-177aa": "#177aa", "0190-277aa": "#277aa"}


def test_attack_case_width_spaces_and_unicode_form_make_no_other_name() -> None:
    spelt = ("Zoë Kim", "zoe\u0308  kim", "ZOË KIM", "Ｚoë\u3000Ｋｉｍ")
    agents = [Agent(id=f"id-{place}000{place}", name=name) for place, name in enumerate(spelt)]
    marks = distinguishing_marks(agents)
    assert len(set(marks.values())) == len(spelt)


def test_attack_one_of_them_has_the_team_that_is_the_alias_of_the_other() -> None:
    agents = [Agent(id="0-1111", name="Anna", alias="Nord"), Agent(id="0-2222", name="Anna", team="nord")]
    assert distinguishing_marks(agents) == {"0-1111": "#1111", "0-2222": "#2222"}


def test_attack_a_team_too_long_to_stand_behind_a_name_is_not_cut_into_another() -> None:
    teams = ("客户服务中心北区夜班组一", "客户服务中心北区夜班组二")
    agents = [
        Agent(id=f"0-{place}{place}{place}{place}", name="王伟", team=team)
        for place, team in enumerate(teams)
    ]
    assert distinguishing_marks(agents) == {"0-0000": "#0000", "0-1111": "#1111"}


def test_three_of_a_name_have_three_marks() -> None:
    agents = [
        Agent(id="0-aaaa", name="Anna", team="Nord"),
        Agent(id="0-bbbb", name="Anna", team="Nord"),
        Agent(id="0-cccc", name="Anna", team="Syd"),
    ]
    assert distinguishing_marks(agents) == {"0-aaaa": "#aaaa", "0-bbbb": "#bbbb", "0-cccc": "Syd"}
