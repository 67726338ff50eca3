"""Keep the message catalogues in step with the source: messages.py [--check | --terms FILE].

Without an option every `coachtui.po` is brought up to date: new messages are added empty, translations are
kept, what the source no longer says is dropped. `--terms FILE` also fills empty messages from a catalogue of
interface terms (`[[terms]]` with one text per language). `--check` changes nothing and lists what is missing.
The files hold no dates, line numbers or guesses, so a change to the source shows as few changed lines.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from coachtui.i18n import LANGUAGES

ROOT = Path(__file__).parent.parent
SOURCE = Path("src", "coachtui")
TRANSLATED = tuple(tag for tag in LANGUAGES if tag != "en")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
HEADER = "# coachtui in {language}. Written by tools/messages.py; the translations are edited here."
NOISE = re.compile(
    rb'^"(?:Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator'
    rb"|Language-Team|Generated-By): .*\n",
    re.MULTILINE,
)


def catalogue_path(root: Path, language: str) -> Path:
    """Return where the catalogue of ``language`` (a tag such as zh-Hans) stands."""
    return root / SOURCE / "locale" / language / "LC_MESSAGES" / "coachtui.po"


def extract(source: Path) -> Catalog:
    """Return every message that the Python files under ``source`` mark for translation."""
    template = Catalog(domain="coachtui", project="coachtui", charset="utf-8")
    found = extract_from_dir(source, [("**.py", "python")], keywords=KEYWORDS, comment_tags=("NOTE:",))
    for _file, _line, message, comments, _context in found:
        template.add(message, auto_comments=comments)
    for path in sorted(source.rglob("*.py")):
        for message in said_in_f_strings(path):
            template.add(message)
    return template


def said_in_f_strings(path: Path) -> Iterator[str | tuple[str, ...]]:
    """Return the messages in the braces of f-strings, which are one token to Babel before Python 3.12."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    braces = (node for node in ast.walk(tree) if isinstance(node, ast.FormattedValue))
    calls = (node for brace in braces for node in ast.walk(brace) if isinstance(node, ast.Call))
    for call in calls:
        if isinstance(call.func, ast.Name) and call.func.id in KEYWORDS:
            said = call.args[: len(KEYWORDS[call.func.id] or (1,))]
            texts = tuple(str(text.value) for text in said if isinstance(text, ast.Constant))
            if texts:
                yield texts if len(said) > 1 else texts[0]


def read(path: Path, language: str) -> Catalog:
    """Return the catalogue at ``path``, or an empty one for a language that has none yet."""
    locale = language.replace("-", "_")
    if not path.exists():
        return Catalog(locale=locale, domain="coachtui", project="coachtui", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=locale, domain="coachtui", abort_invalid=True)


def write(path: Path, catalogue: Catalog) -> None:
    """Write ``catalogue`` in the order of its messages, without anything that changes by itself."""
    catalogue.header_comment = HEADER.format(language=catalogue.locale)
    catalogue.fuzzy = False
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, no_location=True, sort_output=True, ignore_obsolete=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(NOISE.sub(b"", buffer.getvalue()))


def messages(catalogue: Catalog) -> Iterator[Message]:
    """Return the messages of ``catalogue`` without its header."""
    return (message for message in catalogue if message.id)


def forms(value: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return a text, or the plural forms of one, as a tuple; no text is an empty one."""
    return (value or "",) if isinstance(value, str | None) else tuple(value)


def placeholders(text: str) -> set[str]:
    """Return the names in braces; raises ``ValueError`` where the braces do not match."""
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def faults(message: Message) -> Iterator[str]:
    """Say what is wrong with the translation of one message."""
    translated = forms(message.string)
    if message.fuzzy:
        yield "is fuzzy"
    if not all(translated):
        yield "has no translation"
        return
    names = [placeholders(text) for text in forms(message.id)]
    for text in translated:
        try:
            own = placeholders(text)
        except ValueError:
            yield f"has braces that do not match: {text!r}"
            continue
        # A singular may say «one» instead of a number; what no form of the message has is a mistake.
        if not (set.intersection(*names) <= own <= set.union(*names)):
            yield f"has placeholders {sorted(own)}, not {sorted(set.union(*names))}"


def problems(root: Path, languages: Iterable[str] = TRANSLATED) -> Iterator[str]:
    """Compare every catalogue with the source and say what does not fit, a line each."""
    wanted = {message.id for message in messages(extract(root / SOURCE))}
    for language in languages:
        catalogue = read(catalogue_path(root, language), language)
        present = {message.id for message in messages(catalogue)}
        for identity in sorted(wanted - present, key=str):
            yield f"{language}: {identity!r} is missing"
        for identity in sorted(present - wanted, key=str):
            yield f"{language}: {identity!r} is said nowhere in the source"
        for identity in sorted(str(identity) for identity in catalogue.obsolete):
            yield f"{language}: {identity!r} is kept though obsolete"
        for message in messages(catalogue):
            if message.id in wanted:
                yield from (f"{language}: {message.id!r} {fault}" for fault in faults(message))


def load_terms(path: Path, language: str) -> dict[str, str]:
    """Return English term → term in ``language`` from a catalogue of interface terms."""
    terms = tomllib.loads(path.read_text(encoding="utf-8"))["terms"]
    return {term["text"]["en"]: term["text"][language] for term in terms}


def update(root: Path, language: str, terms: dict[str, str]) -> int:
    """Bring one catalogue up to date and return how many of its messages have no translation yet."""
    path = catalogue_path(root, language)
    catalogue = read(path, language)
    catalogue.update(extract(root / SOURCE), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    for message in messages(catalogue):
        if isinstance(message.id, str) and not message.string:
            message.string = terms.get(message.id, "")
    write(path, catalogue)
    return sum(not all(forms(message.string)) for message in messages(catalogue))


def main() -> int:
    """Run as a program."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="change nothing, list what is missing")
    parser.add_argument("--terms", type=Path, metavar="FILE", help="fill empty messages from these terms")
    options = parser.parse_args()
    if options.check:
        found = list(problems(ROOT))
        print("\n".join([*found, f"translations: {len(found)} problems in {', '.join(TRANSLATED)}"]))
        return 1 if found else 0
    for language in TRANSLATED:
        terms = load_terms(options.terms, language) if options.terms else {}
        print(f"{language}: {update(ROOT, language, terms)} messages without translation")
    return 0


if __name__ == "__main__":
    sys.exit(main())
