"""The argument parser; each command names the function that runs it, imported only then."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, cast

from coachtui import __version__
from coachtui.cli.argparse_words import Parser, translate_argparse
from coachtui.cli.options import add_common_options
from coachtui.domain.live.offered_content import MODELS
from coachtui.i18n import _
from coachtui.ui.terminal import muted_terminal

if TYPE_CHECKING:
    from coachtui.bootstrap import LocalProgram

Command = Callable[[argparse.Namespace, "LocalProgram"], int]

Needs = Literal["nothing", "store", "screen", "check", "key"]
"""What a command finds ready.

No store at all; its folder, whatever protects it; the same, with a screen that asks for the passphrase; the
store opened, but for backups that are owed; or all of that.
"""


def build_parser() -> Parser:
    """Return the parser of the whole command line, in the language in use."""
    translate_argparse()
    parser = Parser(
        prog="coachtui",
        description=_("Listen live to calls, fill in the forms by keyboard, take notes, coach. Offline."),
        epilog=_("Without a command the program opens on the team."),
    )
    parser.set_defaults(command="live:open_team", needs="screen", only_prints=False)
    add_common_options(parser, f"coachtui {__version__}", first=True)
    parser.add_argument("--page-of", default="", help=argparse.SUPPRESS)
    parser.add_argument("--stopped", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument(muted_terminal.OPTION, help=argparse.SUPPRESS)
    commands = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"))
    for add in (
        _add_live,
        _add_roster,
        _add_export,
        _add_import,
        _add_reading,
        _add_looking,
        _add_keeping,
        _add_retention,
        _add_safety,
        _add_demo,
    ):
        add(commands)
    return parser


def command_of(arguments: argparse.Namespace) -> Command:
    """Return the function that runs the parsed command."""
    module, _sep, name = arguments.command.partition(":")
    return cast("Command", getattr(import_module(f"coachtui.cli.{module}"), name))


def _new(
    commands: Any, name: str, command: str, text: str, *, needs: Needs = "key", only_prints: bool = False
) -> Parser:
    """Add a command.

    Args:
        commands: What it is added to.
        name: What is typed.
        command: Module and function that carry it out.
        text: What it does, for help.
        needs: What of the data has to be there before it is carried out.
        only_prints: Whether it is done as soon as nobody reads what it prints.
    """
    parser: Parser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(command=command, needs=needs, only_prints=only_prints)
    add_common_options(parser, f"coachtui {__version__}", first=False)
    return parser


def _add_live(commands: Any) -> None:
    text = _("start a live session, or continue the running one")
    live = _new(commands, "live", "live:listen", text, needs="screen")
    live.add_argument("--agent", metavar=_("NAME|ID"), help=_("whom to listen to"))
    live.add_argument(
        "--form",
        metavar="ID",
        action="append",
        default=[],
        dest="forms",
        help=_("form to fill in; may be given more than once (default: both core forms)"),
    )
    live.add_argument("--model", choices=MODELS, help=_("coaching model to start with"))
    for name in ("--session", "--row"):  # how a program that locked itself comes back
        live.add_argument(name, default="", help=argparse.SUPPRESS)
    for name in ("--in-note", "--back"):
        live.add_argument(name, action="store_true", help=argparse.SUPPRESS)


def _add_roster(commands: Any) -> None:
    """Add ``roster`` with its own commands."""
    roster = _new(commands, "roster", "roster:list_agents", _("the agents of the team"), only_prints=True)
    inner = roster.add_subparsers(
        title=_("commands"), metavar=_("COMMAND"), required=True, dest="roster_command"
    )
    taking = _new(
        inner, "import", "roster:import_list", _("import a list of agents from a CSV file, all or nothing")
    )
    taking.add_argument("file", metavar=_("FILE.csv"), help=_("with a header row; “name” is needed"))
    taking.add_argument("--dry-run", action="store_true", help=_("only show what would be done"))
    text = _("list the agents with this month's evaluations")
    listing = _new(inner, "list", "roster:list_agents", text, only_prints=True)
    listing.add_argument("--json", action="store_true", help=_("as JSON"))
    adding = _new(inner, "add", "roster:add", _("add an agent and print the id"))
    adding.add_argument("--name", metavar=_("NAME"), required=True, help=_("full name"))
    _add_details(adding)
    renaming = _new(inner, "rename", "roster:rename", _("change an agent's name or other details"))
    renaming.add_argument("agent", metavar=_("AGENT"), help=_("name or id"))
    renaming.add_argument("new_name", metavar=_("NEW-NAME"), nargs="?", help=_("the new name"))
    renaming.add_argument("--name", metavar=_("NAME"), help=_("the new name"))
    _add_details(renaming)
    for name, command, text in (
        ("leave", "roster:leave", _("take an agent off the team screen; the records stay")),
        ("return", "roster:take_back", _("bring an agent who had left back to the team screen")),
    ):
        parser = _new(inner, name, command, text)
        parser.add_argument("agent", metavar=_("AGENT"), help=_("name or id"))


def _add_details(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--alias", metavar=_("ALIAS"), help=_("short name"))
    parser.add_argument("--team", metavar=_("TEAM"), help=_("name of the team"))
    parser.add_argument("--start", metavar=_("DATE"), help=_("first working day, YYYY-MM-DD"))
    parser.add_argument("--language", metavar=_("TAG"), help=_("language the agent works in, for example nb"))


def _add_export(commands: Any) -> None:
    """Add ``export`` with its options, in the order in which help lists them."""
    export = _new(commands, "export", "export:export", _("export what is stored"), only_prints=True)
    export.add_argument("--agent", metavar=_("NAME|ID"), help=_("only this agent's sessions"))
    export.add_argument("--session", metavar="ID", help=_("only this session"))
    export.add_argument("--since", metavar=_("DATE"), type=_date, help=_("first day, YYYY-MM-DD"))
    export.add_argument("--until", metavar=_("DATE"), type=_date, help=_("last day, YYYY-MM-DD"))
    export.add_argument(
        "--format",
        choices=("json", "jsonl", "md", "html"),
        default="json",
        help=_("one JSON object, one record a line, a text to read, or a page to print (default: json)"),
    )
    _add_names_shown(export)
    export.add_argument(
        "-o",
        "--output",
        metavar=_("FILE"),
        help=_("file to write, readable by you only; - is the terminal or pipe (default)"),
    )
    export.add_argument("--force", action="store_true", help=_("replace the file if it is there"))


def _add_names_shown(export: argparse.ArgumentParser) -> None:
    """Add the options that say whose names and words an export has."""
    export.add_argument(
        "--pseudonymous",
        action="store_true",
        help=_("without names: other ids, and no names in what was written"),
    )
    export.add_argument(
        "--leave",
        metavar=_("WORD"),
        action="append",
        default=[],
        help=_("with --pseudonymous or --own: a name that stays, being an everyday word; may be repeated"),
    )
    export.add_argument(
        "--own",
        metavar=_("AGENT"),
        help=_("everything about one agent, for that agent: JSON and a text, as new files in a folder (-o)"),
    )
    export.add_argument(
        "--with-private",
        action="store_true",
        help=_("with --own: what belongs to the agent alone too, as they asked for it"),
    )


def _add_import(commands: Any) -> None:
    text = _("import a file that “coachtui export” wrote, all or nothing")
    taking = _new(commands, "import", "importing:import_file", text)
    taking.add_argument("file", metavar=_("FILE"), help=_("the file, as JSON or JSON lines"))
    taking.add_argument("--dry-run", action="store_true", help=_("only show what would be done"))
    taking.add_argument(
        "--differing",
        choices=("keep", "replace"),
        help=_("what to do with records that differ (default: ask)"),
    )
    taking.add_argument(
        "--max-mb",
        metavar=_("NUMBER"),
        type=_megabytes,
        default=50,
        help=_("largest file to import, in megabytes (default: 50)"),
    )


def _add_reading(commands: Any) -> None:
    add = partial(_new, needs="nothing", only_prints=True)
    add(commands, "schema", "built_in:schema", _("print the JSON Schema of the export"))
    content = add(commands, "content", "built_in:list_content", _("the forms, models and catalogues"))
    inner = content.add_subparsers(
        title=_("commands"), metavar=_("COMMAND"), required=True, dest="content_command"
    )
    add(inner, "list", "built_in:list_content", _("list what is shipped"))
    showing = add(inner, "show", "built_in:show_content", _("print one as it is written"))
    showing.add_argument("id", metavar="ID", help=_("id from the list"))
    keys = add(commands, "keys", "built_in:keys", _("list every key"))
    keys.add_argument("--json", action="store_true", help=_("as JSON"))


def _add_looking(commands: Any) -> None:
    text = _("check every record and say what is wrong where")
    checking = _new(commands, "check", "checking:check", text, needs="check")
    checking.add_argument(
        "--salvage",
        action="store_true",
        help=_("recover what is intact from damaged files, which are kept beside them"),
    )
    text = _("show folders, sizes and versions")
    where = _new(commands, "where", "checking:where", text, needs="nothing", only_prints=True)
    where.add_argument("--json", action="store_true", help=_("as JSON"))


def _add_keeping(commands: Any) -> None:
    text = _("make a backup and verify it")
    making = _new(commands, "backup", "backup:backup", text)
    making.add_argument(
        "file", metavar=_("FILE"), nargs="?", help=_("file to write (default: the backup of the day)")
    )
    making.add_argument("--force", action="store_true", help=_("replace the file if it is there"))
    text = _("restore a backup; the present data are kept beside it")
    restoring = _new(commands, "restore", "backup:restore", text, needs="store")
    restoring.add_argument("file", metavar=_("FILE"), help=_("the backup"))
    erasing = _new(commands, "erase", "erase:erase", _("erase everything about one agent, for good"))
    erasing.add_argument("agent", metavar=_("AGENT"), help=_("name or id"))
    for parser in (restoring, erasing):
        parser.add_argument("--yes", action="store_true", help=_("ask nothing"))


def _add_retention(commands: Any) -> None:
    text = _("list the sessions past the retention period")
    outdated = _new(commands, "retention", "retention:retention", text, only_prints=True)
    outdated.add_argument("--json", action="store_true", help=_("as JSON"))
    outdated.add_argument(
        "--delete", action="store_true", help=_("delete them for good, once their number is typed")
    )
    outdated.add_argument(
        "--keep",
        metavar=_("SESSION-ID"),
        nargs="+",
        action="extend",
        default=[],
        help=_("with --delete: sessions to keep"),
    )
    outdated.add_argument("--yes", action="store_true", help=_("ask nothing"))


def _add_safety(commands: Any) -> None:
    text = _("protect the data with a passphrase")
    _new(commands, "encrypt", "safety:encrypt", text, needs="store")
    for name, command, text in (
        ("decrypt", "decrypt", _("remove the protection")),
        ("passphrase", "passphrase", _("change the passphrase")),
        ("rekey", "rekey", _("rewrite everything with another key, after a leak")),
        ("recovery-key", "recovery_key", _("make a new recovery key and print it")),
    ):
        _new(commands, name, f"safety:{command}", text)


def _add_demo(commands: Any) -> None:
    text = _("the sample team, kept apart from your data")
    demo = _new(commands, "demo", "demo:demo", text, needs="nothing")
    demo.add_argument("--remove", action="store_true", help=_("delete the sample team"))


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text) if len(text) == 10 and text.isascii() else _not_a_date()
    except ValueError:
        return _not_a_date()


def _megabytes(text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 0
    if not number:
        raise argparse.ArgumentTypeError(_("a number from 1 to 9999"))
    return number


def _not_a_date() -> date:
    raise argparse.ArgumentTypeError(_("write the date as YYYY-MM-DD"))
