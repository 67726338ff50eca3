"""The commands ``coachtui check`` and ``coachtui where``: the state and the places of what is stored."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from coachtui.cli import exit_codes
from coachtui.cli.backup_reports import report_out_of_reach
from coachtui.cli.output import print_message, print_table, progress_line, write_json
from coachtui.i18n import N_, _

if TYPE_CHECKING:
    from argparse import Namespace

    from coachtui.bootstrap import LocalProgram
    from coachtui.domain.finding import CheckReport, Finding, Salvaged

_FINDINGS = {
    "a_folder": N_("there is a folder where this file belongs; move it away and restore a backup"),
    "agent_unlisted": N_(
        "sessions of an agent who is not in the list; “coachtui check --salvage” adds one under the end of "
        "this id, to be renamed"
    ),
    "bad_document": N_("a record cannot be read"),
    "bad_header": N_("the start of the file is damaged"),
    "damaged_record": N_("a record is damaged"),
    "damaged_keys": N_("one of the two copies of the key is damaged or missing"),
    "bad_keys": N_(
        "the key is damaged, its copy too, and nothing protected can be read; restore a backup "
        "(“coachtui restore FILE”), or only this file from one"
    ),
    "keys_lost": N_(
        "the key is missing, its copy too, and nothing protected can be read; restore a backup "
        "(“coachtui restore FILE”), or only this file from one"
    ),
    "copy_lost": N_(
        "sessions use this version of a form or model, and no copy of it is left; answers are shown "
        "as numbers, without score. A backup may still have it"
    ),
    "log_copy": N_("a copy of a data file; nobody is erased from it, delete it"),
    "log_lost": N_(
        "this file, or part of it, is missing; restore a backup, or continue without it with "
        "“coachtui check --salvage”"
    ),
    "unknown_file": N_("not a file of this program, so it is in no backup; move it out of this folder"),
    "folder_in_place": N_("there is a folder where this file belongs; move it away"),
    "impossible_record": N_("an invalid record"),
    "missing_record": N_("a record is missing"),
    "newer_format": N_("written by a newer version of this program"),
    "newer_schema": N_("written by a newer version of this program"),
    "not_a_file": N_("a device, a pipe or a socket, not a file; it was not read"),
    "store_foreign": N_("it belongs to another user of this computer and was not read"),
    "store_is_link": N_("a link that this program did not make, or in a folder that is one; it was not read"),
    "store_copy": N_("a copy of the data; nobody is erased from it, delete it"),
    "torn_tail": N_("the last record was cut off while it was written; it was never shown as saved"),
    "unreadable": N_("the file cannot be read"),
    "unreadable_copy": N_("the copy of a form or model is damaged"),
    "unsealed_record": N_("a record without protection among protected ones"),
    "wrong_key": N_("a record that does not fit the key of these data"),
}


_MENDED = frozenset({"bad_document", "bad_header", "damaged_record", "impossible_record", "missing_record"})
"""Of those, what a salvage mends whose words do not say so."""


def check(options: Namespace, program: LocalProgram) -> int:
    """Check every record and print the faults; nothing is changed without ``--salvage``."""
    report = program.check(progress_line(_("{done} of {all} files"), 20))
    lost = False
    if options.salvage and report.findings and not report.keyless:
        _tell(report)
        mended, report = program.salvage()
        for each in mended:
            print_message(_mended(each))
        lost = any(each.lost for each in mended)
        if lost:
            print_message(
                _("What was in lost records is gone; compare with the newest backup before you restore it.")
            )
    if not (report.files or report.findings):
        print_message(_("Nothing is stored in {folder}.").format(folder=program.folders.data))
        return exit_codes.FINDING
    _tell(report)
    if not (options.salvage or report.keyless) and any(each.code in _MENDED for each in report.findings):
        print_message(_("“coachtui check --salvage” keeps what is damaged and saves the rest."))
    owed = not report.keyless and _tell_erasing(program)
    return exit_codes.FINDING if report.findings or lost or owed else exit_codes.DONE


def _tell_erasing(program: LocalProgram) -> bool:
    """Say whom erasing that was cut off still leaves something of, never by name; return whether it does."""
    cut_off, backups = program.safekeeping.erasing.still_to_erase()
    if cut_off:
        print_message(_("Erasing was interrupted; it is completed when the data are next opened."))
    report_out_of_reach(backups, _("Still to be erased from: {name}."))
    if cut_off or backups:
        print_message(_("“coachtui backup” erases from every backup within reach."))
    return cut_off or bool(backups)


def _tell(report: CheckReport) -> None:
    for finding in report.findings:
        print_message(_("{place}: {what}.").format(place=_place(finding), what=_what(finding)))
    text = _("Files read: {files}, intact records: {records}, problems: {findings}.")
    print_message(text.format(files=report.files, records=report.records, findings=len(report.findings)))
    for name in report.kept:
        text = _("{file} is a damaged file that was kept; delete it when it is not needed.")
        print_message(text.format(file=name))


def _mended(each: Salvaged) -> str:
    """Return a line about a salvaged file."""
    if each.listed_as:
        return _(
            "{file}: this agent is in the list again, as {name}; give the name that belongs there."
        ).format(file=each.file, name=each.listed_as)
    if each.lost and not each.kept_as:
        return _("{file}: was missing and is treated as lost; a backup may still have it.").format(
            file=each.file
        )
    if not each.kept_as:
        return _("{file}: rebuilt; nothing is lost.").format(file=each.file)
    text = _(
        "{file}: records kept: {records}, repaired: {repaired}, lost: {lost}. The damaged file is "
        "kept as {copy}."
    )
    return text.format(
        file=each.file,
        records=each.records,
        repaired=each.repaired,
        lost=len(each.lost),
        copy=each.kept_as,
    )


def where(options: Namespace, program: LocalProgram) -> int:
    """Print folders, sizes and versions, but no names of people."""
    folders = program.folders
    places = {"data": folders.data, "store": folders.store, "logs": folders.logs, "config": folders.config}
    sizes = {name: _size(path) for name, path in places.items()}
    versions = program.versions()
    protection = "off" if program.protection.state() == "off" else "on"
    if options.json:
        write_json(
            {
                "folders": {name: str(path) for name, path in places.items()},
                "sizes": sizes,
                "versions": versions,
                "demo": folders.demo,
                "protection": protection,
            }
        )
        return exit_codes.DONE
    kilobytes = {name: _("{number} kB").format(number=-(-size // 1000)) for name, size in sizes.items()}
    print_table([(name, kilobytes[name], str(path)) for name, path in places.items()])
    print_table([*versions.items(), ("protection", protection)])
    return exit_codes.DONE


def _place(finding: Finding) -> str:
    parts = [finding.file]
    if finding.record is not None:
        parts.append(_("record {number}").format(number=finding.record))
    if finding.byte is not None:
        parts.append(_("byte {number}").format(number=finding.byte))
    return ", ".join(parts)


def _what(finding: Finding) -> str:
    return _(_FINDINGS[finding.code]) if finding.code in _FINDINGS else finding.code


def _size(folder: Path) -> int:
    """Return the size in bytes of the readable files in a folder."""
    size = 0
    for place, _folders, names in os.walk(folder):  # which passes over what it cannot open
        for name in names:
            with suppress(OSError):
                status = Path(place, name).lstat()
                size += status.st_size if stat.S_ISREG(status.st_mode) else 0
    return size
