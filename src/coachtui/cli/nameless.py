"""``coachtui export --pseudonymous``: which words are taken out of the texts, and which are left."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from coachtui.cli.output import complain
from coachtui.domain.text import name_key
from coachtui.i18n import _

if TYPE_CHECKING:
    from argparse import Namespace

    from coachtui.bootstrap import LocalProgram
    from coachtui.services.export import Selection
    from coachtui.services.ports import ExportSource
    from coachtui.services.pseudonymous import NamedWords

_BETWEEN_WORDS = re.compile("[,;，、；]")


def without_names(options: Namespace, program: LocalProgram, source: Selection) -> ExportSource:
    """Return the source without names; on a terminal a person is asked which words are everyday words."""
    leave = list(options.leave)
    if sys.stdin.isatty() and sys.stderr.isatty():
        words = program.pseudonymous.words_in(source)
        _show(words)
        if words.names:
            leave += _left_by(words)
    complain(
        _("Read the texts before you pass them on: names that the program does not know are still in them.")
    )
    return program.pseudonymous.source(source, leave)


def _show(words: NamedWords) -> None:
    if words.names:
        complain(_("These names occur in the texts and are replaced:"))
        for word, count in words.names.items():
            complain(_("{label}: {text}").format(label=word, text=count))
    others = _(
        "Replaced too: references of contacts: {references}, long numbers: {numbers}, "
        "e-mail addresses: {addresses}."
    )
    complain(others.format(references=words.references, numbers=words.numbers, addresses=words.addresses))


def _left_by(words: NamedWords) -> list[str]:
    """Return the words that a person wants to keep; asked again while one of them was not found."""
    known = {name_key(word) for word in words.names}
    while True:
        sys.stderr.write(_("Words to leave as they are, with commas between them; Enter replaces all:") + " ")
        sys.stderr.flush()
        typed = [word for part in _BETWEEN_WORDS.split(sys.stdin.readline()) if (word := part.strip())]
        strange = [word for word in typed if name_key(word) not in known]
        if not strange:
            return typed
        complain(_("That is not one of the names found: {word}.").format(word=", ".join(strange)))
