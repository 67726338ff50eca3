"""Finding and redacting names, references, telephone numbers and e-mail addresses in texts (R90).

Letter case, accents and Unicode form make no difference. In scripts that put spaces between words a name has
to stand as a word of its own, with or without a genitive; a capital inside a word begins another one. In
other scripts it is found anywhere. A word broken at a line end is one word. A name that may also be an
everyday word, or a word merely derived from a name, is found and marked as doubtful.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal

from coachtui.domain.names import forms
from coachtui.domain.names import words as name_words
from coachtui.domain.names.contact_data import numbers_and_addresses
from coachtui.domain.names.folding import fold, foldings
from coachtui.domain.names.forms import SHORTEST, UNSPACED, WORD, NamePattern
from coachtui.domain.names.run_together import with_breaks_rejoined, word_pieces
from coachtui.domain.text import name_key
from coachtui.domain.value import dataclass

Kind = Literal["name", "reference", "number", "address"]

REPLACED = "[…]"
"""What stands in the place of a word that was taken out, in every language."""

_GAP = 3
"""Most signs between two words of a name."""

_PARTS = re.compile(r"[^\W_]|[,;:!?\n]")
"""What does not stand between two words of a name."""

_SPACED = re.compile(rf"[^\W_{UNSPACED}]")
_BEFORE = rf"(?<![^\W_{UNSPACED}])"
_AFTER = rf"(?![^\W_{UNSPACED}])"

_GENITIVES = ("s", "es", "ses")
"""Endings of names: Annas, Larses, Boses. The longer ones, and any on two letters, need a capital letter."""

_INITIALS = re.compile(rf"{_BEFORE}[^\W\d_{UNSPACED}](?:\.[ -]?[^\W\d_{UNSPACED}]){{1,4}}(?:\.|{_AFTER})")
_LETTERS = re.compile(rf"{_BEFORE}[^\W\d_{UNSPACED}](?:[ .·‑-]{{1,3}}[^\W\d_{UNSPACED}]){{2,}}{_AFTER}")
_JOINED_PARTICLE = re.compile(rf"{_BEFORE}(?:{name_words.JOINED})[-'‑]$")
_PARTICLE_LENGTH = 5
_LEAST_BEFORE_ENDING = 5
"""Letters from which on a name is offered where a longer word begins with it and a capital letter."""

_LEAST_IN_SMALL = 7
"""Letters from which on it is offered in small letters too, where shorter ones may begin other words."""

_LEAST_SIGNS = 4
"""Letters and digits from which on a reference is known whatever stands between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMatch:
    """A name, reference, number or address found in a text.

    Attributes:
        start: Index of its first character.
        end: Index after its last character.
        kind: A name, reference, number or address.
        word: The matched text.
        doubtful: Whether it may be an everyday word.
    """

    start: int
    end: int
    kind: Kind
    word: str
    doubtful: bool = False

    @property
    def key(self) -> str:
        """A key shared by all spellings of the word that differ in letter case or Unicode form only."""
        return name_key(self.word)


_Span = tuple[int, int, bool, bool]
"""Start, end, whether it is surely a name, and whether it needs a capital letter."""


class NameFinder:
    """Finder of given names in texts; its size depends on the number of names alone."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names to find.

        Args:
            names: Whole names and aliases; empty ones are passed over.
        """
        sought: list[NamePattern] = []
        runs: dict[str, bool] = {}
        literals: set[str] = set()
        addressed: set[str] = set()
        self._initials: set[tuple[str, ...]] = set()
        for folded in {form for name in names for form in forms.spellings(name)}:
            sought += forms.name_patterns(folded)
            for run, sure in forms.name_runs(folded):
                runs[run] = runs.get(run, False) or sure
            addressed.update(forms.address_patterns(folded))
            self._initials.update(forms.initials_of(folded))
            if len(folded) >= SHORTEST and (re.search(r"[\d_]", folded) or not re.search(r"\w", folded)):
                literals.add(folded)
        self._sought = forms.by_first_word(sought)
        self._begins = {word[:3] for word in self._sought}
        self._anywhere = _any_of(
            r"[\s·・]{0,2}".join(map(re.escape, run))
            for run in forms.longest_first(run for run, sure in runs.items() if sure)
        )
        doubted = [re.escape(run) for run, sure in runs.items() if not sure]
        self._addressed = _any_of((*sorted(addressed), *sorted(doubted)))
        self._literals = forms.longest_first(literals)

    def found(self, text: str, references: Iterable[str] = ()) -> list[NameMatch]:
        """Return the matches in a text, in order; a match inside a longer one is left out.

        Args:
            text: A text in Unicode form NFC, as every kept text is.
            references: References of contacts to find too.
        """
        spans: list[tuple[int, int, bool, Kind]] = []
        looked_for = {fold(reference).strip() for reference in references}
        for folded, starts, ends in with_breaks_rejoined(text, foldings(text)):
            words = list(WORD.finditer(folded))
            run_together = self._in_pieces(word_pieces(text, folded, starts, ends, words))
            for start, end, sure, capital in (*self._names(folded, words), *run_together):
                first, last = starts[start], ends[end - 1]
                written = text[first:last]
                small = written == written.lower() and written != written.upper()
                if not (small and capital):
                    spans.append((first, last, sure and not small, "name"))
            for reference in looked_for:
                if len(reference) >= SHORTEST:
                    alone = (*_standing_alone(reference, folded), *_set_otherwise(reference, folded))
                    spans += ((starts[start], ends[end - 1], True, "reference") for start, end in alone)
        spans += ((start, end, True, kind) for kind, start, end in numbers_and_addresses(text))
        spans.sort(key=lambda span: (span[0], -span[1], not span[2]))
        kept: list[NameMatch] = []
        for start, end, sure, kind in spans:
            if not kept or end > kept[-1].end:
                kept.append(
                    NameMatch(start=start, end=end, kind=kind, word=text[start:end], doubtful=not sure)
                )
        return kept

    def redact(self, text: str, leave: Collection[str] = (), references: Iterable[str] = ()) -> str:
        """Return a text with every match replaced by ``[…]``.

        Args:
            text: Any text.
            leave: Keys of words to keep, as ``NameMatch.key`` returns them.
            references: References of contacts to redact too.
        """
        text = unicodedata.normalize("NFC", text)
        return redact(text, (each for each in self.found(text, references) if each.key not in leave))

    def _in_pieces(self, some: Iterable[re.Match[str]]) -> Iterator[_Span]:
        """Yield names that are parts of words written as one."""
        for piece in some:
            count, span = self._name_at((piece,), 0)
            if count:
                yield span

    def _names(self, folded: str, words: Sequence[re.Match[str]]) -> Iterator[_Span]:
        place = 0
        while place < len(words):
            if words[place][0][:3] not in self._begins and words[place][0][:2] not in self._begins:
                place += 1
                continue
            count, (start, end, sure, capital) = self._name_at(words, place)
            if count:
                titled = place > 0 and words[place - 1][0] in name_words.TITLES
                yield _with_particle(folded, start), end, sure or titled, capital
            place += count or 1
        for pattern, sure in ((self._anywhere, True), (self._addressed, False)):
            if pattern is not None:
                yield from ((*match.span(), sure, False) for match in pattern.finditer(folded))
        for literal in self._literals:
            yield from ((start, end, True, False) for start, end in _standing_alone(literal, folded))
        yield from self._letter_by_letter(folded)

    def _letter_by_letter(self, folded: str) -> Iterator[_Span]:
        """Yield initials of somebody, and names spelt with a space, dot or hyphen after each letter."""
        for match in _LETTERS.finditer(folded):
            spelt = self._alone("".join(filter(str.isalpha, match[0])))
            if spelt is not None:
                yield *match.span(), False, spelt.capital
        if self._initials and "." in folded:
            for match in _INITIALS.finditer(folded):
                if tuple(filter(str.isalpha, match[0])) in self._initials:
                    yield *match.span(), False, True

    def _name_at(self, words: Sequence[re.Match[str]], place: int) -> tuple[int, _Span]:
        """Return how many words from ``place`` on make a name, and its end; the longest name wins."""
        word = words[place][0]
        start = words[place].start()
        for name in self._sought.get(word, ()):
            last = place + len(name.words) - 1
            if last < len(words) and _is_name(words[place : last + 1], name.words):
                end = words[last].start() + len(name.words[-1])
                return len(name.words), (start, end, name.sure, name.capital)
        for ending in _GENITIVES:
            name_alone = self._alone(word.removesuffix(ending)) if word.endswith(ending) else None
            if name_alone is not None:
                length = len(name_alone.words[0])
                everyday = word in name_words.NO_GENITIVES
                capital = ending != "s" or everyday or not forms.long_enough(name_alone.words[0])
                sure = name_alone.sure and ending == "s" and not everyday
                return 1, (start, start + length, sure, capital or name_alone.capital)
        made = name_words.MADE_OF_NAMES.match(word) if len(word) > _PARTICLE_LENGTH else None
        if made is not None and (name_alone := self._alone(made[1])) is not None:
            return 1, (start, start + len(made[1]), False, not forms.long_enough(made[1]))
        for length in range(len(word) - 1, _LEAST_BEFORE_ENDING - 1, -1):
            if self._alone(word[:length]) is not None:
                return 1, (start, start + length, False, length < _LEAST_IN_SMALL)
        return 0, (0, 0, False, False)

    def _alone(self, word: str) -> NamePattern | None:
        return next((name for name in self._sought.get(word, ()) if len(name.words) == 1), None)


def redact(text: str, found: Iterable[NameMatch]) -> str:
    """Return a text with the given matches replaced by ``[…]``.

    Args:
        text: The text, in the form that was searched.
        found: The matches to redact, in order.
    """
    pieces: list[str] = []
    done = 0
    for each in found:
        if each.start >= done:
            pieces += (text[done : each.start], REPLACED)
        done = max(done, each.end)
    return "".join((*pieces, text[done:])) if pieces else text


def _is_name(words: Sequence[re.Match[str]], name: tuple[str, ...]) -> bool:
    if any(word[0] != part for word, part in zip(words[:-1], name, strict=False)):
        return False
    between = [one.string[one.end() : other.start()] for one, other in pairwise(words)]
    near = all(len(gap) <= _GAP and not _PARTS.search(gap) for gap in between)
    return near and words[-1][0] in {name[-1], f"{name[-1]}s"}


def _with_particle(folded: str, start: int) -> int:
    """Return the start of a name with a particle joined by hyphen or apostrophe: al-, d'."""
    if start and folded[start - 1] in "-'‑":
        joined = _JOINED_PARTICLE.search(folded, max(start - _PARTICLE_LENGTH, 0), start)
        return joined.start() if joined is not None else start
    return start


def _standing_alone(literal: str, folded: str) -> Iterator[tuple[int, int]]:
    """Yield where a text occurs with no letter or digit next to it; spaces may differ."""
    words = literal.split()
    if words[0] in folded:
        for match in re.finditer(r"\s+".join(map(re.escape, words)), folded):
            start, end = match.span()
            if not (_goes_on(folded[max(start - 1, 0) : start + 1]) or _goes_on(folded[end - 1 : end + 1])):
                yield start, end


def _set_otherwise(reference: str, folded: str) -> Iterator[tuple[int, int]]:
    """Yield where a reference occurs with other signs, or none, between its letters and digits."""
    signs = re.findall(r"[^\W_]", reference)
    if len(signs) >= _LEAST_SIGNS and any(map(str.isdigit, signs)):
        for match in re.finditer(r"[ \t_./-]{0,2}".join(map(re.escape, signs)), folded):
            start, end = match.span()
            if not (_goes_on(folded[max(start - 1, 0) : start + 1]) or _goes_on(folded[end - 1 : end + 1])):
                yield start, end


def _goes_on(pair: str) -> bool:
    """Return whether two characters belong to one word."""
    return len(pair) > 1 and all(map(_SPACED.match, pair))


def _any_of(patterns: Iterable[str]) -> re.Pattern[str] | None:
    joined = "|".join(patterns)
    return re.compile(joined) if joined else None
