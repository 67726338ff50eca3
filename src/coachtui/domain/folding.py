"""What texts are compared as, where letter case, accents and Unicode form shall make no difference."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

AFTER_ALPHABETS = 0x0590
"""Code point after Latin, Greek, Cyrillic and Armenian, whose letters are compared without accents."""


class _Folds(dict[int, str]):
    """What a character is compared as, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_one(chr(code))
        return folded


class _SingleFolds(dict[int, str]):
    """The same with NUL for everything that does not become just one character."""

    def __missing__(self, code: int) -> str:
        folded = _FOLDS[code]
        single = self[code] = folded if len(folded) == 1 else "\0"
        return single


_FOLDS = _Folds()
_SINGLE = _SingleFolds()


def _fold_one(character: str) -> str:
    """Return what a character is compared as; marks and what cannot be seen are nothing."""
    folded = unicodedata.normalize("NFKC", character).casefold()
    if folded and ord(folded[0]) < AFTER_ALPHABETS:
        folded = unicodedata.normalize("NFKD", folded)
    return "".join(c for c in folded if not unicodedata.category(c).startswith(("M", "Cf")))


def fold(text: str) -> str:
    """Return what a text is compared as."""
    return unicodedata.normalize("NFC", text).translate(_FOLDS)


def fold_with_places(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """Return what a text is compared as, and where each character of it begins and ends in the text."""
    folded = text.lower() if text.isascii() else text.translate(_SINGLE)
    if "\0" not in folded:
        return folded, range(len(text)), range(1, len(text) + 1)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for place, character in enumerate(text):
        piece = _FOLDS[ord(character)]
        if not piece and ends:
            ends[-1] = place + 1
        pieces.append(piece)
        starts += [place] * len(piece)
        ends += [place + 1] * len(piece)
    return "".join(pieces), starts, ends
