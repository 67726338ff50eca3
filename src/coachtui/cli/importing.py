"""The command ``coachtui import``: previews this program's own JSON, then imports all of it or nothing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coachtui.cli import exit_codes
from coachtui.cli.output import ask, print_line, print_message, print_table, progress_line
from coachtui.domain.errors import StoreLocked
from coachtui.domain.names.namesakes import distinct_names
from coachtui.i18n import N_, _, ngettext
from coachtui.services.words.kinds import WORDS

if TYPE_CHECKING:
    from argparse import Namespace

    from coachtui.bootstrap import LocalProgram
    from coachtui.domain.incoming import DifferingRecord, RecordKind
    from coachtui.services.import_plan import ImportPlan

_KINDS: dict[RecordKind, str] = {
    "lead": N_("Lead"),
    "agent": N_("Agents"),
    "content": N_("Forms and models"),
    "session": N_("Sessions"),
    **{name: words.many for name, words in WORDS.items()},
}

_SHOWN = 20
"""Differing records listed one by one; of more their number is told."""


def import_file(options: Namespace, program: LocalProgram) -> int:
    """Print what is new, the same and different; import it unless it is a dry run."""
    told = progress_line(_("{done} of {all} sessions"))
    plan = program.importing.plan(_opened(options, program), options.max_mb, told)
    _show(plan, program)
    if options.dry_run:
        print_message(_("Nothing is written yet."))
        return exit_codes.DONE
    if plan.nothing_new:
        print_message(_("Everything in the file is here already."))
        return exit_codes.DONE
    if plan.nothing_to_take:
        print_message(_("Nothing was imported: what differs stays as it is here."))
        return exit_codes.DONE if options.differing == "keep" else exit_codes.FINDING
    choice = _choice(options, plan)
    if choice is None:
        print_message(_("Nothing was imported. Choose with --differing keep or --differing replace."))
        return exit_codes.FINDING
    if plan.coming_back and not _may_come_back():
        print_message(_("Nothing was imported."))
        return exit_codes.FINDING
    program.importing.carry_out(plan, replace=choice == "replace")
    print_message(_("Imported.") if plan.whole else _("Imported, except what stays as it is here."))
    return exit_codes.DONE


def _opened(options: Namespace, program: LocalProgram) -> bytes:
    """Return the bytes of the file, decrypted with its passphrase if it needs another than the store's."""
    files = program.files
    data = files.read(files.named(options.file), options.max_mb * 1_000_000 + 1)
    try:
        return program.protection.open_file(data)
    except StoreLocked:
        from coachtui.cli.passphrase import ask_until_accepted, passphrases

        print_message(_("The file is protected; the passphrase it was written with is needed."))
        opened: list[bytes] = []
        ask_until_accepted(
            passphrases(options),
            lambda secret: opened.append(program.protection.open_file(data, secret)),
        )
        return opened[0]


def _show(plan: ImportPlan, program: LocalProgram) -> None:
    """Print a preview: numbers, each difference, and what stays or comes back."""
    heading = ("", _("New"), _("Same"), _("Different"))
    rows = [
        (_(_KINDS[kind]), str(counted.new), str(counted.same), str(counted.differing))
        for kind, counted in plan.counts.items()
        if counted.new or counted.same or counted.differing
    ]
    print_table([heading, *rows])
    everyone = {agent.id: agent for agent in (*plan.incoming.agents, *program.team.agents())}
    names = distinct_names(everyone.values())
    for found in plan.differing[:_SHOWN]:
        print_line(_in_words(found, names))
    if len(plan.differing) > _SHOWN:
        print_line(_("… and {number} more").format(number=len(plan.differing) - _SHOWN))
    _show_lacking(plan, names)
    if plan.counts["lead"].differing:
        print_message(_("The file is from another lead; the lead here stays."))
    for agent_id in plan.coming_back:
        text = _("{name} was erased here and comes back with this file.")
        print_message(text.format(name=names.get(agent_id, agent_id)))
    for name in plan.namesakes:
        text = _("Another agent here is also named {name}; both will be on the team.")
        print_message(text.format(name=name))
    _show_words(plan)
    if plan.left_out:
        text = _("This version does not know these keys and leaves them out: {keys}.")
        print_message(text.format(keys=", ".join(plan.left_out[:_SHOWN])))


def _show_words(plan: ImportPlan) -> None:
    """Print of which forms and models the wording differs or is gone."""
    if plan.worded:
        text = _("The wording in the file differs; the wording here stays: {names}.")
        print_message(text.format(names=", ".join(plan.worded)))
    if plan.without_words:
        text = _("The text of these forms and models is gone, so they have no score: {names}.")
        print_message(text.format(names=", ".join(plan.without_words)))


def _show_lacking(plan: ImportPlan, names: dict[str, str]) -> None:
    """Print which stored records are kept, by agent, because the file lacks something of them."""
    for how, text in (
        ("part", _("Stays as it is here, because the file lacks the part of these agents: {names}.")),
        ("", _("With what the file says, a session would no longer be one of these agents: {names}.")),
    ):
        found = {agent: None for each in plan.differing if each.stays == how for agent in each.without}
        if found:
            print_message(text.format(names=", ".join(names.get(agent, agent) for agent in found)))
    lacking = sum(found.stays == "words" for found in plan.staying)
    if lacking:
        text = ngettext(
            "{count} record stays as it is here, because words are left out of it in the file ([…]).",
            "{count} records stay as they are here, because words are left out of them in the file ([…]).",
            lacking,
        )
        print_message(text.format(count=lacking))
    earlier = sum(found.stays == "later" for found in plan.staying)
    if earlier:
        text = ngettext(
            "{count} session stays as it is here: finished or corrected since the file was made.",
            "{count} sessions stay as they are here: finished or corrected since the file was made.",
            earlier,
        )
        print_message(text.format(count=earlier))
    if plan.left_out_words:
        text = ngettext(
            "In {count} new record words are left out ([…]): the file may be an agent’s own copy.",
            "In {count} new records words are left out ([…]): the file may be an agent’s own copy.",
            plan.left_out_words,
        )
        print_message(text.format(count=plan.left_out_words))


def _in_words(found: DifferingRecord, names: dict[str, str]) -> str:
    """Return a line about a differing record, with the export keys that differ."""
    who = ", ".join(names.get(agent_id, agent_id) for agent_id in found.agent_ids)
    fields = ", ".join(found.fields)
    if found.kind == "session":
        text = _("differs: session of {day} with {names} ({fields}) {id}")
        return text.format(day=found.started_at[:16].replace("T", " "), names=who, fields=fields, id=found.id)
    if found.kind == "agent":
        return _("differs: {name} ({fields}) {id}").format(name=who, fields=fields, id=found.id)
    if found.kind in WORDS:
        text = _("differs: {kind} of {names} ({fields}) {id}")
        return text.format(kind=_(WORDS[found.kind].one), names=who, fields=fields, id=found.id)
    return _("differs: {id} is scored differently here; it stays as it is here").format(id=found.id)


def _may_come_back() -> bool:
    """Return whether erased agents may be imported again; asked at a terminal, allowed in a script."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return True
    from coachtui.cli.passphrase import ask_yes_no

    return ask_yes_no(_("Also bring back people who were erased? [y/n]"))


def _choice(options: Namespace, plan: ImportPlan) -> str | None:
    """Return whether differing records are replaced; asked at a terminal if no option says so."""
    if not plan.choices:
        return "keep"
    if options.differing is not None:
        return str(options.differing)
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    question = _("Records that differ: keep what is here (k), use what the file says (f), or stop (Enter)?")
    return {"k": "keep", "f": "replace"}.get(ask(question).casefold())
