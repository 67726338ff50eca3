"""What the check finds: each reason with its line, once; and what it lets pass."""

from __future__ import annotations

import pytest

from coachtui.content.check import PackFinding, check_pack
from coachtui.content.locate import line_of

FORM = """\
id = "own"
version = 2
kind = "form"
raters = ["lead"]
phases = ["first"]
total_weight = 10

[name]
en = "Our form"

[[sections]]
id = "first"
weight = 10

[sections.name]
en = "First"

[[sections.items]]
id = "greets"
type = "yes_no"
weight = 4
na = false

[sections.items.label]
en = "Greets {agent}"

[[sections.items]]
id = "asks"
type = "scale_0_2"
weight = 6
na = true
critical = "customer"
critical_below = 0.5

[sections.items.label]
en = "Asks"

[[sections.items]]
id = "honest"
type = "critical"
weight = 0
na = true
critical = "customer"

[sections.items.label]
en = "Honest"
"""

MODEL = """\
id = "own"
version = 1
kind = "model"
order = ["one", "two"]

[name]
en = "Own"

[tagline]
en = "One, two"

[use_when]
en = "Now"

[[steps]]
id = "one"
letter = "O"
order = 1
records = ["goals"]
name = { en = "One" }
purpose = { en = "One" }
lead_do = { en = "One" }
done_when = { en = "One" }
prompts = [{ id = "one.1", en = "Why?" }]

[[steps]]
id = "two"
letter = "T"
order = 2
records = []
name = { en = "Two" }
purpose = { en = "Two" }
lead_do = { en = "Two" }
done_when = { en = "Two" }
prompts = [{ id = "two.1", en = "How?" }]
"""

TYPES = """\
id = "answer-types"
version = 1
kind = "catalogue"
name = { en = "Types" }

[[types]]
id = "level"
scored = true
name = { en = "Level" }
values = [{ id = "no", value = 0, fraction = 0.0, label = { en = "No" } }]
"""

KNOWN = {"answer-types": {"yes_no", "scale_0_2", "critical"}, "fields": {"goals"}}


def findings(text: str, *, shipped: bool = False) -> list[PackFinding]:
    return check_pack(text, "own.toml", shipped=shipped, known=KNOWN)


@pytest.mark.parametrize("text", [FORM, MODEL, TYPES])
def test_one_language_is_enough_in_an_own_pack(text: str) -> None:
    """R12."""
    assert findings(text) == []


def test_a_form_that_is_the_agents_alone_is_filled_in_by_the_agent() -> None:
    """R84: then no count of what the lead did can have it."""
    assert findings(FORM.replace('raters = ["lead"]', 'raters = ["agent"]\nprivate_to_agent = true')) == []


def changed(text: str, old: str, new: str, nth: int = 1) -> str:
    parts = text.split(old)
    assert len(parts) > nth
    return old.join(parts[:nth]) + new + old.join(parts[nth:])


@pytest.mark.parametrize(
    ("old", "new", "line", "reason", "key"),
    [
        ('kind = "form"', 'kind = "song"', 3, "unknown_kind", "kind"),
        ('kind = "form"\n', "", 1, "unknown_kind", "kind"),
        ("version = 2", "version = 0", 2, "out_of_range", "version"),
        ("version = 2", "version = 1.5", 2, "wrong_type", "version"),
        ("version = 2", "version = true", 2, "wrong_type", "version"),
        ("version = 2", "version = 2\ncolour = 1", 3, "unknown_key", "colour"),
        ("version = 2\n", "", 1, "key_missing", "version"),
        ('id = "own"', 'id = "Own form"', 1, "bad_id", "id"),
        ('id = "own"', "id = 7", 1, "wrong_type", "id"),
        ('raters = ["lead"]', 'raters = ["boss"]', 4, "unknown_word", "raters.1"),
        ('raters = ["lead"]', 'raters = "lead"', 4, "wrong_type", "raters"),
        ('raters = ["lead"]', 'raters = ["lead"]\nprivate_to_agent = true', 4, "private_by_others", "raters"),
        ('phases = ["first"]', 'phases = ["last"]', 5, "unknown_id", "phases.1"),
        ('phases = ["first"]', 'phases = [""]', 5, "bad_text", "phases.1"),
        ("total_weight = 10", "total_weight = 11", 6, "weights_differ", "total_weight"),
        ("total_weight = 10\n", "", 1, "key_missing", "total_weight"),
        ("total_weight = 10", "total_weight = nan", 6, "out_of_range", "total_weight"),
        ("total_weight = 10", "total_weight = -10", 6, "out_of_range", "total_weight"),
        ("weight = 4", "weight = 5", 13, "weights_differ", "sections.1.weight"),
        ("\nweight = 10\n\n[sections.name]", "\n\n[sections.name]", 11, "key_missing", "sections.1.weight"),
        ("weight = 4\n", "", 18, "key_missing", "sections.1.items.1.weight"),
        ('type = "yes_no"', 'type = "maybe"', 20, "unknown_id", "sections.1.items.1.type"),
        ("na = false", 'na = "no"', 22, "wrong_type", "sections.1.items.1.na"),
        ('id = "asks"', 'id = "greets"', 28, "id_twice", "sections.1.items.2.id"),
        (
            "critical_below = 0.5",
            "critical_below = 1.5",
            33,
            "out_of_range",
            "sections.1.items.2.critical_below",
        ),
        ('critical = "customer"\n', "", 32, "unknown_key", "sections.1.items.2.critical_below"),
        ("weight = 0", "weight = 1", 41, "critical_weighs", "sections.1.items.3.weight"),
        ('en = "Asks"', 'en = " "', 36, "bad_text", "sections.1.items.2.label.en"),
        ('en = "Asks"', 'en = "As\\u202eks"', 36, "bad_text", "sections.1.items.2.label.en"),
        ('en = "Asks"', "en = 4", 36, "wrong_type", "sections.1.items.2.label.en"),
        ('en = "Asks"', 'fi = "Kysyy"', 36, "unknown_language", "sections.1.items.2.label.fi"),
        ('en = "Asks"\n', "", 35, "language_missing", "sections.1.items.2.label"),
        ('[name]\nen = "Our form"', 'name = "Our form"', 8, "wrong_type", "name"),
        (
            '{agent}"',
            '{agent}"\nnb = "Hilser {lead}"',
            26,
            "placeholders_differ",
            "sections.1.items.1.label.nb",
        ),
        ('{agent}"', '{agent}"\nnb = "Hilser"', 26, "placeholders_differ", "sections.1.items.1.label.nb"),
    ],
)
def test_a_form_with_one_thing_wrong(old: str, new: str, line: int, reason: str, key: str) -> None:
    found = findings(changed(FORM, old, new))
    assert PackFinding(line=line, reason=reason, key=key) in found


def test_critical_item_needs_its_kind() -> None:
    text = changed(FORM, 'critical = "customer"\n', "", 2)
    assert findings(text) == [PackFinding(line=38, reason="key_missing", key="sections.1.items.3.critical")]


def test_weights_may_be_decimal_fractions() -> None:
    text = changed(changed(FORM, "weight = 4", "weight = 3.9"), "weight = 6", "weight = 6.1")
    assert findings(text) == []


def test_an_item_id_is_unique_in_the_whole_form() -> None:
    section = FORM.partition("[[sections]]")[2].partition('[[sections.items]]\nid = "honest"')[0]
    second = section.replace('"first"', '"second"').replace('"asks"', '"else"')
    text = changed(FORM, "total_weight = 10", "total_weight = 20") + "\n[[sections]]" + second
    assert [(finding.reason, finding.key) for finding in findings(text)] == [
        ("id_twice", "sections.2.items.1.id")
    ]


def test_unscored_form_has_no_weights() -> None:
    """R15: as the stress self-check."""
    unscored = changed(FORM, "total_weight = 10", "scored = false")
    assert {finding.reason for finding in findings(unscored)} == {"unscored_weighs"}
    bare = unscored.replace("weight = 10\n", "").replace("weight = 4\n", "").replace("weight = 6\n", "")
    assert findings(bare) == []


def test_empty_lists_and_lists_of_something_else() -> None:
    head = FORM.partition("[[sections]]")[0]
    assert [(f.reason, f.key) for f in findings(head.replace("[name]", "sections = []\n[name]"))] == [
        ("empty", "sections")
    ]
    assert [f.reason for f in findings(head.replace("[name]", "sections = [1]\n[name]"))] == ["wrong_type"]
    assert [f.reason for f in findings(head.replace("[name]", "sections = 1\n[name]"))] == ["wrong_type"]


@pytest.mark.parametrize(
    ("old", "new", "line", "reason", "key"),
    [
        ('order = ["one", "two"]', 'order = ["two", "one"]', 4, "order_differs", "order"),
        ("order = 2", "order = 3", 29, "order_differs", "steps.2.order"),
        ('records = ["goals"]', 'records = ["dreams"]', 19, "unknown_id", "steps.1.records.1"),
        ('id = "two.1"', 'id = "one.1"', 35, "id_twice", "steps.2.prompts.1.id"),
        ('{ id = "two.1", en', "{ en", 35, "wrong_type", "steps.2.prompts.1.id"),
        ('letter = "T"', 'letter = ""', 28, "bad_text", "steps.2.letter"),
    ],
)
def test_a_model_with_one_thing_wrong(old: str, new: str, line: int, reason: str, key: str) -> None:
    assert findings(changed(MODEL, old, new)) == [PackFinding(line=line, reason=reason, key=key)]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("fraction = 0.0, ", "", "fraction_missing_or_extra"),
        ("scored = true", "scored = false", "fraction_missing_or_extra"),
        ("value = 0,", "value = 10,", "out_of_range"),
        (
            '{ en = "No" } }]',
            '{ en = "No" } }, { id = "n", value = 0, fraction = 1, label.en = "N" }]',
            "id_twice",
        ),
        ('id = "answer-types"', 'id = "riddles"', "unknown_kind"),
    ],
)
def test_answer_types_with_one_thing_wrong(old: str, new: str, reason: str) -> None:
    assert [finding.reason for finding in findings(changed(TYPES, old, new))] == [reason]


def test_a_shipped_pack_needs_five_languages_and_its_name() -> None:
    found = findings(FORM, shipped=True)
    assert {finding.reason for finding in found} == {"language_missing"}
    assert len(found) == 5
    five = FORM
    for text in ("Our form", "First", "Greets {agent}", "Asks", "Honest"):
        rest = "\n".join(f'{tag} = "{text}"' for tag in ("sv", "nb", "nl", "zh-Hans"))
        five = five.replace(f'en = "{text}"', f'en = "{text}"\n{rest}')
    assert [finding.reason for finding in findings(five, shipped=True)] == ["file_named_otherwise"]
    assert check_pack(five, "form-own.toml", known=KNOWN) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('id = "own"\nversion 2', 2),
        ('id = "own"\nid = "own"\n', 2),
        ('id = """own\n\n', 2),
        ("", 1),
        (f"id = {'[' * 5000}", 1),
        (f"id = {'9' * 5000}", 1),
    ],
)
def test_what_is_no_toml_is_said_with_its_line(text: str, line: int) -> None:
    (found,) = findings(text)
    assert (found.line, found.reason) == (line, "not_toml" if text else "unknown_kind")


def test_findings_come_in_order_of_lines() -> None:
    text = changed(changed(FORM, "na = true", "na = 1", 2), "version = 2", "version = 0")
    assert [finding.line for finding in findings(text)] == [2, 42]


class TestLine:
    TEXT = '# a pack\n[[a]]\nx = 1\n[a.b]\ny = """\n[c]\n[[a]]\n"""\n[[a]]\nx = 2 # two\n"z" = { q = 1 }\n'

    @pytest.mark.parametrize(
        ("path", "line"),
        [
            ((), 1),
            (("a", 0), 2),
            (("a", 0, "x"), 3),
            (("a", 0, "b", "y"), 5),
            (("c",), 1),
            (("a", 1), 9),
            (("a", 1, "x"), 10),
            (("a", 1, "z", "q"), 11),
            (("a", 1, "missing"), 9),
            (("a", 2, "x"), 1),
        ],
    )
    def test_nearest_line(self, path: tuple[str | int, ...], line: int) -> None:
        assert line_of(self.TEXT, path) == line
