"""Finding names, references, telephone numbers and addresses in what was written, and taking them out (R90).

Letter case, accents and Unicode form make no difference. In scripts that put spaces between words a name has
to stand as a word of its own, with or without a genitive s; in the others it is found anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal

from coachtui.domain.folding import AFTER_ALPHABETS, fold, fold_with_places
from coachtui.domain.text import name_key
from coachtui.domain.value import dataclass

Kind = Literal["name", "reference", "number", "address"]

REPLACED = "[…]"
"""What stands in the place of a word that was taken out, in every language."""

_LEAST_LETTERS = 3
"""Letters of the shortest part of a name that is looked for by itself."""

_SHORTEST = 2
"""Signs of the shortest whole name, alias or reference; one letter tells nothing of anybody."""

_GAP = 3
"""Most signs between two words of a name."""

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u30fa\u30fc-\u318f"
    "\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc"
    "\U00020000-\U0003ffff"
)
"""Scripts whose words are not, or not always, set apart by spaces."""

_WORD = re.compile(rf"[^\W\d_{_UNSPACED}]+")
_RUN = re.compile(rf"[{_UNSPACED}]+")
_SPACED = re.compile(rf"[^\W_{_UNSPACED}]")
_BEFORE = rf"(?<![^\W_{_UNSPACED}])"
_AFTER = rf"(?![^\W_{_UNSPACED}])"

_NUMBER = re.compile(
    r"(?:\+|\(\+?(?=\d{1,5}\)))?"
    "\\d(?:[ \t\u00a0\u2000-\u200b\u2010-\u2015\u202f./()-]{0,3}\\d){6,}"
)
"""Seven digits or more with what stands between the digits of a telephone number."""

_PLAIN_ADDRESS = re.compile(
    rf"{_BEFORE}(?<![.%+'-])[A-Za-z0-9_.%+'-]{{1,64}}@[A-Za-z0-9-]{{1,63}}(?:\.[A-Za-z0-9-]{{1,63}}){{1,8}}{_AFTER}"
)
"""An e-mail address of plain letters, which ends where a text without spaces goes on."""

_ANY_ADDRESS = re.compile(
    '[^\\s@＠<>()\\[\\],;:"“”]{1,64}[@＠][^\\s@＠<>()\\[\\],;:"“”]{1,253}\\.[^\\s@＠<>()\\[\\],;:"“”.]{1,63}'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something found in a text.

    Attributes:
        start: Where it begins.
        end: Where the text goes on.
        kind: What it is.
        word: How it is written there.
    """

    start: int
    end: int
    kind: Kind
    word: str

    @property
    def key(self) -> str:
        """What it shares with the same word in other letter case or Unicode form."""
        return name_key(self.word)


class NameFinder:
    """Knows the people of a store and finds them in texts; what it holds grows with their number alone."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names to look for.

        Args:
            names: Whole names and aliases; empty ones are passed over.
        """
        sequences: dict[str, set[tuple[str, ...]]] = {}
        runs: set[str] = set()
        literals: set[str] = set()
        for folded in {fold(name).strip() for name in names}:
            for sequence in _sequences(folded):
                sequences.setdefault(sequence[0], set()).add(sequence)
            runs.update(_runs(folded))
            if len(folded) >= _SHORTEST and (re.search(r"[\d_]", folded) or not re.search(r"\w", folded)):
                literals.add(folded)
        self._sequences = {
            first: sorted(found, key=lambda words: (-len(words), words)) for first, found in sequences.items()
        }
        self._anywhere = _any_of(r"[\s·・]{0,2}".join(map(re.escape, run)) for run in _longest(runs))
        self._literals = _longest(literals)

    def found(self, text: str, references: Iterable[str] = ()) -> list[Found]:
        """Return what is found in a text, in order; what lies inside something longer is left out.

        Args:
            text: A text in Unicode form NFC, as every kept text is.
            references: References of contacts, which are looked for too.
        """
        folded, starts, ends = fold_with_places(text)
        spans: list[tuple[Kind, int, int]] = [
            ("name", starts[start], ends[end - 1]) for start, end in self._names(folded)
        ]
        for reference in {fold(reference).strip() for reference in references}:
            if len(reference) >= _SHORTEST:
                alone = _standing_alone(reference, folded)
                spans += (("reference", starts[start], ends[end - 1]) for start, end in alone)
        spans += _numbers_and_addresses(text)
        spans.sort(key=lambda span: (span[1], -span[2]))
        kept: list[Found] = []
        for kind, start, end in spans:
            if not kept or end > kept[-1].end:
                kept.append(Found(start=start, end=end, kind=kind, word=text[start:end]))
        return kept

    def without(self, text: str, leave: Collection[str] = (), references: Iterable[str] = ()) -> str:
        """Return a text with everything found in it taken out.

        Args:
            text: Any text.
            leave: Keys of words that stay, as ``Found.key`` gives them.
            references: References of contacts, which go too.
        """
        text = unicodedata.normalize("NFC", text)
        pieces: list[str] = []
        done = 0
        for found in self.found(text, references):
            if found.key in leave:
                continue
            if found.start >= done:
                pieces += (text[done : found.start], REPLACED)
            done = found.end
        return "".join((*pieces, text[done:]))

    def _names(self, folded: str) -> Iterator[tuple[int, int]]:
        words = list(_WORD.finditer(folded))
        place = 0
        while place < len(words):
            count, end = self._name_at(words, place)
            if count:
                yield words[place].start(), end
            place += count or 1
        yield from _spans(self._anywhere, folded)
        for literal in self._literals:
            yield from _standing_alone(literal, folded)

    def _name_at(self, words: Sequence[re.Match[str]], place: int) -> tuple[int, int]:
        """Return how many words from ``place`` on are a name, and where it ends; the longest one counts."""
        word = words[place][0]
        for sequence in self._sequences.get(word, ()):
            last = place + len(sequence) - 1
            if last < len(words) and _is_name(words[place : last + 1], sequence):
                return len(sequence), words[last].start() + len(sequence[-1])
        if word.endswith("s") and (word[:-1],) in self._sequences.get(word[:-1], ()):
            return 1, words[place].end() - 1
        return 0, 0


def _sequences(folded: str) -> Iterator[tuple[str, ...]]:
    """Yield what is looked for of a name in a script with spaces.

    Every word that is long enough stands alone, so that each can be left by itself; words too short for that
    are looked for together with their neighbours. Names are also written in one, as in ``kimberg``.
    """
    whole = tuple(_WORD.findall(folded))
    if not any(map(_long_enough, whole)) and not re.search(rf"[\d_{_UNSPACED}]", folded):
        yield from (whole,) if sum(map(len, whole)) >= _SHORTEST else ()
    for part in (folded, *folded.split()):
        words = tuple(_WORD.findall(part))
        if any(map(_long_enough, words)):
            yield ("".join(words),)
            if not all(map(_long_enough, words)):
                yield words
    yield from ((word,) for word in whole if _long_enough(word))


def _long_enough(word: str) -> bool:
    """Whether a part of a name is looked for by itself; elsewhere two letters may be a word."""
    return len(word) >= (_LEAST_LETTERS if ord(word[0]) < AFTER_ALPHABETS else _SHORTEST)


def _runs(folded: str) -> Iterator[str]:
    """Yield what is looked for of a name in a script without spaces: all, and without its first sign."""
    runs = _RUN.findall(folded)
    whole = "".join(runs)
    yield from (run for run in (whole, whole[1:]) if run)
    yield from (run for run in runs if len(run) >= _SHORTEST)


def _is_name(words: Sequence[re.Match[str]], name: tuple[str, ...]) -> bool:
    if any(word[0] != part for word, part in zip(words[:-1], name, strict=False)):
        return False
    between = [one.string[one.end() : other.start()] for one, other in pairwise(words)]
    near = all(len(gap) <= _GAP and not any(map(str.isalnum, gap)) for gap in between)
    return near and words[-1][0] in {name[-1], f"{name[-1]}s"}


def _longest(forms: Iterable[str]) -> list[str]:
    return sorted(forms, key=lambda form: (-len(form), form))


def _standing_alone(literal: str, folded: str) -> Iterator[tuple[int, int]]:
    """Yield where something is written that no letter or digit goes on from; spaces may differ."""
    words = literal.split()
    if words[0] in folded:
        for match in re.finditer(r"\s+".join(map(re.escape, words)), folded):
            start, end = match.span()
            if not (_goes_on(folded[max(start - 1, 0) : start + 1]) or _goes_on(folded[end - 1 : end + 1])):
                yield start, end


def _goes_on(pair: str) -> bool:
    """Whether two signs are part of one word."""
    return len(pair) > 1 and all(map(_SPACED.match, pair))


def _any_of(patterns: Iterable[str]) -> re.Pattern[str] | None:
    joined = "|".join(patterns)
    return re.compile(joined) if joined else None


def _spans(pattern: re.Pattern[str] | None, text: str) -> Iterator[tuple[int, int]]:
    if pattern is not None:
        yield from (match.span() for match in pattern.finditer(text))


def _numbers_and_addresses(text: str) -> Iterator[tuple[Kind, int, int]]:
    for start, end in _spans(_NUMBER, text):
        yield "number", start, end
    if "@" in text or "＠" in text:
        for start, end in _spans(_PLAIN_ADDRESS, text):
            yield "address", start, end
        rest = _PLAIN_ADDRESS.sub(lambda match: " " * len(match[0]), text)
        for start, end in _spans(_ANY_ADDRESS, rest):
            yield "address", start, end
