"""Search patterns for a name: its parts, spellings, initials and forms of address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from coachtui.domain.names.folding import AFTER_ALPHABETS, fold, fold_spelt_out
from coachtui.domain.names.words import (
    AFTER_SURNAME,
    BEFORE_SURNAME,
    COMPOUND_SURNAMES,
    EVERYDAY_SURNAMES,
    FIRST_NAMES_TOO,
    PARTICLES,
    TITLES,
)
from coachtui.domain.value import dataclass

LEAST_LETTERS = 3
"""Letters from which on a part of a name is hardly ever another word."""

SHORTEST = 2
"""Signs of the shortest whole name, part, alias or reference; one letter tells nothing of anybody."""

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u30fa\u30fc-\u318f"
    "\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc"
    "\U00020000-\U0003ffff"
)
"""Scripts whose words are not, or not always, set apart by spaces."""

WORD = re.compile(rf"[^\W\d_{UNSPACED}]+")
_RUN = re.compile(rf"[{UNSPACED}]+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_MOST_IN_ONE = 4
"""Words of a longer name that are written as one."""

_TWO_AND_TWO = 4
"""Signs of a name that may be a surname of two and a given name of two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamePattern:
    """A sequence of words that counts as a name where it occurs in a text.

    Attributes:
        words: The folded words.
        sure: Whether they are certainly a name when written with a capital letter.
        capital: Whether they count only with a capital letter.
    """

    words: tuple[str, ...]
    sure: bool = True
    capital: bool = False


def spellings(name: str) -> set[str]:
    """Return the folded spellings of a name."""
    plain = fold(name).strip()
    shorter = fold(name.replace("æ", "a").replace("Æ", "A")).strip()
    return {form for form in (plain, shorter, fold_spelt_out(name).strip()) if form}


def name_patterns(folded: str) -> Iterator[NamePattern]:
    """Yield the patterns of a name in a script with spaces between words.

    Each word is a pattern of its own, so that a person can keep single words; those of two letters are
    doubtful. Small words stay with the word they lead to. Names are also written as one word, as in
    ``kimberg`` or ``maryjo``.
    """
    whole = tuple(WORD.findall(folded))
    if not whole:
        return
    parts = (tuple(WORD.findall(part)) for part in folded.split())
    for words in (whole, *parts, *_written_in_one(whole)):
        long = any(map(long_enough, words))
        if len(words) > 1 and (long or all(len(word) >= SHORTEST for word in words)):
            yield NamePattern(words=("".join(words),), sure=long, capital=not long)
    short = not all(map(long_enough, whole)) and not PARTICLES.intersection(whole)
    if len(whole) > 1 and (short or PARTICLES.issuperset(whole)):
        yield NamePattern(words=whole)
    if _leads_on(whole[0]) and len(whole[0]) >= SHORTEST and (len(whole) == 1 or whole[0] in FIRST_NAMES_TOO):
        yield NamePattern(words=whole[:1], sure=False, capital=len(whole) > 1)
    for place, word in enumerate(whole):
        if not _leads_on(word) and (word not in TITLES or len(whole) == 1):
            yield from _with_small_words(word, whole[:place], folded)
    yield from _small_word_at_end(whole, folded)


def _small_word_at_end(whole: tuple[str, ...], folded: str) -> Iterator[NamePattern]:
    """Yield patterns for a small word or title at the end of a name, where it is a name itself.

    Nguyễn Văn An, Ali El, Frank Herr; not *Berg, Kim van den*, as Dutch lists have it.
    """
    *before, last = whole
    if not before or len(last) < SHORTEST or last not in PARTICLES | TITLES or "," in folded:
        return
    yield NamePattern(words=(last,), sure=False, capital=True)
    yield NamePattern(words=(before[-1], last))


def _written_in_one(whole: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield neighbouring words of a name that may be written as one, and its first and last ones."""
    for end in range(2, len(whole) + 1):
        if whole[end - 1] not in PARTICLES - FIRST_NAMES_TOO:
            for start in range(max(end - _MOST_IN_ONE, 0), end - 1):
                if not all(map(_leads_on, whole[start:end])):
                    yield whole[start:end]
    for start in range(max(len(whole) - _MOST_IN_ONE, 2), len(whole)):
        yield (whole[0], *whole[start:])
    if len(whole) > 1 and not any(map(_leads_on, (whole[0], whole[-1]))):
        yield (whole[-1], whole[0])


def _with_small_words(word: str, before: tuple[str, ...], folded: str) -> Iterator[NamePattern]:
    """Yield a part of a name alone, and with the small words before it."""
    if long_enough(word) or not re.search(rf"{word}\d|\d{word}", folded):
        yield NamePattern(words=(word,), sure=long_enough(word))
    small = tuple(takewhile(_leads_on, reversed(before)))[::-1]
    for start in range(len(small)):
        words = (*small[start:], word)
        yield NamePattern(words=words)
        if any(map(long_enough, words)):
            yield NamePattern(words=("".join(words),))


def _leads_on(word: str) -> bool:
    return word in PARTICLES or len(word) < SHORTEST


def long_enough(word: str) -> bool:
    """Return whether a part of a name is long enough not to be another word."""
    return len(word) >= (LEAST_LETTERS if ord(word[0]) < AFTER_ALPHABETS else SHORTEST)


def name_runs(folded: str) -> Iterator[tuple[str, bool]]:
    """Yield the patterns of a name in a script without spaces, each with whether it is surely the name.

    These are the whole name and the name without its surname; a single sign may be part of any word. A
    surname of two signs is a pattern too. The first two of four signs may be a surname that no list has.
    """
    runs = _RUN.findall(folded)
    whole = "".join(runs)
    given = whole.removeprefix(_surname(whole))
    for run in (whole, given, whole[1:], *(run for run in runs if len(run) >= SHORTEST)):
        if run:
            yield run, len(run) >= SHORTEST and run not in EVERYDAY_SURNAMES
    if len(whole) > SHORTEST and whole[:2] in COMPOUND_SURNAMES:
        yield whole[:2], whole[:2] not in EVERYDAY_SURNAMES
    elif len(whole) == _TWO_AND_TWO and _HAN.fullmatch(whole):
        yield whole[:2], False
        yield whole[2:], False


def _surname(whole: str) -> str:
    """Return the surname at the start of a name in Chinese or Korean script."""
    return whole[:2] if whole[:2] in COMPOUND_SURNAMES else whole[:1]


def address_patterns(folded: str) -> Iterator[str]:
    """Yield patterns of forms of address of a Chinese or Korean name: 小王, 王经理, 阿明, 김씨."""
    whole = "".join(_RUN.findall(folded))
    surname = _surname(whole)
    if "\uac00" <= whole[:1] <= "\ud7a3":
        yield f"{surname}[씨님]"
    if not "\u3400" <= whole[:1] <= "\u9fff":
        return
    yield f"[{BEFORE_SURNAME}]{re.escape(surname)}"
    yield f"{re.escape(surname)}(?:{AFTER_SURNAME})"
    if len(whole) > len(surname):
        yield f"[{BEFORE_SURNAME}]{re.escape(whole[-1])}"
        yield f"{re.escape(whole[-1])}(?:{AFTER_SURNAME})"


def initials_of(folded: str) -> Iterator[tuple[str, ...]]:
    """Yield the initials of a name of several words, with and without its small words."""
    words = WORD.findall(folded)
    for chosen in (words, [word for word in words if word not in PARTICLES], [*words[:1], *words[-1:]]):
        if len(chosen) > 1:
            yield tuple(word[0] for word in chosen)


def longest_first(forms: Iterable[str]) -> list[str]:
    """Return texts sorted so that each comes before its own prefixes."""
    return sorted(forms, key=lambda form: (-len(form), form))


def by_first_word(found: Iterable[NamePattern]) -> dict[str, Sequence[NamePattern]]:
    """Return patterns grouped by first word, longer and surer ones first, without duplicates."""
    sorted_out: dict[tuple[str, ...], NamePattern] = {}
    for each in found:
        known = sorted_out.get(each.words)
        if known is None or (each.sure, not each.capital) > (known.sure, not known.capital):
            sorted_out[each.words] = each
    grouped: dict[str, list[NamePattern]] = {}
    for words in sorted(sorted_out, key=lambda words: (-len(words), words)):
        grouped.setdefault(words[0], []).append(sorted_out[words])
    return dict(grouped)
