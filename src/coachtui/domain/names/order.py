"""Collation of names by language: Å after Z in Swedish and Norwegian, É with E, Chinese by pinyin.

The orders are those of Unicode CLDR for the five languages: first letters, then accents, then small before
capital. Covered are the characters that names are written with: Latin letters, punctuation, digits and
Chinese signs; other scripts follow in code point order. docs/architecture.md says why no library does it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping

from coachtui.domain.names.folding import APOSTROPHES

OrderKey = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], str]
"""What names are compared by: letters, accents, letter case, and the name itself."""

_SIGNS = " _-–—,;:!?.…·'\"“”()[]{}@*/\\&#%`^+<=>|~$0123456789"
"""Signs in the order of CLDR, before every letter."""

_MARKS = (
    "\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307"
    "\u0338\u0327\u0328\u0304\u0335\u0309\u031b\u0323"
)
"""Accents in the order of CLDR."""

_STROKE = _MARKS.index("\u0338") + 1
_LIGATURE = 1_000_000
_HAN_FIRST = 1_000
_LATIN = 100_000
_OTHERS = 200_000
_HAN = 2_000_000
_NOT_LISTED = 100_000

_Unit = tuple[tuple[int, ...], int]
"""Ranks of the letters that a character counts as, and how it differs from them in accent."""

_AFTER_LETTER: Mapping[str, str] = {"ı": "i", "ŋ": "n", "ŧ": "t", "ĸ": "q", "ə": "e", "þ": "z"}
"""Letters of their own that come right after another."""

_AS_LETTERS: Mapping[str, tuple[str, int]] = {
    "æ": ("ae", _LIGATURE),
    "œ": ("oe", _LIGATURE),
    "ß": ("ss", _LIGATURE),
    "ð": ("d", _LIGATURE),
    "ø": ("o", _STROKE),
    "ł": ("l", _STROKE),
    "đ": ("d", _STROKE),
    "ħ": ("h", _STROKE),
}
"""Letters that count as others, and how they differ from them where nothing else tells them apart."""

_NORTHERN: Mapping[str, tuple[str, int]] = {
    "þ": ("th", _LIGATURE),
    "ü": ("y", _LIGATURE),
    "ű": ("y", _LIGATURE + 1),
}
"""The same in Swedish and Norwegian."""

_DOUBLE_A = ("aa", "Aa", "AA")

_LAST_LETTERS: Mapping[str, tuple[str, ...]] = {
    "sv": ("å", "äæę", "öøőœô"),
    "nb": ("æäę", "øöőœ", "å"),
}
"""Letters after Z by language; those in one text share a place, the first one first."""


class NameOrder:
    """The sort order of names in one language."""

    def __init__(self, language: str, pinyin: Callable[[], str]) -> None:
        """Take the language tag.

        Args:
            language: A tag, as ``sv``; an unknown one gets the order that most languages share.
            pinyin: Gives Chinese signs in order of their pinyin; asked for when the first one is met.
        """
        self._pinyin = pinyin
        self._han_first = language.startswith("zh")
        self._double_a = language == "nb"
        self._units: dict[str, _Unit] = {}
        north = language in _LAST_LETTERS
        for letter, (as_letters, accent) in (*_AS_LETTERS.items(), *(_NORTHERN.items() if north else ())):
            self._units[letter] = tuple(map(_latin, as_letters)), accent
        for letter, before in _AFTER_LETTER.items():
            self._units.setdefault(letter, ((_latin(before) + 1,), 0))
        for place, letters in enumerate(_LAST_LETTERS.get(language, ()), 2):
            for accent, letter in enumerate(letters):
                self._units[letter] = (_latin("z") + place,), accent

    def key(self, name: str) -> OrderKey:
        """Return the sort key of a name.

        Args:
            name: The name.
        """
        letters: list[int] = []
        accents: list[int] = []
        cases: list[int] = []
        for character, case in self._characters(unicodedata.normalize("NFC", name)):
            for part in (
                (character,) if character in self._units else unicodedata.normalize("NFKD", character)
            ):
                ranks, accent = self._unit(part)
                letters += ranks
                accents += (*(0 for _rank in ranks), accent) if accent else (0 for _rank in ranks)
            cases.append(case)
        return tuple(letters), tuple(accents), tuple(cases), name

    def _characters(self, name: str) -> Iterator[tuple[str, int]]:
        """Yield each character as a small letter with its case; in Norwegian a double a counts as å."""
        place = 0
        while place < len(name):
            pair = name[place : place + 2]
            if self._double_a and pair in _DOUBLE_A:
                yield "å", _DOUBLE_A.index(pair) + 2
                place += 2
            else:
                small = name[place].lower()
                yield small, small != name[place]
                place += 1

    def _unit(self, character: str) -> _Unit:
        known = self._units.get(character)
        if known is None:
            known = self._units[character] = self._made(character)
        return known

    def _made(self, character: str) -> _Unit:
        sign = _SIGNS.find("'" if character in APOSTROPHES else character)
        if sign >= 0:
            return (sign + 1,), 0
        if "a" <= character <= "z":
            return (_latin(character),), 0
        if unicodedata.category(character).startswith("M"):
            mark = _MARKS.find(character)
            return (), mark + 1 if mark >= 0 else len(_MARKS) + ord(character)
        if unicodedata.category(character) == "Cf":
            return (), 0
        if "\u3400" <= character <= "\u9fff":
            place = self._pinyin().find(character)
            first = _HAN_FIRST if self._han_first else _HAN
            return (first + place if place >= 0 else _HAN + _NOT_LISTED + ord(character),), 0
        return (_OTHERS + ord(character),), 0


def _latin(letter: str) -> int:
    """Return the rank of a letter from a to z, with gaps for letters between."""
    return _LATIN + 10 * (ord(letter) - ord("a"))
