"""Keys wait for the one before them, but never for ever."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from tests.pilot.sitting_down import StillClock
from textual.app import App
from textual.events import Key, Paste

from coachtui.ui.keyboard.key_order import AT_LEAST_S, GIVE_UP_S, HELD_AT_MOST_S, ROUNDS, KeyDone, KeyOrder


@dataclass
class Widget:
    """Takes messages until it is gone."""

    there: bool = True
    got: list[KeyDone] = field(default_factory=list)

    def post_message(self, message: KeyDone) -> bool:
        self.got.append(message)
        return self.there


@dataclass
class Application:
    """What the order of keys needs of an application."""

    focused: Widget | None
    screen: Widget = field(default_factory=Widget)
    screen_stack: tuple[str, ...] = ("team",)
    holds: bool = False
    clock: StillClock = field(default_factory=StillClock)
    timers: list[tuple[float, Callable[[], Awaitable[None]]]] = field(default_factory=list)

    def set_timer(self, delay: float, callback: Callable[[], Awaitable[None]]) -> None:
        self.timers.append((delay, callback))


def order(app: Application, *, done: bool = False) -> tuple[KeyOrder, list[str]]:
    """Return an order of keys and the keys it hands over; ``done`` ones are carried out at once."""
    carried: list[str] = []

    async def hand_over(event: Key | Paste) -> bool:
        carried.append(event.text if isinstance(event, Paste) else event.key)
        return done

    keys = KeyOrder(cast("App[Any]", app), app.clock, hand_over, ready=lambda: True, held=lambda: app.holds)
    return keys, carried


async def test_a_key_waits_until_all_rounds_of_the_one_before_are_over() -> None:
    focused = Widget()
    keys, carried = order(Application(focused))
    for event in (Key("a", "a"), Paste("text"), Key("enter", None)):
        await keys.take(event)
    assert carried == ["a"]
    for _ in range(ROUNDS):
        await keys.key_done(focused.got[-1])
    assert carried == ["a", "text"]
    for _ in range(ROUNDS):
        await keys.key_done(focused.got[-1])
    assert carried == ["a", "text", "enter"]
    assert [message.turn for message in focused.got] == [1, 1, 2, 2, 3]


async def test_without_a_focus_the_screen_is_asked() -> None:
    app = Application(None)
    keys, carried = order(app)
    await keys.take(Key("f1", None))
    assert carried == ["f1"]
    assert len(app.screen.got) == 1


async def test_a_key_done_at_once_only_waits_for_the_screen() -> None:
    app = Application(Widget())
    keys, carried = order(app, done=True)
    await keys.take(Key("1", "1"))
    await keys.take(Key("2", "2"))
    assert carried == ["1"]
    await keys.key_done(app.screen.got[-1])
    assert carried == ["1", "2"]


async def test_a_widget_that_is_gone_holds_no_key_back() -> None:
    keys, carried = order(Application(Widget(there=False)))
    await keys.take(Key("a", "a"))
    await keys.take(Key("b", "b"))
    assert carried == ["a", "b"]


async def test_a_widget_that_never_answers_holds_a_key_back_for_a_moment() -> None:
    app = Application(Widget())
    keys, carried = order(app)
    await keys.take(Key("a", "a"))
    await keys.take(Key("b", "b"))
    ((delay, give_up),) = app.timers
    assert delay == pytest.approx(GIVE_UP_S)
    assert carried == ["a"]
    await give_up()
    assert carried == ["a", "b"]
    await give_up()  # a turn that is over gives nothing up
    await keys.take(Key("c", "c"))
    assert carried == ["a", "b"]


async def test_a_key_long_after_one_that_never_ended_waits_a_little() -> None:
    app = Application(Widget())
    keys, carried = order(app)
    await keys.take(Key("a", "a"))
    app.clock.pass_(GIVE_UP_S)
    await keys.take(Key("b", "b"))
    ((delay, give_up),) = app.timers
    assert delay == AT_LEAST_S
    await give_up()
    assert carried == ["a", "b"]


async def test_a_key_that_waits_while_the_program_ends_is_meant_for_nothing() -> None:
    app = Application(Widget())
    keys, carried = order(app)
    await keys.take(Key("ctrl+q", None))
    await keys.take(Key("1", "1"))
    ((_delay, give_up),) = app.timers
    app.screen_stack = ()
    await give_up()
    await keys.take(Key("2", "2"))
    app.screen_stack = ("another",)
    await keys.take(Key("3", "3"))
    assert carried == ["ctrl+q", "3"]


async def test_keys_wait_until_what_the_one_before_asked_for_is_done() -> None:
    app = Application(None, holds=True)
    keys, carried = order(app, done=True)
    await keys.take(Key("1", "1"))
    for _ in range(3):
        delay, again = app.timers[-1]
        assert delay == AT_LEAST_S
        await again()
    assert carried == []
    app.holds = False
    await app.timers[-1][1]()
    assert carried == ["1"]


async def test_keys_wait_for_no_screen_for_ever() -> None:
    app = Application(None, holds=True)
    keys, carried = order(app, done=True)
    await keys.take(Key("1", "1"))
    app.clock.pass_(HELD_AT_MOST_S)
    await app.timers[-1][1]()
    assert carried == ["1"]
