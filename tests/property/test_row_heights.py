"""Where rows of any height stand in a list, and what is scrolled to for one of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coachtui.ui.widgets.line_list import RowHeights

HEIGHTS = st.lists(st.integers(1, 9), min_size=1, max_size=30)


def measured(each: list[int]) -> tuple[RowHeights, int]:
    heights = RowHeights()
    return heights, heights.measure(each, 80)


@given(HEIGHTS)
def test_every_line_belongs_to_the_row_that_stands_there(each: list[int]) -> None:
    heights, total = measured(each)
    rows = [row for row, lines in enumerate(each) for _line in range(lines)]
    assert [heights.row_at(line) for line in range(total)] == rows
    assert [heights.top(row) for row in range(len(each))] == [rows.index(row) for row in range(len(each))]
    assert [heights.height(row) for row in range(len(each))] == each
    assert heights.row_at(total) == len(each)


@given(st.integers(1, 30), st.integers(1, 4))
def test_rows_of_one_height_stand_where_measuring_each_would_put_them(count: int, lines: int) -> None:
    heights, total = measured([lines] * count)
    alike = RowHeights()
    assert alike.measure_alike(count, lines, 80) == total
    for row in range(count):
        assert (alike.top(row), alike.height(row)) == (heights.top(row), heights.height(row))
    assert all(alike.row_at(line) == heights.row_at(line) for line in range(total))


@given(HEIGHTS, st.data(), st.integers(1, 12))
def test_a_row_scrolled_to_is_in_view_and_scrolls_no_more(
    each: list[int], data: st.DataObject, page: int
) -> None:
    heights, total = measured(each)
    row = data.draw(st.integers(0, len(each) - 1), label="row")
    first = data.draw(st.integers(0, total), label="first")
    then = heights.first_line_to_show(row, first, page)
    assert then >= 0
    assert heights.stands_in(row, then, page)
    if heights.height(row) <= page:
        assert heights.first_line_to_show(row, then, page) == then
    if heights.height(row) <= page and heights.stands_in(row, first, page):
        assert then == first


def test_nothing_measured_holds_for_a_list_out_of_sight() -> None:
    heights, _total = measured([2, 1])
    assert heights.width == 80
    heights.forget()
    assert heights.width is None
