"""Whatever stands in a record: a Markdown reader that is not ours gives back the very words and no more."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from tests.fakes.hostile import PAYLOADS

from coachtui.domain.passage import heading, point
from coachtui.domain.text import STEERING, clean_text
from coachtui.exchange.markdown import MarkdownWriter

READERS = (MarkdownIt("commonmark"), MarkdownIt("commonmark").enable(["table", "strikethrough"]))
OURS = {"heading_open", "heading_close", "bullet_list_open", "bullet_list_close", "list_item_open"}
OURS |= {
    "list_item_close",
    "paragraph_open",
    "paragraph_close",
    "inline",
    "text",
    "text_special",
    "hardbreak",
}
SIGNS = st.text("\\`*_{}[]()<>#+-.!|~&:@$^=%/\"' \n\t0123 9) www.httpxml;a\u00a0\u2028好", max_size=40)
ANYTHING = SIGNS | st.text(st.characters(), max_size=40) | st.sampled_from(PAYLOADS)


def tokens(data: bytes, reader: MarkdownIt) -> list[Token]:
    """Every token, those inside a line too."""
    found = []
    for token in reader.parse(data.decode()):
        found += [token, *(token.children or [])]
    return found


def lines_of(text: str) -> list[str]:
    """The lines of a text that say something, as people see them."""
    return [" ".join(line.split()) for line in clean_text(text).split("\n") if line.strip()]


def said(data: bytes, reader: MarkdownIt, kind: str) -> list[list[str]]:
    """The lines of every heading or point, as a reader shows them."""
    found: list[list[str]] = []
    inside = ""
    for token in reader.parse(data.decode()):
        inside = token.type if token.type.endswith("_open") else inside
        if token.type == "inline" and inside == kind:
            parts = "".join(
                "\n" if child.type in {"hardbreak", "softbreak"} else child.content
                for child in token.children or []
            )
            found.append([" ".join(line.split()) for line in parts.split("\n") if line.strip()])
    return found


@example(PAYLOADS)
@given(st.lists(ANYTHING, min_size=1, max_size=4).map(tuple))
def test_every_word_comes_back_and_nothing_is_markup(texts: tuple[str, ...]) -> None:
    passages = [passage for text in texts for passage in (heading(2, f"x{text}"), point(f"x{text}"))]
    data = b"".join(MarkdownWriter().document(passages))
    points = [lines_of(f"x{text}") for text in texts]
    for reader in READERS:
        assert {token.type for token in tokens(data, reader)} <= OURS
        assert said(data, reader, "paragraph_open") == points
        assert said(data, reader, "heading_open") == [[" ".join(lines)] for lines in points]


@example(PAYLOADS)
@given(st.lists(ANYTHING, min_size=1, max_size=4).map(tuple))
def test_a_text_at_the_start_of_a_line_is_no_markup(texts: tuple[str, ...]) -> None:
    data = b"".join(MarkdownWriter().document([point(text, level) for text in texts for level in (0, 1)]))
    for reader in READERS:
        assert {token.type for token in tokens(data, reader)} <= OURS
        kept = [lines for text in texts for lines in (lines_of(text), lines_of(text)) if lines]
        assert said(data, reader, "paragraph_open") == kept


@given(ANYTHING)
def test_it_is_neither_html_nor_does_it_steer_a_terminal(text: str) -> None:
    written = b"".join(MarkdownWriter().document([heading(1, text), point(text)])).decode()
    assert STEERING.sub("", written) == written
    assert "<" not in written
    assert re.findall(r"&(?!amp;|lt;|gt;)", written) == []
    assert re.findall(r"https?://", written) == []


def test_newcomer_20_what_markdown_does_not_change_stays_as_it_is() -> None:
    """In a plain editor an agent reads dates and numbers as they are."""
    plain = ("26.11.2026 22:07", "3.5 of 4", "-5", "+47 22 00 00 00", "50 %", "= 4", "10)no list")
    for text in plain:
        assert b"".join(MarkdownWriter().document([point(text)])) == f"- {text}\n".encode()
        assert b"".join(MarkdownWriter().document([heading(2, text)])) == f"## {text}\n\n".encode()
