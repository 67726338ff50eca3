"""Output of a readable text as one self-contained HTML page, laid out for printing on A4 paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape

from coachtui.domain.passage import Passage
from coachtui.domain.text import clean_text

_STYLE = """
@page { size: A4; margin: 14mm; }
:root { color-scheme: light; }
body { max-width: 46rem; margin: 1.5rem auto; padding: 0 1rem; background: #fff; color: #1d2530;
  font: 10.5pt/1.35 system-ui, "Segoe UI", "Noto Sans", "PingFang SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 1.5em; margin: 0 0 .3em; }
h2 { font-size: 1.15em; margin: .9em 0 .2em; border-bottom: 1px solid #9aa6b5; color: #0b5394; }
h3, h4, h5, h6 { font-size: 1em; margin: .6em 0 .1em; }
ul { margin: .15em 0 .3em; padding-left: 1.2em; }
li { margin: .1em 0; overflow-wrap: anywhere; }
h1, h2, h3, h4, h5, h6 { break-after: avoid; overflow-wrap: anywhere; }
li { break-inside: avoid; }
@media print { body { margin: 0; padding: 0; max-width: none; } }
"""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


class HtmlWriter:
    """A writer of HTML pages; implements the port ``TextWriter``."""

    def __init__(self, language: Callable[[], str]) -> None:
        """Take a function that returns the language of the text.

        Args:
            language: Gives its tag, e.g. ``nb``.
        """
        self._language = language

    def document(self, passages: Iterable[Passage]) -> Iterator[bytes]:
        """Yield the page piece by piece; the first passage becomes its title."""
        depth, first = -1, True
        for passage in passages:
            if first:
                yield self._head(passage.text).encode()
                first = False
            wanted = passage.level if passage.kind == "point" else -1
            yield _stepped(depth, wanted)
            depth = wanted
            if passage.kind == "heading":
                level = min(max(passage.level, 1), 6)
                yield f"<h{level}>{_lines(passage.text, ' ')}</h{level}>\n".encode()
            else:
                yield f"<li>{_lines(passage.text, '<br>')}".encode()
        if first:
            yield self._head("").encode()
        yield _stepped(depth, -1) + b"</body>\n</html>\n"

    def _head(self, title: str) -> str:
        tag = escape(self._language())
        return (
            f'<!DOCTYPE html>\n<html lang="{tag}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'
            '<meta name="viewport" content="width=device-width">\n'
            f"<title>{_lines(title, ' ')}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        )


def _stepped(depth: int, wanted: int) -> bytes:
    """Return the tags that close the previous item and open or close lists; level -1 is outside lists."""
    if wanted > depth:
        return b"<ul>\n<li>" * (wanted - depth - 1) + b"<ul>\n"
    closed = b"</li>\n</ul>\n" * (depth - wanted)
    return closed + (b"</li>\n" if wanted >= 0 else b"")


def _lines(text: str, between: str) -> str:
    """Return the non-blank lines of a text, escaped."""
    lines = (line.strip() for line in clean_text(text).split("\n"))
    return between.join(escape(line) for line in lines if line)
