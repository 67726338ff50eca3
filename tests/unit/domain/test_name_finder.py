"""Names in what was written: found in every spelling, and taken out without touching the rest."""

from __future__ import annotations

import time
import unicodedata

import pytest

from coachtui.domain.names.finder import NameFinder, NameMatch

TEAM = (
    "Kim Will",
    "Åsa Åkesson",
    "Pär Ek",
    "Anne-Marie O'Neil",
    "Siobhán d’Arcy",
    "Joost van der Berg",
    "Bo Li",
    "Øystein Næss",
    "王小明",
    "欧阳 娜娜",
    "김민수",
    "Æthelflæd ß. Groß",
    "kb42",
    "",
)


def taken_out(text: str, *names: str, leave: tuple[str, ...] = (), references: tuple[str, ...] = ()) -> str:
    return NameFinder(names or TEAM).redact(text, leave, references)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Kim listens.", "[…] listens."),
        ("KIM WILL and kim  will", "[…] […] and […]  […]"),
        ("Will asked Kim", "[…] asked […]"),
        ("kim.will, Kim-Will, KimWill, kim_will", "[…].[…], […]-[…], […], […]_[…]"),
        ("Kimberly is willing, in the goodwill of Kimono", "Kimberly is willing, in the goodwill of Kimono"),
        ("Kim2 and 2kim and _kim_", "[…]2 and 2[…] and _[…]_"),
        ("Kims samtal, Kim's call, Kim’s call", "[…]s samtal, […]'s call, […]’s call"),
        ("åsa och ÅSA ÅKESSONS kund", "[…] och […] […]S kund"),
        ("A\u030asa A\u030akesson", "[…] […]"),
        ("Asa Akesson", "[…] […]"),
        ("Pär sade ett par ord", "[…] sade ett […] ord"),
        ("Anne-Marie, Anne Marie, annemarie, Marie", "[…]-[…], […] […], […], […]"),
        ("O'Neil, O’Neil, ONeil, Neil", "[…], […], […], […]"),
        ("Siobhan d'Arcy, Arcy", "[…] […], […]"),
        ("Joost van der Berg en Berg", "[…] […] en […]"),
        ("Bo Li, boli, Bo or Li", "[…], boli, […] or […]"),
        ("øystein NÆSS", "[…] […]"),
        ("王小明说小明很好,小王", "[…]说[…]很好,[…]"),
        ("王 小明和欧阳娜娜、娜娜", "[…]和[…]、[…]"),
        ("Kim说", "[…]说"),
        ("김민수 민수는", "[…] […]는"),
        ("Ａ　ＫＩＭ　Ｗｉｌｌ", "Ａ\u3000[…]\u3000[…]"),
        ("K\u200bi\u00adm W\u200dill", "[…] […]"),
        ("GROSS, groß", "[…], […]"),
        ("KB42, kb 42, kb421", "[…], kb 42, kb421"),
        ("Kim\nWill", "[…]\n[…]"),
        ("Bo li@x.y, then", "[…], then"),
        ("Kim [b]Will[/b] \U0001f44d", "[…] [b][…][/b] \U0001f44d"),
        ("", ""),
        ("Nothing to see, 好的", "Nothing to see, 好的"),
    ],
)
def test_names_are_taken_out(text: str, left: str) -> None:
    assert taken_out(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("call +46 (0)70-123 45 67 now", "call […] now"),
        ("(070) 1234567.", "[…]."),
        ("0701234567", "[…]"),
        ("(0701234567), (+46)70123456 or", "([…]), […] or"),
        ("tel:１２３４５６７８", "tel:[…]"),
        ("12 345 678", "[…]"),
        ("070_123_4567", "[…]"),
        ("123456, 12:30:45, 1.2.3", "123456, 12:30:45, 1.2.3"),
        ("scored 2 of 2, in 2026", "scored 2 of 2, in 2026"),
        ("write to Ann.Bø+x@firma-a.example.no.", "write to […]."),
        ("x@y.z", "[…]"),
        ("请联系wang@example.com谢谢", "请联系[…]谢谢"),
        ("årets.kund@företag.se", "[…]"),
        ("@home at 5, a @ b", "@home at 5, a @ b"),
    ],
)
def test_numbers_and_addresses_are_taken_out(text: str, left: str) -> None:
    assert taken_out(text, "Nobody Here") == left


@pytest.mark.parametrize(
    ("reference", "text", "left"),
    [
        ("AB-12", "see ab-12, not AB-123 or CAB-12", "see […], not AB-123 or CAB-12"),
        ("Case 7", "CASE  7!", "[…]!"),
        ("AB 12-34", "AB12-34, AB 1234, ab1234, AB_12/34, AB 12-345", "[…], […], […], […], AB 12-345"),
        ("AB1234", "AB 12-34 and XAB1234", "[…] and XAB1234"),
        ("1-2", "12 minutes", "12 minutes"),
        ("单号三", "在单号三里", "在[…]里"),
        ("x", "x stays", "x stays"),
        ("", "nothing", "nothing"),
        ("[a]*", "the [A]* there", "the […] there"),
    ],
)
def test_references_are_taken_out(reference: str, text: str, left: str) -> None:
    assert taken_out(text, "Nobody Here", references=(reference,)) == left


def test_what_is_left_is_the_word_alone() -> None:
    text = "Will will ask Kim Will, kim wills, Kim"
    assert taken_out(text, leave=("will",)) == "Will will ask […] Will, […] wills, […]"
    assert taken_out("Bo Li, O'Neil, Neil", leave=("bo li", "neil")) == "Bo Li, […], Neil"
    assert taken_out("1 000 000 kr", leave=("1 000 000",)) == "1 000 000 kr"
    assert taken_out("Pär, par", leave=("par",)) == "[…], par"


def test_what_is_found_is_told_with_its_place() -> None:
    found = NameFinder(["Kim Will"]).found("Ask Kims boss: kim@will.no 0701234567 R7", ["R7"])
    assert found == [
        NameMatch(start=4, end=7, kind="name", word="Kim"),
        NameMatch(start=15, end=26, kind="address", word="kim@will.no"),
        NameMatch(start=27, end=37, kind="number", word="0701234567"),
        NameMatch(start=38, end=40, kind="reference", word="R7"),
    ]
    assert found[0].key == NameFinder(["KIM"]).found("KIM")[0].key


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize("name", [name for name in TEAM if len(name) > 4])
def test_the_unicode_form_makes_no_difference(name: str, form: str) -> None:
    for case in (str, str.upper, str.lower, str.title):
        written = unicodedata.normalize(form, case(name))  # type: ignore[arg-type] # the four forms
        assert [c for c in taken_out(f"« {written} »") if c.isalpha()] == []


@pytest.mark.parametrize(
    "text",
    ["a" * 200_000 + " @", "1 " * 100_000, "kim " * 50_000, "+(" * 100_000, "@" * 100_000, "王小" * 50_000],
    ids=lambda text: text[:4],
)
def test_a_long_text_takes_no_long_time(text: str) -> None:
    began = time.process_time()
    assert taken_out(text) is not None
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("text", "left"), [("LiNg said", "[…] said"), ("Ling's", "[…]'s"), ("ling fish", "ling fish")]
)
def test_attack_7_a_name_of_short_parts_is_found_written_in_one(text: str, left: str) -> None:
    assert taken_out(text, "Li Ng") == left
