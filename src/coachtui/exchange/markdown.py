"""Output of a readable text as Markdown (CommonMark), with all data escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from coachtui.domain.passage import Passage
from coachtui.domain.text import clean_text

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
"""HTML is taken apart by entities, which read the same where Markdown is and where it is not."""

_SIGNS = re.compile(r"[\\`*_\[\]{}|~#$^@]|:(?=[^\s\d])|(?<=www)\.|&|<|>", re.IGNORECASE)
"""Signs that mean something in some Markdown anywhere in a line; a colon in an address or an emoji's name."""

_AT_START = re.compile(r"[-+:](?=\s|$)|-(?=[-\s]*$)|=(?=[=\s]*$)|\d{1,9}(?=[.)](?:\s|$))")
"""What makes a list, a line, a heading or a definition at the start of a line; a date or a minus does not."""


class MarkdownWriter:
    """A writer of Markdown; implements the port ``TextWriter``."""

    def document(self, passages: Iterable[Passage]) -> Iterator[bytes]:
        """Yield the text piece by piece."""
        after_point = False
        for passage in passages:
            if passage.kind == "heading":
                text = f"{'#' * passage.level} {' '.join(_lines(passage.text))}\n"
                yield (("\n" if after_point else "") + text + "\n").encode()
            else:
                indent = "  " * passage.level
                body = f"\\\n{indent}  ".join(_lines(passage.text))
                yield f"{indent}- {body}\n".encode()
            after_point = passage.kind == "point"


def escape_markdown(line: str) -> str:
    """Return a line of text with Markdown and HTML escaped, so that it reads unchanged."""
    safe = _SIGNS.sub(lambda found: _ENTITIES.get(found[0], f"\\{found[0]}"), line)
    start = _AT_START.match(safe)
    if start is None:
        return safe
    return f"{start[0]}\\{safe[start.end() :]}" if start[0].isdigit() else f"\\{safe}"


def _lines(text: str) -> list[str]:
    """Return the non-blank lines of a text, escaped, without indentation that would mean code."""
    return [escape_markdown(line.strip()) for line in clean_text(text).split("\n") if line.strip()]
