"""Packs made into tables when the program is built say the same as their text, or are not used."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from coachtui.content.checked import FOLDER, checked_tables, write_checked
from coachtui.content.library import PACKS, Library
from coachtui.domain.errors import ContentError

FORM = "form-phone-technique.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copies of all packs, as text only."""
    for path in PACKS.glob("*.toml"):
        shutil.copy(path, tmp_path)
    return tmp_path


def test_tables_say_what_the_text_says(folder: Path) -> None:
    assert len(list(write_checked(folder))) == len(list(folder.glob("*.toml")))
    for path in folder.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        assert checked_tables(folder, path.name, text) == tomllib.loads(text)


def test_a_library_of_tables_is_the_library_of_texts(folder: Path) -> None:
    plain = Library(folder)
    forms, models = [*map(plain.form, plain.form_ids())], [*map(plain.model, plain.model_ids())]
    list(write_checked(folder))
    quick = Library(folder)
    assert [*map(quick.form, quick.form_ids())] == forms
    assert [*map(quick.model, quick.model_ids())] == models
    assert Library(folder).headline("grow").use_when == plain.model("grow").use_when


def test_without_tables_the_text_is_read(folder: Path) -> None:
    assert checked_tables(folder, FORM, (folder / FORM).read_text(encoding="utf-8")) is None
    assert Library(folder).form("phone-technique").id == "phone-technique"


def test_tables_of_another_text_are_not_used(folder: Path) -> None:
    list(write_checked(folder))
    path = folder / FORM
    path.write_text(path.read_text(encoding="utf-8").replace("version = 1", "version = 2"), encoding="utf-8")
    assert Library(folder).form("phone-technique").version == 2
    assert [written.name for written in write_checked(folder)] == ["form-phone-technique.json"]
    assert Library(folder).form("phone-technique").version == 2


def test_nothing_is_written_twice(folder: Path) -> None:
    list(write_checked(folder))
    assert list(write_checked(folder)) == []


def test_a_pack_with_a_fault_makes_no_tables(folder: Path) -> None:
    (folder / FORM).write_text('id = "phone-technique"\nkind = "form"\n', encoding="utf-8")
    with pytest.raises(ContentError):
        list(write_checked(folder))
    assert not (folder / FOLDER / "form-phone-technique.json").exists()
