"""Translation of the program's own words: gettext catalogues, English as message ids (R12).

A leaf module on the standard library only, so that every layer with words for people may use it.
"""

from __future__ import annotations

import gettext
import locale
import os
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "sv", "nb", "nl", "zh-Hans")
"""Tags of the languages the program speaks, in the order they are offered."""

LANGUAGE_NAMES = {
    "en": "English",
    "sv": "Svenska",
    "nb": "Norsk bokmål",
    "nl": "Nederlands",
    "zh-Hans": "简体中文",
}
"""Each language in its own words; never translated."""

_LOCALE_DIR = Path(__file__).parent / "locale"
_PINYIN = _LOCALE_DIR / "zh-Hans" / "pinyin.txt"
_ALIASES = {"no": "nb", "nn": "nb", "nb": "nb", "zh": "zh-Hans", "sv": "sv", "nl": "nl", "en": "en"}


class _Current:
    """The language in use; one per process, since a terminal shows one language at a time."""

    language = "en"
    catalogue: gettext.NullTranslations = gettext.NullTranslations()


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("coachtui", _LOCALE_DIR, [language], fallback=True)


def use_language(language: str) -> None:
    """Speak ``language`` from now on.

    Args:
        language: One of ``LANGUAGES``.

    Raises:
        ValueError: Unknown tag.
    """
    if language not in LANGUAGES:
        raise ValueError(language)
    _Current.language = language
    _Current.catalogue = gettext.NullTranslations() if language == "en" else _catalogue(language)


def language() -> str:
    """Return the tag of the language in use."""
    return _Current.language


def _(message: str) -> str:
    """Return ``message`` in the language in use."""
    return _Current.catalogue.gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the form that fits ``number`` in the language in use."""
    return _Current.catalogue.ngettext(singular, plural, number)


def N_(message: str) -> str:  # noqa: N802  the name gettext tools know for «mark, do not translate yet»
    """Mark a message for translation and return it unchanged."""
    return message


@cache
def signs_by_pinyin() -> str:
    """Return every common Chinese sign, in the order of how it is pronounced in Mandarin."""
    return _PINYIN.read_text(encoding="utf-8").rstrip()


def language_of_locale(name: str | None) -> str:
    """Return the language for a locale name; an unknown one is English.

    nb_NO, no and nn give nb; zh_CN, zh_SG and zh give zh-Hans.

    Args:
        name: E.g. ``sv_SE.UTF-8``; ``None`` for none.
    """
    base = (name or "").partition(".")[0].partition("@")[0].replace("-", "_")
    main, _sep, region = base.partition("_")
    if main.lower() == "zh" and region.lower() in {"tw", "hk", "mo", "hant"}:
        return "en"
    return _ALIASES.get(main.lower(), "en")


def system_language() -> str:
    """Return the language of the user's locale (LC_ALL, LC_MESSAGES, LANG, then the system's own)."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable)
        if value:
            return language_of_locale(value)
    return language_of_locale(locale.getlocale()[0])
