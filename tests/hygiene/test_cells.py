"""A table of the command line is as wide as the screen would draw it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from rich.cells import cell_len

from coachtui.cli.output import cells

LOCALE = Path(__file__).parents[2] / "src/coachtui/locale"


def test_every_character_of_the_catalogues_is_as_wide_as_on_the_screen() -> None:
    texts = "".join(path.read_text("utf-8") for path in LOCALE.rglob("*.po"))
    found = sorted(set(unicodedata.normalize("NFC", texts)) - {"\n", "\t"})
    assert len(found) > 500
    assert [sign for sign in found if cells(sign) != cell_len(sign)] == []


def test_names_people_have_are_as_wide_as_on_the_screen() -> None:
    for name in (
        "Åse Østby",
        "Łukasz Ćwik",
        "王小明",
        "Ｋｉｍ",
        "Zoe\u0308",
        "Nguyễn Thị Ánh",
        "김민수",
        "やまだ",
    ):
        assert cells(name) == cell_len(name), name
