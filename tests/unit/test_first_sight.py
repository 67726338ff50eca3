"""A key that came before its screen could be seen was not meant for it: by when it came."""

from __future__ import annotations

import pytest

from coachtui.ui.keyboard.first_sight import FirstSight
from coachtui.ui.keys.table import by_id, rows
from coachtui.ui.typed_ahead import PAUSE_S

LIVE, REVIEW = object(), object()


@pytest.mark.parametrize(
    ("came", "unseen"), [(4.0, True), (5.0, True), (5.0 + PAUSE_S - 0.01, True), (5.0 + PAUSE_S, False)]
)
def test_a_screen_is_seen_a_moment_after_it_was_shown(came: float, unseen: bool) -> None:
    sight = FirstSight()
    sight.painted(REVIEW, 5.0)
    sight.painted(REVIEW, 9.0)
    assert sight.unseen(REVIEW, came) is unseen


def test_a_screen_that_was_not_shown_yet_is_unseen_however_late_the_key() -> None:
    sight = FirstSight()
    sight.painted(LIVE, 5.0)
    assert sight.unseen(REVIEW, 60.0)


def test_a_screen_that_comes_back_is_looked_at_anew() -> None:
    sight = FirstSight()
    sight.painted(LIVE, 5.0)
    sight.painted(REVIEW, 6.0)
    sight.painted(LIVE, 7.0)
    assert sight.unseen(LIVE, 7.1)
    assert not sight.unseen(LIVE, 7.0 + PAUSE_S)


def test_what_came_before_the_first_screen_of_all_is_known_by_when_it_came() -> None:
    sight = FirstSight()
    assert sight.before_all(4.9)
    sight.painted(LIVE, 5.0)
    sight.painted(REVIEW, 8.0)
    assert sight.before_all(4.9)
    assert not sight.before_all(5.0)


def test_what_finishes_or_answers_a_question_counts_on_a_screen_that_was_seen_only() -> None:
    assert by_id()["review.finish"].seen
    assert all(row.seen for row in rows("question") + rows("numbered") if not row.repeats)
