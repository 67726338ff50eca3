"""The commands ``coachtui schema``, ``content`` and ``keys``: they print what the program ships with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.cli import exit_codes
from coachtui.cli.output import print_error, print_line, print_table, write_bytes, write_json
from coachtui.domain.wording import in_language
from coachtui.i18n import _, language

if TYPE_CHECKING:
    from argparse import Namespace

    from coachtui.bootstrap import LocalProgram


def schema(_options: Namespace, program: LocalProgram) -> int:
    """Print the JSON Schema of the export."""
    write_json(program.export_schema())
    return exit_codes.DONE


def list_content(_options: Namespace, program: LocalProgram) -> int:
    """Print id, kind, version and name of all content packs."""
    kinds = {"model": _("model"), "form": _("form"), "catalogue": _("catalogue")}
    print_table(
        [
            (pack.id, kinds.get(pack.kind, pack.kind), str(pack.version), in_language(pack.name, language()))
            for pack in program.packs()
        ]
    )
    return exit_codes.DONE


def show_content(options: Namespace, program: LocalProgram) -> int:
    """Print the TOML text of one content pack, in all its languages."""
    write_bytes([program.pack_text(options.id).encode()])
    return exit_codes.DONE


def keys(options: Namespace, program: LocalProgram) -> int:
    """Print all key bindings with the keys in use."""
    from coachtui.ui.key_clashes import without_clashes
    from coachtui.ui.keys.table import rows

    own, problems = program.own_keys({row.id for row in rows()})
    own, clashes = without_clashes(own)
    for problem in (*problems, *clashes):
        print_error(problem)
    bindings = [(row.id, own.get(row.id, row.keys), _(row.label), row.scope) for row in rows()]
    if options.json:
        names = ("id", "keys", "label", "scope")
        write_json([dict(zip(names, (i, list(k), label, s), strict=True)) for i, k, label, s in bindings])
        return exit_codes.DONE
    before = None
    for scope in dict.fromkeys(row.scope for row in rows()):
        if before is not None:
            print_line("")
        before = scope
        print_line(f"[{scope}]")
        print_table(
            [(binding, ", ".join(keys), label) for binding, keys, label, place in bindings if place == scope]
        )
    return exit_codes.DONE
