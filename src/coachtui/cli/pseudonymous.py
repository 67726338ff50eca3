"""Which words are taken out of the texts of an export for being somebody's name, and which are left."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coachtui.cli.output import ask, complain
from coachtui.domain.names.met_names import words_of
from coachtui.domain.text import name_key
from coachtui.i18n import _, ngettext

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Collection, Mapping

    from coachtui.bootstrap import LocalProgram
    from coachtui.services.export import Selection
    from coachtui.services.nameless_export import NamedWords, NamelessSource


def a_person_answers() -> bool:
    """Whether somebody can be asked: neither the answer nor the question goes to a file or a pipe."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def without_names(options: Namespace, program: LocalProgram, source: Selection) -> NamelessSource:
    """Return the source without names; on a terminal a person is asked which words are everyday words."""
    leave = list(options.leave)
    if a_person_answers():
        words = program.pseudonymous.words_in(source)
        _show(words)
        if words.names:
            leave += ask_which_stay(words.names)
    complain(
        _("Read the texts before you pass them on: names that the program does not know are still in them.")
    )
    return program.pseudonymous.source(source, leave)


def _show(words: NamedWords) -> None:
    sure = {word: count for word, count in words.names.items() if word not in words.doubtful}
    if sure:
        complain(_("These names occur in the texts and are replaced:"))
        list_words(sure)
    if words.doubtful:
        tell_doubtful(words.doubtful)
    others = _(
        "Replaced too: references of contacts: {references}, long numbers: {numbers}, "
        "e-mail addresses: {addresses}."
    )
    complain(others.format(references=words.references, numbers=words.numbers, addresses=words.addresses))


def tell_doubtful(words: Mapping[str, int]) -> None:
    """List what may be a name or an everyday word."""
    complain(_("These may be names or everyday words; they are replaced unless you leave them:"))
    list_words(words)


def list_words(words: Mapping[str, int]) -> None:
    """List words, each with how often it occurs."""
    for word, count in words.items():
        complain(_("{label}: {text}").format(label=word, text=count))


def ask_which_stay(words: Collection[str]) -> list[str]:
    """Return the words that a person wants to keep; asked again while one of them was not found."""
    known = {name_key(word) for word in words}
    while True:
        typed = words_of(ask(_("Words to leave as they are, with commas between them; Enter replaces all:")))
        strange = [word for word in typed if name_key(word) not in known]
        if not strange:
            return typed
        complain(_("That is not one of the names found: {word}.").format(word=", ".join(strange)))


def tell_replaced(words: Collection[str]) -> None:
    """Say in a script, where nobody was asked, how many words were replaced that may be everyday words."""
    if words and not a_person_answers():
        text = ngettext(
            "{count} word was replaced that may be an everyday word; --leave keeps it.",
            "{count} words were replaced that may be everyday words; --leave keeps one.",
            len(words),
        )
        complain(text.format(count=len(words)))
