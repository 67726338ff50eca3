"""Whatever stands in a record: an HTML reader that is not ours gives back the very words; nothing acts."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import example, given
from hypothesis import strategies as st
from tests.fakes.hostile import PAYLOADS

from coachtui.domain.passage import Passage, heading, point
from coachtui.domain.text import clean_text
from coachtui.exchange.html_page import HtmlWriter

SIGNS = st.text("<>&\"'/=!-;#x3c ]]scriptonload \n\t0", max_size=40)
ANYTHING = SIGNS | st.text(st.characters(), max_size=40) | st.sampled_from(PAYLOADS)
OURS = {"html", "head", "meta", "title", "style", "body", "ul", "li", "br"} | {f"h{n}" for n in range(1, 7)}


class Reader(HTMLParser):
    """Notes every tag with its attributes, and the words of every heading and point."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.said: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _value in attrs)))
        if tag not in {"meta", "br"}:
            self.open.append(tag)
        if tag == "br":
            self.said[-1] += "\n"
        if tag == "li" or tag[1:].isdigit():
            self.said.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and (self.open[-1] == "li" or self.open[-1][1:].isdigit()):
            self.said[-1] += data


def words(text: str, between: str) -> str:
    """The lines of a text that say something."""
    return between.join(line.strip() for line in clean_text(text).split("\n") if line.strip())


@example([(PAYLOADS[0], 0)])
@given(st.lists(st.tuples(ANYTHING, st.integers(0, 1)), max_size=6))
def test_every_word_comes_back_and_nothing_is_markup(texts: list[tuple[str, int]]) -> None:
    passages: list[Passage] = [heading(1, "title")]
    for text, level in texts:
        passages += [heading(level + 2, f"x{text}"), point(f"x{text}"), point(f"x{text}", level)]
    page = b"".join(HtmlWriter(lambda: "nb").document(passages)).decode()
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    assert {tag for tag, _names in reader.tags} <= OURS
    assert {names for tag, names in reader.tags if tag not in {"html", "meta"}} == {()}
    expected = ["title"]
    for text, _level in texts:
        expected += [words(f"x{text}", " "), words(f"x{text}", "\n"), words(f"x{text}", "\n")]
    assert [said.rstrip("\n") for said in reader.said] == expected


def test_newcomer_20_the_page_loads_nothing_and_is_laid_out_for_paper() -> None:
    page = b"".join(HtmlWriter(lambda: "zh-Hans").document([heading(1, "<b>"), point("a")])).decode()
    assert "default-src &#x27;none&#x27;" in page
    assert "size: A4" in page
    assert '<html lang="zh-Hans">' in page
    assert "<title>&lt;b&gt;</title>" in page
    loading = ("http:", "https:", "src=", "href=", "@import", "url(", "<script")
    assert [word for word in loading if word in page] == []
