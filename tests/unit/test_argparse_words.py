"""Newcomer 29: columns of the help stand in line, though a Chinese sign is two cells wide."""

from __future__ import annotations

import argparse

import pytest

from coachtui.cli.argparse_words import Parser, cells, wrapped


@pytest.fixture(autouse=True)
def _eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def made() -> argparse.ArgumentParser:
    parser = Parser(prog="coachtui", description="现场旁听通话，用键盘填写表单、做笔记、进行辅导。" * 4)
    parser.add_argument("--agent", metavar="姓名|ID", help="仅此座席的场次")
    parser.add_argument(
        "--since", metavar="日期", help="first day, YYYY-MM-DD, and on for more than one line of it"
    )
    parser.add_argument("-o", "--output", metavar="一个很长的文件名字", help="先说" + "要写入的文件" * 12)
    commands = parser.add_subparsers(metavar="命令")
    commands.add_parser("live", help="开始旁听")
    return parser


def test_what_is_explained_begins_in_one_column() -> None:
    lines = made().format_help().splitlines()
    told = ("显示此帮助", "仅此座席的场次", "first day", "先说", "开始旁听", "show this")
    columns = {
        cells(line[: line.index(text)])
        for line in lines
        for text in told
        if text in line and line.startswith(" ")
    }
    assert columns == {24}
    assert max(map(cells, lines)) <= 80
    assert "\ue000" not in "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("一二三四五", 4, ["一二", "三四", "五"]),
        ("一二，三", 4, ["一", "二，", "三"]),
        ("用 --leave 词", 8, ["用", "--leave", "词"]),
        ("longerthanthat x", 4, ["longerthanthat", "x"]),
        ("", 4, [""]),
        ("e\u0301e\u0301 e\u0301e\u0301", 5, ["e\u0301e\u0301 e\u0301e\u0301"]),
    ],
)
def test_lines_end_where_the_cells_end(text: str, width: int, lines: list[str]) -> None:
    assert [line.rstrip() for line in wrapped(text, width)] == lines
