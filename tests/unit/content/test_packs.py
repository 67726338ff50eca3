"""The shipped packs: whole, in five languages, and as the brief describes them (C1, C2)."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from coachtui.content.check import check_pack
from coachtui.content.library import PACKS, Library
from coachtui.content.shapes import CATALOGUES
from coachtui.domain.live.offered_content import CORE_FORMS, MODELS
from coachtui.services.ports import Content

FILES = sorted(PACKS.glob("*.toml"))
TABLES: dict[str, dict[str, Any]] = {path.name: tomllib.loads(path.read_text("utf-8")) for path in FILES}
LIBRARY = Library()


def ids(file: str, key: str) -> set[str]:
    return {entry["id"] for entry in TABLES[file][key]}


KNOWN = {
    "answer-types": ids("cat-answer-types.toml", "types"),
    "fields": ids("cat-fields.toml", "fields"),
    # Leader development stands beside the seven modules, as a part of its own (A2 of the brief).
    "modules": ids("cat-modules.toml", "modules") | {"leader-development"},
    "forms": {pack["id"] for pack in TABLES.values() if pack["kind"] == "form"},
    "catalogues": set(CATALOGUES),
    "items": {
        f"{pack['id']}.{item['id']}"
        for pack in TABLES.values()
        if pack["kind"] == "form"
        for section in pack["sections"]
        for item in section["items"]
    },
}


def test_three_models_eight_forms_and_every_catalogue_but_the_interface_terms() -> None:
    kinds = [pack["kind"] for pack in TABLES.values()]
    assert [kinds.count(kind) for kind in ("model", "form", "catalogue")] == [3, 8, 21]
    assert {pack["id"] for pack in TABLES.values() if pack["kind"] == "catalogue"} == set(CATALOGUES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_is_wrong_with_a_shipped_pack(path: Path) -> None:
    assert check_pack(path.read_text("utf-8"), path.name, known=KNOWN) == []


def test_library_fits_the_port() -> None:
    content: Content = LIBRARY
    assert content.model_ids() == MODELS == ("grow", "clear", "oskar")
    assert content.form_ids()[:2] == CORE_FORMS == ("phone-technique", "conversation-phases")
    assert set(content.form_ids()) == KNOWN["forms"]


class TestPhoneTechnique:
    """R14, C2."""

    FORM = LIBRARY.form("phone-technique")

    def test_size(self) -> None:
        assert (len(list(self.FORM.items())), len(self.FORM.sections)) == (25, 7)
        assert [section.weight for section in self.FORM.sections] == [12, 15, 21, 18, 14, 8, 12]

    def test_critical_points(self) -> None:
        critical = [item.critical for item in self.FORM.items() if item.critical]
        assert sorted(critical) == ["compliance", "customer", "customer", "customer"]
        assert all(item.weight == 0 for item in self.FORM.items() if item.critical)

    def test_is_no_phase_form(self) -> None:
        assert self.FORM.phases == ()
        assert self.FORM.raters == ("lead", "agent")


class TestConversationPhases:
    """R14, R21, C2."""

    FORM = LIBRARY.form("conversation-phases")

    def test_size(self) -> None:
        assert (len(list(self.FORM.items())), len(self.FORM.sections)) == (22, 5)
        assert [section.weight for section in self.FORM.sections] == [18, 30, 22, 15, 15]

    def test_phases_are_the_first_four_sections(self) -> None:
        assert self.FORM.phases == tuple(section.id for section in self.FORM.sections[:4])
        assert len(self.FORM.phases) == 4
        assert "mapping" in self.FORM.phases

    def test_one_critical_point(self) -> None:
        assert [item.critical for item in self.FORM.items() if item.critical] == ["business"]


def test_stress_is_the_agents_own_and_unscored() -> None:
    """R15."""
    stress = LIBRARY.form("stress")
    assert (stress.scored, stress.private_to_agent, stress.raters) == (False, True, ("agent",))


@pytest.mark.parametrize("form_id", LIBRARY.form_ids())
def test_every_form_loads(form_id: str) -> None:
    form = LIBRARY.form(form_id)
    assert form.id == form_id
    assert form.source == (PACKS / f"form-{form_id}.toml").read_text("utf-8")
    if form.scored:
        assert sum(section.weight for section in form.sections) == 100


def test_answer_types() -> None:
    """R16: 0/1/2, yes/no, in order/breach; words for n/a and unanswered."""
    types = LIBRARY.answer_types
    taken = {name: [(v.value, v.fraction) for v in kind.values] for name, kind in types.items()}
    assert taken["scale_0_2"] == [(0, 0.0), (1, 0.5), (2, 1.0)]
    assert taken["yes_no"] == [(0, 0.0), (1, 1.0)]
    assert taken["critical"] == [(1, None), (0, None)]
    assert (taken["not_applicable"], taken["unanswered"]) == ([], [])
    assert types["not_applicable"].name["nb"] == "Ikke aktuelt"


@pytest.mark.parametrize(("model_id", "letters"), [("grow", "GROW"), ("clear", "CLEAR"), ("oskar", "OSKAR")])
def test_models_spell_their_name(model_id: str, letters: str) -> None:
    """R37, R38: four to six prompts per step."""
    model = LIBRARY.model(model_id)
    assert "".join(step.letter for step in model.steps) == letters
    assert all(4 <= len(step.prompts) <= 6 for step in model.steps)
    assert all(step.fields for step in model.steps)
    assert "id" not in model.steps[0].prompts[0].text


def test_scale_ends_are_the_seeds() -> None:
    """OSKAR's 1-10 of the brief (D4.1)."""
    pack = TABLES["model-oskar.toml"]
    assert (pack["scale_min"], pack["scale_max"]) == (1, 10)


def test_only_live_listening_is_offered() -> None:
    """R60: six methods; the covert ones need a notice."""
    methods = LIBRARY.methods()
    assert len(methods) == 6
    assert [method.id for method in methods if method.offered] == ["live"]
    assert all(method.notice_required for method in methods if method.covert or method.recording)


def test_evidence_and_care_lines() -> None:
    assert LIBRARY.text("privacy", "not_evidence")["en"].startswith("These notes are for coaching.")
    assert LIBRARY.text("reminders", "free_text_care")["nb"]
    assert set(LIBRARY.text("privacy", "not_evidence")) == {"en", "sv", "nb", "nl", "zh-Hans"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_packs_name_no_keys(path: Path) -> None:
    """Packs name no keys of the keyboard but the printed minus of the intro (C1)."""
    assert not re.search(r"\b(ctrl|F\d{1,2}|Esc|Enter)\b", path.read_text("utf-8"))
