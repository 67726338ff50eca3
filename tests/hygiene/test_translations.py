"""Five languages: every catalogue says all that the source says, and nothing else (R12)."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from hatch_build import compile_catalogues
from tests.hygiene.source_tree import PACKAGE, ROOT
from tools.messages import TRANSLATED, catalogue_path, extract, faults, messages, problems, read, update

from coachtui import i18n


def test_the_offered_languages_have_catalogues() -> None:
    assert ("en", *TRANSLATED) == i18n.LANGUAGES
    assert sorted(path.name for path in (PACKAGE / "locale").iterdir() if path.is_dir()) == sorted(TRANSLATED)


@pytest.mark.parametrize("language", TRANSLATED)
def test_catalogue_is_complete(language: str) -> None:
    assert list(problems(ROOT, [language])) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_compiled_catalogue_speaks(language: str, tmp_path: Path) -> None:
    """What the build hook compiles gives each message its translation through gettext itself."""
    source = catalogue_path(ROOT, language)
    copy = catalogue_path(tmp_path, language)
    copy.parent.mkdir(parents=True)
    copy.write_bytes(source.read_bytes())
    assert list(compile_catalogues(tmp_path)) == [copy.with_suffix(".mo")]
    spoken = gettext.translation("coachtui", copy.parents[2], [language])
    plain = [message for message in messages(read(source, language)) if isinstance(message.id, str)]
    assert len(plain) > 100
    assert [(m.id, spoken.gettext(str(m.id))) for m in plain] == [(m.id, m.string) for m in plain]


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (Message("Save", ""), "no translation"),
        (Message("Save", "Spara", flags=["fuzzy"]), "fuzzy"),
        (Message("Saved {time}", "Sparat {tid}"), "placeholders"),
        (Message("Saved {time}", "Sparat"), "placeholders"),
        (Message("Saved {time}", "Sparat {time"), "braces"),
        (Message(("{n} call", "{n} calls"), ("{n} samtal", "")), "no translation"),
    ],
)
def test_a_fault_is_seen(message: Message, fault: str) -> None:
    assert any(fault in found for found in faults(message))


def test_a_missing_and_a_leftover_message_are_seen(tmp_path: Path) -> None:
    (tmp_path / "src/coachtui").mkdir(parents=True)
    program = tmp_path / "src/coachtui/a.py"
    program.write_text('_("Old")', encoding="utf-8")
    update(tmp_path, "sv", {"Old": "Gammal"})
    assert list(problems(tmp_path, ["sv"])) == []
    program.write_text('_("New")', encoding="utf-8")
    assert len(list(problems(tmp_path, ["sv"]))) == 2


def test_an_update_keeps_translations_and_repeats_itself(tmp_path: Path) -> None:
    (tmp_path / "src/coachtui").mkdir(parents=True)
    (tmp_path / "src/coachtui/a.py").write_text(
        '_("Old"), ngettext("{n} call", "{n} calls", 2)', encoding="utf-8"
    )
    assert update(tmp_path, "zh-Hans", {"Old": "旧"}) == 1
    first = catalogue_path(tmp_path, "zh-Hans").read_bytes()
    assert update(tmp_path, "zh-Hans", {}) == 1
    assert catalogue_path(tmp_path, "zh-Hans").read_bytes() == first
    assert "旧".encode() in first


def test_messages_inside_f_strings_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        """f"{_('Call')} {ngettext('{n} call', '{n} calls', 2)} {_(name)}" """, encoding="utf-8"
    )
    assert {message.id for message in messages(extract(tmp_path))} == {"Call", ("{n} call", "{n} calls")}


def test_the_source_is_read(root: Path) -> None:
    template: Catalog = extract(root / "src/coachtui")
    assert len(list(messages(template))) > 100
