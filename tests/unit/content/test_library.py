"""When packs are read, what a kept copy gives back, and what is said about a damaged one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coachtui.content.library import PACKS, Library
from coachtui.domain.errors import ContentError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("cat-answer-types", "cat-fields", "form-phone-technique", "model-grow"):
        shutil.copy(PACKS / f"{name}.toml", tmp_path)
    return tmp_path


def test_nothing_is_read_before_it_is_asked_for(folder: Path) -> None:
    (folder / "form-phone-technique.toml").write_text("damaged", "utf-8")
    assert Library(folder).model("grow").id == "grow"


def test_a_pack_is_read_once(folder: Path) -> None:
    library = Library(folder)
    form, model, headline = library.form("phone-technique"), library.model("grow"), library.headline("grow")
    for path in folder.iterdir():
        path.unlink()
    assert library.form("phone-technique") is form
    assert library.model("grow") is model is headline


def test_headline_reads_no_further_than_the_head(folder: Path) -> None:
    whole = Library(folder).model("grow")
    path = folder / "model-grow.toml"
    path.write_text(path.read_text("utf-8").replace("[[steps]]", "[[steps]]\nbroken", 1), "utf-8")
    library = Library(folder)
    headline = library.headline("grow")
    assert library.headline("grow") is headline
    assert (headline.id, headline.version, headline.name) == (whole.id, whole.version, whole.name)
    assert (headline.use_when, headline.tagline) == (whole.use_when, whole.tagline)
    assert headline.steps == ()


def test_a_kept_copy_gives_the_same_form_and_model() -> None:
    """R20: old evaluations stay readable by the copy kept beside them."""
    library = Library()
    form, model = library.form("phone-technique"), library.model("oskar")
    assert library.read_form(form.source) == form
    assert library.read_form(form.source).source == form.source
    assert library.read_model(model.source) == model


@pytest.mark.parametrize(
    ("kind", "code"), [("form", "no_such_form"), ("model", "no_such_model"), ("text", "no_such_catalogue")]
)
def test_unknown(kind: str, code: str) -> None:
    library = Library()
    with pytest.raises(ContentError) as caught:
        library.text("nothing", "at all") if kind == "text" else getattr(library, kind)("nothing")
    assert (caught.value.code, caught.value.facts) == (code, {"id": "nothing"})


def test_unknown_text() -> None:
    with pytest.raises(ContentError) as caught:
        Library().text("privacy", "nothing")
    assert (caught.value.code, caught.value.facts) == (
        "no_such_text",
        {"catalogue": "privacy", "id": "nothing"},
    )


def test_a_damaged_pack_names_file_line_and_reason(folder: Path) -> None:
    path = folder / "form-phone-technique.toml"
    lines = path.read_text("utf-8").splitlines()
    line = lines.index("weight = 12") + 1
    lines[line - 1] = "weight = 13"
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(ContentError) as caught:
        Library(folder).form("phone-technique")
    assert caught.value.code == "bad_pack"
    assert caught.value.facts["file"] == "form-phone-technique.toml"
    assert caught.value.facts["reason"] == "weights_differ"
    assert caught.value.facts["line"] in {line, 7}


@pytest.mark.parametrize("damage", [b"id = \xff", None])
def test_an_unreadable_pack(folder: Path, damage: bytes | None) -> None:
    path = folder / "model-grow.toml"
    path.unlink()
    if damage is None:
        path.mkdir()
    else:
        path.write_bytes(damage)
    with pytest.raises(ContentError) as caught:
        Library(folder).model("grow")
    assert (caught.value.code, caught.value.facts["reason"]) == ("bad_pack", "unreadable")


def test_a_copy_of_the_wrong_kind() -> None:
    library = Library()
    with pytest.raises(ContentError) as caught:
        library.read_form(library.model("grow").source)
    assert (caught.value.code, caught.value.facts["reason"]) == ("bad_pack", "unknown_kind")
