"""What a short run leaves out is cases, never a whole test."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.sizes import CASES, few_of_each


def kept(names: list[str]) -> list[str]:
    """Return the names of the tests that run."""
    return [name for name, runs in zip(names, few_of_each(names), strict=True) if runs]


def test_of_many_cases_the_ends_and_some_between_run() -> None:
    assert kept([f"a.py::many[{case}]" for case in range(9)]) == [
        "a.py::many[0]",
        "a.py::many[4]",
        "a.py::many[8]",
    ]


@given(st.lists(st.integers(0, 12), max_size=8))
def test_no_test_is_left_out_whole_and_none_without_cases(counts: list[int]) -> None:
    names = [f"a.py::t{test}[{case}]" for test, count in enumerate(counts) for case in range(count)]
    run = kept([*names, "a.py::alone"])
    for test, count in enumerate(counts):
        assert sum(name.startswith(f"a.py::t{test}[") for name in run) == min(count, CASES)
    assert "a.py::alone" in run
