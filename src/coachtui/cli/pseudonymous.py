"""Dialogue of the pseudonymous export: which doubtful words are redacted and which are kept."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coachtui.cli.output import ask, print_message
from coachtui.domain.names.name_counts import split_words
from coachtui.domain.text import name_key
from coachtui.i18n import _, ngettext

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Collection, Mapping

    from coachtui.bootstrap import LocalProgram
    from coachtui.services.export import Selection
    from coachtui.services.pseudonymous_export import IdentifyingWords, PseudonymousSource


def is_interactive() -> bool:
    """Return whether a person can be asked: neither input nor messages are redirected."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def pseudonymous_source(options: Namespace, program: LocalProgram, source: Selection) -> PseudonymousSource:
    """Return the pseudonymous source; at a terminal a person is asked which words to keep."""
    leave = list(options.leave)
    if is_interactive():
        words = program.pseudonymous.words_in(source)
        _show(words)
        if words.names:
            leave += ask_words_to_keep(words.names)
    print_message(
        _("Read the texts before you pass them on: names that the program does not know are still in them.")
    )
    return program.pseudonymous.source(source, leave)


def _show(words: IdentifyingWords) -> None:
    sure = {word: count for word, count in words.names.items() if word not in words.doubtful}
    if sure:
        print_message(_("These names occur in the texts and are replaced:"))
        print_words(sure)
    if words.doubtful:
        print_doubtful(words.doubtful)
    others = _(
        "Replaced too: references of contacts: {references}, long numbers: {numbers}, "
        "e-mail addresses: {addresses}."
    )
    print_message(
        others.format(references=words.references, numbers=words.numbers, addresses=words.addresses)
    )


def print_doubtful(words: Mapping[str, int]) -> None:
    """Print the words that may be names or everyday words."""
    print_message(_("These may be names or everyday words; they are replaced unless you leave them:"))
    print_words(words)


def print_words(words: Mapping[str, int]) -> None:
    """Print words, each with its number of occurrences."""
    for word, count in words.items():
        print_message(_("{label}: {text}").format(label=word, text=count))


def ask_words_to_keep(words: Collection[str]) -> list[str]:
    """Return the words a person wants to keep; asks again while one is not in the list."""
    known = {name_key(word) for word in words}
    while True:
        typed = split_words(
            ask(_("Words to leave as they are, with commas between them; Enter replaces all:"))
        )
        strange = [word for word in typed if name_key(word) not in known]
        if not strange:
            return typed
        print_message(_("That is not one of the names found: {word}.").format(word=", ".join(strange)))


def report_replaced(words: Collection[str]) -> None:
    """Print how many doubtful words were redacted without asking anybody."""
    if words and not is_interactive():
        text = ngettext(
            "{count} word was replaced that may be an everyday word; --leave keeps it.",
            "{count} words were replaced that may be everyday words; --leave keeps one.",
            len(words),
        )
        print_message(text.format(count=len(words)))
