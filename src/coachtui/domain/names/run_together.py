"""Names written as one word (DanaAstrid, DANAastrid), and words broken at a line end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from unicodedata import category

from coachtui.domain.names.forms import WORD

_MOST_PIECES = 4
"""Pieces of a word looked at as one: a name may have capitals of its own, as McDonald or DeLaCruz."""

_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010\u2011]+\s+(?=[^\W\d_])")
"""A hyphen, or a soft one, at the end of a line; lines that became one have a space there."""

_CHANGES = re.compile("[a-z][A-Z]|[A-Z]{2}[a-z]")


Folding = tuple[str, Sequence[int], Sequence[int]]
"""What a text is compared as, and where every character of that begins and ends in the text."""


def with_breaks_rejoined(text: str, ways: Iterable[Folding]) -> Iterator[Folding]:
    """Yield every folding of a text, and each again with words rejoined that a line end breaks.

    Args:
        text: The original text.
        ways: The foldings of the text.
    """
    broken = {place for match in _BROKEN.finditer(text) for place in range(*match.span())}
    for folded, starts, ends in ways:
        yield folded, starts, ends
        if broken:
            left = [place for place, start in enumerate(starts) if start not in broken]
            yield (
                "".join(folded[place] for place in left),
                [starts[place] for place in left],
                [ends[place] for place in left],
            )


def word_pieces(
    text: str, folded: str, starts: Sequence[int], ends: Sequence[int], words: Sequence[re.Match[str]]
) -> Iterator[re.Match[str]]:
    """Yield the parts of words that may be names run together; none for ordinary words.

    Args:
        text: The original text.
        folded: A folding of it.
        starts: Start in the text of every folded character.
        ends: End in the text of every folded character.
        words: The words of ``folded``.
    """
    if text.isascii() and not _CHANGES.search(text):
        return
    for word in words:
        first, last = word.span()
        written = text[starts[first] : ends[last - 1]]
        if _is_one(written):
            continue
        within = list(_edges(text, starts, ends, word))
        edges = [first, *within, last] if within else []
        for place, begin in enumerate(edges[:-1]):
            for end in edges[place + 1 : place + 1 + _MOST_PIECES]:
                piece = WORD.match(folded, begin, end)
                if piece is not None and piece.end() == end:
                    yield piece


def _edges(text: str, starts: Sequence[int], ends: Sequence[int], word: re.Match[str]) -> Iterator[int]:
    """Yield where letter case changes in a word, or an invisible character stands.

    After several capitals both may be meant: DANAastrid and DANAAstrid. What cannot be seen is a soft hyphen
    or a joiner.
    """
    capitals, letter = 0, word.start()
    before = _case(text[starts[word.start()]])
    for place in range(word.start() + 1, word.end()):
        if starts[place] == starts[place - 1]:  # one letter that is compared as two
            continue
        case = _case(text[starts[place]])
        capitals = capitals + 1 if before == "upper" else 0
        if before == "upper" and case == "lower" and capitals > 1:
            yield letter
            yield place
        elif _begins_anew(before, case) or category(text[ends[place - 1] - 1]) == "Cf":
            yield place
        before, letter = case, place


def _is_one(written: str) -> bool:
    """Return whether a word is written in one case, but for its first letter."""
    plain = written.isalpha() and (written[1:].islower() or written.isupper())
    return plain and "none" not in {_case(written[0]), _case(written[-1])}


def _begins_anew(before: str, case: str) -> bool:
    return before != case and (before, case) != ("upper", "lower")


def _case(letter: str) -> str:
    if letter.isupper() or letter.istitle():
        return "upper"
    return "lower" if letter.islower() else "none"
