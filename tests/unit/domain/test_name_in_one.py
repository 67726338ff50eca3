"""Names of several words, some of them written as one, or letter by letter."""

from __future__ import annotations

import pytest

from coachtui.domain.names.finder import NameFinder


@pytest.mark.parametrize(
    ("name", "text", "left", "doubtful"),
    [
        ("Mary Jo O'Brien", "maryjo listened, Maryjo too", "[…] listened, […] too", "maryjo"),
        ("Mary Jo O'Brien", "MaryJo, maryjos call, MARYJO", "[…], […]s call, […]", "maryjo"),
        ("Mary-Jo Berg", "maryjo and Maryjo", "[…] and […]", "maryjo"),
        ("Mary Jo O'Brien", "maryobrien, Maryjoobrien, obrien", "[…], […], […]", "maryobrien obrien"),
        ("Jean Luc De La Cruz", "jeanluc, Jeancruz, lucdelacruz", "[…], […], […]", "jeanluc lucdelacruz"),
        ("Jean Luc De La Cruz", "dela, lucde, jeande", "dela, lucde, jeande", ""),
        ("Anne-Marie Lund", "anneMarie, annelund, marielund", "[…], […], […]", "annelund marielund"),
        ("Kim J Berg", "kimberg, KimBerg, Kimjberg", "[…], […], […]", "kimberg"),
        ("An Na Berg", "Anna, anna", "[…], anna", "Anna"),
        ("Mary Jo O'Brien", "marry, major, rosemary, maryland", "marry, major, rosemary, maryland", ""),
        ("Bo Ek", "B o E k, B.o. E.k", "[…], […]", "B o E k B.o. E.k"),
        (
            "Anna Berg",
            "A n n a, a.n.n.a, A n n a  B e r g",
            "[…], […], […]",
            "A n n a a.n.n.a A n n a  B e r g",
        ),
        ("Anna Berg", "a b c, A. B. C., e.g. an n a", "a b c, A. B. C., e.g. an n a", ""),
    ],
)
def test_names_written_in_one_or_letter_by_letter(name: str, text: str, left: str, doubtful: str) -> None:
    finder = NameFinder([name])
    assert finder.redact(text) == left
    assert " ".join(each.word for each in finder.found(text) if each.doubtful) == doubtful
