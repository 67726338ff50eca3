"""Issue 7 §1: any mixture of keys and well-formed sequences, cut anywhere, gives exactly the keys."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.reports import REPORTS
from tests.sizes import by_size
from textual import constants
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.events import Key

from coachtui.ui.terminal.input_parser import STILL_S, TerminalInput, Token
from coachtui.ui.terminal.key_sequences import KeyParser

ESCAPE_S = 0.1
FUZZED = by_size(1_000, 4_000, 100_000)
"""Sequences that the fuzz sends."""

CHARACTERS = st.sampled_from(string.digits + "-*+/., \r\t\x7f\x0e\x11\x1aaOPX[]^_\\~åé中\u00a0")
KEYS = st.one_of(
    CHARACTERS.map(lambda one: ("character", one)),
    st.sampled_from(
        [
            keys
            for keys, named in ANSI_SEQUENCES_KEYS.items()
            if len(keys) > 2 and keys[-1] != "$" and not isinstance(named, str)
        ]
    ).map(lambda keys: ("sequence", keys)),
    st.text(st.characters(exclude_characters="\x1b\x9b"), min_size=1).map(lambda text: ("paste", text)),
)

RXVT_AND_MORE = re.compile(r"[\[\x9b][378]\$.")
"""Shift with Delete, Home or End in rxvt ends like no other key; a sign behind it is a key of its own."""

KITTY_KEY = re.compile(r"\x1b\[[\d:;]*u|\x1b\[1?;?[\d:]*;?[\d:]*[ABCDEFHPQRS]|\x1b\[\d+;?[\d:]*;?[\d:]*~")

PARAMETERS = st.text("0123456789:;<=>?", max_size=20)
CSI = st.builds(
    lambda start, parameters, between, final: f"{start}{parameters}{between}{final}",
    st.sampled_from(["\x1b[", "\x9b"]),
    PARAMETERS,
    st.text(" !\"#$%&'()*+,-./", max_size=2),
    st.characters(min_codepoint=0x40, max_codepoint=0x7E),
).filter(
    lambda whole: (
        whole[-1] not in "[M" and not whole.endswith(("200~", "201~")) and not RXVT_AND_MORE.search(whole)
    )
)
STRINGS = st.builds(
    lambda start, text, end: f"{start}{text}{end}",
    st.sampled_from(["\x1b]", "\x1bP", "\x1b_", "\x1b^", "\x1bX", "\x9d", "\x90", "\x9f", "\x9e", "\x98"]),
    st.text(st.characters(min_codepoint=0x20, exclude_characters="\x7f\x9c"), max_size=60),
    st.sampled_from(["\x07", "\x1b\\", "\x9c"]),
)
SS3 = st.builds(lambda a, b: a + b, st.sampled_from(["\x1bO", "\x8f"]), st.sampled_from(string.ascii_letters))
ITEMS = st.one_of(
    KEYS,
    st.one_of(CSI, STRINGS, SS3, st.sampled_from(list(REPORTS.values()))).map(lambda one: ("report", one)),
)


@given(st.lists(ITEMS, max_size=12), st.data())
def test_any_mixture_cut_anywhere_gives_exactly_the_keys(
    items: list[tuple[str, str]], data: st.DataObject
) -> None:
    sent = "".join(f"\x1b[200~{text}\x1b[201~" if kind == "paste" else text for kind, text in items)
    cuts = data.draw(st.sets(st.integers(1, max(1, len(sent))), max_size=20))
    pauses = data.draw(st.lists(st.sampled_from([0.0, 0.03, 0.09]), min_size=21, max_size=21))
    parser, now, came, last = TerminalInput(ESCAPE_S), 50.0, [], 0
    for cut, pause in zip([*sorted(cuts), len(sent)], pauses, strict=False):
        came += parser.tick(now)
        now += pause
        came += parser.feed(sent[last:cut], now) if sent[last:cut] else []
        last = max(last, cut)
    assert parser.tick(now + STILL_S) == []
    wanted = [item for item in items if item[0] != "report"]
    assert [token for token in came if token.kind != "sequence"] == [w for w in wanted if w[0] != "sequence"]
    pressed = [text for kind, text in wanted if kind == "sequence"]
    handed_over = [token.text for token in came if token.kind == "sequence"]
    reports = [_in_7_bits(text) for kind, text in items if kind == "report"]
    assert [text for text in handed_over if text not in reports] == [t for t in pressed if t not in reports]


@given(st.text(st.sampled_from("\x1b\x9b\x9d[]OPX^_\\\x0712;?$~MRc\x00 a\x18é"), max_size=60), st.data())
def test_whatever_comes_ends(text: str, data: st.DataObject) -> None:
    """After the longest silences nothing is open, and a key is a key."""
    parser, now = TerminalInput(ESCAPE_S), 0.0
    for character in text:
        now += data.draw(st.sampled_from([0.0, 0.05, 0.3, 1.5]))
        parser.tick(now)
        parser.feed(character, now)
    for _ in range(4):
        if (until := parser.deadline) is not None:
            parser.tick(until)
    assert parser.deadline is None
    assert parser.feed("2", now + 30) == [Token("character", "2")]


@pytest.mark.parametrize("kitty", [True, False])
def test_fuzz_of_reports_types_nothing(kitty: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sequences of every kind with any content, cut anywhere, through Textual's own names of keys."""
    monkeypatch.setattr(constants, "DISABLE_KITTY_KEY", not kitty)
    chance = random.Random(20261126)
    parser = KeyParser()
    pressed: list[str] = []
    for number, sequence in enumerate(_sequences(chance, FUZZED)):
        cut = chance.randrange(len(sequence) + 1)
        for part in (sequence[:cut], sequence[cut:]):
            pressed += [m.key for m in (parser.feed(part) if part else ()) if isinstance(m, Key)]
        assert pressed == [], (number, sequence)
    assert [m.key for m in parser.feed("2") if isinstance(m, Key)] == ["2"]


def _sequences(chance: random.Random, number: int) -> Iterator[str]:
    printable = "".join(map(chr, range(0x20, 0x7F)))
    for _ in range(number):
        kind = chance.choice(["[", "]", "P", "_", "^", "X", "O"])
        start = "\x1b" + kind if chance.random() < 0.8 else chr(ord(kind) + 0x40)
        size = chance.choice([0, 1, 2, 3, 8, 40, 300])
        if kind == "[":
            middle = "".join(chance.choices("0123456789;:<=>?", k=size)) + chance.choice(
                ["", "$", " ", "'", "!"]
            )
            whole = start + middle + chance.choice(printable[0x20:])
        elif kind == "O":
            whole = start + chance.choice(string.ascii_letters)
        else:
            whole = (
                start + "".join(chance.choices(printable, k=size)) + chance.choice(["\x07", "\x1b\\", "\x9c"])
            )
        if not _is_key(_in_7_bits(whole)):
            yield whole


def _is_key(sequence: str) -> bool:
    if KITTY_KEY.fullmatch(sequence):
        return True
    return sequence in ANSI_SEQUENCES_KEYS or sequence in {"\x1b[200~", "\x1b[M", "\x1b[["}


def _in_7_bits(text: str) -> str:
    return "\x1b" + chr(ord(text[0]) - 0x40) + text[1:] if "\x80" <= text[:1] <= "\x9f" else text
