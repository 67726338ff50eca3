"""Ids are UUIDv7 as RFC 9562 lays them out, and rise whatever the clock does."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from uuid import RFC_4122, UUID

from coachtui.settings.ids import Uuid7Ids

RFC_EXAMPLE_MS = 0x017F22E279B0
"""The time of the example in RFC 9562, appendix A.6: 22 February 2022, 14:22:22 -05:00."""


def _standing(milliseconds: int) -> Callable[[], int]:
    return lambda: milliseconds


def test_an_id_has_version_variant_and_the_time_in_front() -> None:
    made = Uuid7Ids(_standing(RFC_EXAMPLE_MS)).new()
    assert made.startswith("017f22e2-79b0-7")
    assert (UUID(made).version, UUID(made).variant, str(UUID(made))) == (7, RFC_4122, made)


def test_ids_of_one_millisecond_rise_and_run_over_into_the_next() -> None:
    ids = Uuid7Ids(_standing(RFC_EXAMPLE_MS))
    made = [ids.new() for _each in range(10_000)]
    assert made == sorted(set(made))
    assert made[-1] > "017f22e2-79b1"


def test_ids_rise_while_the_clock_goes_back() -> None:
    times = iter([5_000, 4_000, 3_999, 5_001, 1])
    ids = Uuid7Ids(lambda: next(times))
    made = [ids.new() for _each in range(5)]
    assert made == sorted(set(made))


def test_threads_never_get_the_same_id() -> None:
    ids = Uuid7Ids()
    made: list[str] = []
    threads = [Thread(target=lambda: made.extend(ids.new() for _each in range(500))) for _t in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 4_000
