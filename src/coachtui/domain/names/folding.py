"""Folding of texts for comparison without regard to letter case, accents and Unicode form."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

AFTER_ALPHABETS = 0x0590
"""Code point after Latin, Greek, Cyrillic and Armenian, whose letters are compared without accents."""

_PLAIN: Mapping[str, str] = {
    "ø": "o",
    "æ": "ae",
    "œ": "oe",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
    "ŧ": "t",
    "ŋ": "ng",
    "ĸ": "k",
    "ı": "i",
    "ȷ": "j",
    "ƙ": "k",
    "ɓ": "b",
    "ɗ": "d",
    "ə": "e",
    "ǝ": "e",
    "ɛ": "e",
    "ɔ": "o",
}
"""Letters that Unicode does not take apart, as people write them who do not have them on their keys."""

_LOOK_ALIKES = str.maketrans(
    "\u0430\u0432\u0435\u0437\u0456\u0458\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0455\u04bb\u0501\u051b\u051d"
    "\u03b1\u03b2\u03b5\u03b6\u03b7\u03b9\u03ba\u03bc\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7",
    "abe3ijkmhopctyxshdqwabezhikmnoptyx",
)
"""Cyrillic and Greek letters and the Latin ones that they, or their capitals, look like.

A name copied from another place may hold some. Names and texts are compared after the same change, so those
that are written in these scripts are found too.
"""

_SPELT_OUT: Mapping[str, str] = {"å": "aa", "ä": "ae", "ö": "oe", "ø": "oe", "ü": "ue", "đ": "dj", "ð": "dh"}
"""The other way to write them: Aase, Joerg, Mueller, Djordje; as passports and e-mail addresses have them."""

APOSTROPHES = frozenset(
    "'`\u00b4\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ca\u02cb\u0374\u0384\u055a\u05f3\u1fbd\u1fbf\u1fef\u1ffd\u1ffe"
    "\u2018\u2019\u201a\u201b\u2032\u2035\ua78b\ua78c\uff07\uff40"
)
"""Signs and letters that people write for an apostrophe; all are compared as one."""

_TWO_WAYS = frozenset("".join((*_SPELT_OUT, *map(str.upper, _SPELT_OUT))))


class _Folds(dict[int, str]):
    """A table of folded characters, filled on first use of each."""

    def __init__(self, first: Mapping[str, str]) -> None:
        """Take the letters to spell out before folding."""
        super().__init__()
        self._first = first

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_one(chr(code), self._first)
        return folded


class _SingleFolds(dict[int, str]):
    """The same table with NUL for every character that does not fold to exactly one."""

    def __init__(self, folds: _Folds) -> None:
        super().__init__()
        self._folds = folds

    def __missing__(self, code: int) -> str:
        folded = self._folds[code]
        single = self[code] = folded if len(folded) == 1 else "\0"
        return single


_FOLDS = _Folds({})
_SINGLE = _SingleFolds(_FOLDS)
_OUT_FOLDS = _Folds(_SPELT_OUT)
_OUT_SINGLE = _SingleFolds(_OUT_FOLDS)


def _fold_one(character: str, first: Mapping[str, str]) -> str:
    """Return the folded form of a character; empty for combining marks and invisible characters."""
    if character in APOSTROPHES:
        return "'"
    folded = unicodedata.normalize("NFKC", character).casefold()
    folded = first.get(folded, folded)
    if folded and (ord(folded[0]) < AFTER_ALPHABETS or "\u1e00" <= folded[0] <= "\u1fff"):  # ế, ḥ and Greek
        folded = unicodedata.normalize("NFKD", folded)
    plain = (_PLAIN.get(c, c) for c in folded if not unicodedata.category(c).startswith(("M", "Cf")))
    return "".join(plain).translate(_LOOK_ALIKES)


def fold(text: str) -> str:
    """Return the folded form of a text: small letters without accents."""
    return unicodedata.normalize("NFC", text).translate(_FOLDS)


def fold_spelt_out(text: str) -> str:
    """Return the folded form of a text with å as aa, ä as ae, ö and ø as oe, ü as ue."""
    return unicodedata.normalize("NFC", text).translate(_OUT_FOLDS)


def foldings(text: str) -> list[tuple[str, Sequence[int], Sequence[int]]]:
    """Return the folded forms of a text: one, or two where it has letters with two spellings.

    Each comes with the start and end in the text of every folded character.

    Args:
        text: A text in Unicode form NFC.
    """
    found = [_with_places(text, _FOLDS, _SINGLE)]
    if not text.isascii() and not _TWO_WAYS.isdisjoint(text):
        found.append(_with_places(text, _OUT_FOLDS, _OUT_SINGLE))
    return found


def fold_with_places(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """Return the folded form of a text, with the start and end in the text of every folded character."""
    return _with_places(text, _FOLDS, _SINGLE)


def _with_places(text: str, folds: _Folds, single: _SingleFolds) -> tuple[str, Sequence[int], Sequence[int]]:
    """Return the text folded one way, with start and end in it of every folded character."""
    folded = text.lower().replace("`", "'") if text.isascii() else text.translate(single)
    if "\0" not in folded:
        return folded, range(len(text)), range(1, len(text) + 1)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    while (place := folded.find("\0", done)) >= 0:
        pieces.append(folded[done:place])
        starts.extend(range(done, place))
        ends.extend(range(done + 1, place + 1))
        piece = folds[ord(text[place])]
        if not piece and ends:
            ends[-1] = place + 1
        pieces.append(piece)
        starts.extend([place] * len(piece))
        ends.extend([place + 1] * len(piece))
        done = place + 1
    pieces.append(folded[done:])
    starts.extend(range(done, len(text)))
    ends.extend(range(done + 1, len(text) + 1))
    return "".join(pieces), starts, ends
