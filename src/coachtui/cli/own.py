"""``coachtui export --own``: everything about one agent, for that agent to take along."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coachtui.cli import ending
from coachtui.cli.output import complain, say
from coachtui.i18n import _, ngettext
from coachtui.services import preferences
from coachtui.services.own_record import write_own

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable

    from coachtui.bootstrap import LocalProgram
    from coachtui.domain.form import FormRef
    from coachtui.domain.session import ModelRef

_NOT_WITH = ("agent", "session", "since", "until", "pseudonymous", "leave", "force")
"""Options that say what is exported or how; here that is settled."""


def usage_error(options: Namespace) -> str:
    """Return what is wrong with the options about an agent's own export; empty where nothing is."""
    if options.own is None:
        return _("--with-private is of use only with --own.") if options.with_private else ""
    strange = [f"--{name}" for name in _NOT_WITH if getattr(options, name)]
    strange += ["--format"] if options.format != "json" else []
    if not strange:
        return ""
    return _("--own writes everything about one agent; {options} cannot be given with it.").format(
        options=", ".join(strange)
    )


def export_own(options: Namespace, program: LocalProgram) -> int:
    """Write both files and print their paths."""
    agent = program.roster.find(options.own)
    folder = program.settings.get(preferences.EXPORT_FOLDER) or str(program.files.documents())
    if options.output != "-":
        folder = options.output
    written = write_own(program, agent, Path(folder).expanduser(), private=options.with_private)
    say(str(written.data))
    say(str(written.text))
    tell_left_out(written.left_out)
    return tell_missing(written.missing)


def tell_left_out(count: int) -> None:
    """Say how many evaluations were left out because they belong to agents alone, if any were."""
    if count:
        text = ngettext(
            "{count} evaluation was left out: it belongs to the agent alone (--own with --with-private).",
            "{count} evaluations were left out: they belong to the agent alone (--own with --with-private).",
            count,
        )
        complain(text.format(count=count))


def tell_missing(missing: Iterable[FormRef | ModelRef]) -> int:
    """Say of which forms and models no copy is left, and return the code to end with."""
    missing = tuple(dict.fromkeys(missing))
    for ref in missing:
        text = _(
            "No copy of {id} in version {version} is left; what was made with it is exported without score."
        )
        complain(text.format(id=ref.id, version=ref.version))
    return ending.FINDING if missing else ending.DONE
