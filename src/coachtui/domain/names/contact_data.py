"""Detection of telephone numbers and e-mail addresses in texts (R90)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from coachtui.domain.names.forms import UNSPACED

_BEFORE = rf"(?<![^\W_{UNSPACED}])"
_AFTER = rf"(?![^\W_{UNSPACED}])"

_NUMBER = re.compile(
    r"(?:\+|\(\+?(?=\d{1,5}\)))?"
    "\\d(?:[ \t\u00a0\u2000-\u200b\u2010-\u2015\u202f./()_-]{0,3}\\d){6,}"
)
"""Seven digits or more with what stands between the digits of a telephone number."""

_PLAIN_ADDRESS = re.compile(
    rf"{_BEFORE}(?<![.%+'-])[A-Za-z0-9_.%+'-]{{1,64}}@[A-Za-z0-9-]{{1,63}}(?:\.[A-Za-z0-9-]{{1,63}}){{1,8}}{_AFTER}"
)
"""An e-mail address of plain letters, which ends where a text without spaces goes on."""

_ANY_ADDRESS = re.compile(
    '[^\\s@＠<>()\\[\\],;:"“”]{1,64}[@＠][^\\s@＠<>()\\[\\],;:"“”]{1,253}\\.[^\\s@＠<>()\\[\\],;:"“”.]{1,63}'
)


def numbers_and_addresses(text: str) -> Iterator[tuple[Literal["number", "address"], int, int]]:
    """Yield kind, start and end of each telephone number and e-mail address in a text."""
    for match in _NUMBER.finditer(text):
        yield "number", *match.span()
    if "@" in text or "＠" in text:
        for match in _PLAIN_ADDRESS.finditer(text):
            yield "address", *match.span()
        rest = _PLAIN_ADDRESS.sub(lambda match: " " * len(match[0]), text)
        for match in _ANY_ADDRESS.finditer(rest):
            yield "address", *match.span()
