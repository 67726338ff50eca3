"""Translated texts of content packs, and the choice of a language (R12)."""

from __future__ import annotations

from collections.abc import Mapping

Wording = Mapping[str, str]
"""One text by language tag, e.g. ``{"en": "Opening", "nb": "Åpning"}``."""

FALLBACK = "en"


def in_language(wording: Wording, language: str) -> str:
    """Return a text in the wanted language, else in English, else in the only one there is.

    A centre's own pack may have one language only and is then shown as it is (R12).

    Args:
        wording: Text by language tag.
        language: Tag of the language in use.

    Returns:
        The text; empty when ``wording`` is empty.
    """
    for tag in (language, FALLBACK):
        text = wording.get(tag)
        if text:
            return text
    return next((text for text in wording.values() if text), "")
