"""TOML that people write is read, and never further than one can come back from."""

from __future__ import annotations

import pytest

from coachtui.domain.toml_text import DEEPEST, MOST_DOTS, read_toml


def test_tables_are_read() -> None:
    assert read_toml('a = 1\n[b.c]\nd = ["x"]') == {"a": 1, "b": {"c": {"d": ["x"]}}}


@pytest.mark.parametrize("text", ["a =", "a = [", "= 1", "a = 1\na = 2"])
def test_what_is_no_toml_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"line|document"):
        read_toml(text)


@pytest.mark.parametrize("levels", [DEEPEST, MOST_DOTS, 500, 2_000, 100_000])
@pytest.mark.parametrize("kind", ["lists", "dots"])
def test_what_goes_too_deep_is_refused(kind: str, levels: int) -> None:
    text = f"a={'[' * levels}{']' * levels}" if kind == "lists" else ".".join("a" * (levels + 1)) + "=[]"
    with pytest.raises(ValueError, match="too deep"):
        read_toml(text)


def test_what_goes_as_deep_as_it_may_is_read() -> None:
    levels = DEEPEST - 1
    assert read_toml(f"a={'[' * levels}{']' * levels}")["a"] != []
