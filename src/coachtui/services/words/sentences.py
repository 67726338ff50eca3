"""One sentence for every error, in the user's language: what happened, and what to do about it.

Sentences about a refused key stand in a status line and are short. Facts are data: they are cleaned and cut
before they are put in, and never hold note text.
"""

from __future__ import annotations

from collections.abc import Callable

from coachtui.domain.errors import CoachError
from coachtui.domain.text import clean_line
from coachtui.i18n import N_, _, ngettext
from coachtui.services.words.damage import DAMAGED
from coachtui.services.words.packs import REASONS

_FACT_LIMIT = 300

_REFUSED = {
    "changed_since": N_("The session was changed since it was finished; it stays final."),
    "correct_not_final": N_("Only final sessions are corrected; this one can still be edited directly."),
    "correct_nothing_there": N_("That is not there any more; nothing was changed."),
    "correct_same": N_("That is what it says already."),
    "correct_without_reason": N_("A correction needs a reason; nothing was changed."),
    "correct_wrong_value": N_("This row does not allow that answer; nothing was changed."),
    "statement_empty": N_("Nothing was written, so nothing was saved."),
    "statement_not_theirs": N_("That agent was not in the session."),
    "statement_stays": N_("It holds the agent’s statement, so it stays with this agent."),
    "statement_too_long": N_("The statement has {length} characters; at most {limit} are kept."),
    "already_encrypted": N_("The data are protected by a passphrase already."),
    "not_encrypted": N_("The data are not protected by a passphrase."),
    "own_place": N_("Nothing was written: this program keeps its own data in {path}. Choose another place."),
    "passphrases_differ": N_("The two passphrases differ; nothing was changed."),
    "passphrase_signs": N_("A passphrase is one line, without tabs and control characters."),
    "passphrase_plain": N_("Spaces alone, or one character repeated, are no passphrase; take four words."),
    "passphrase_short": N_("A passphrase needs at least {least} characters; four words are better."),
    "passphrase_long": N_("A passphrase has at most {most} characters."),
    "recovery_key_typo": N_("Not the passphrase; as a recovery key it has a typing mistake: compare again."),
    "agent_exists": N_("There is already an agent of that name in that team."),
    "already_left": N_("This agent has left already."),
    "call_running": N_("The call is running already."),
    "first_contact": N_("This is the first contact."),
    "first_phase": N_("This is the first phase."),
    "form_not_for_lead": N_("A lead does not fill in the form {form}."),
    "last_contact": N_("This is the last contact."),
    "last_phase": N_("This is the last phase."),
    "na_not_allowed": N_("This row must be judged; n/a is not possible."),
    "name_empty": N_("A name is needed."),
    "no_call": N_("No call is running; start it first."),
    "no_current_folder": N_("The current folder is gone, so {path} leads nowhere; give a whole path."),
    "no_home_folder": N_("Home folder unknown; name the folders with --data-dir and --config-dir."),
    "no_phases": N_("This call has no phases."),
    "no_such_contact": N_("That contact is not in this session."),
    "no_such_day": N_("There is no such day."),
    "no_such_home": N_("{path} leads nowhere: that user has no home folder on this computer."),
    "no_such_item": N_("That row is not on a form of this session."),
    "no_such_note": N_("That note is no longer there."),
    "not_a_list_date": N_("That date cannot be read; write it as 2026-03-31 or 31.03.2026."),
    "two_dates": N_("Day and month could be either; write the date as 2026-03-31 or 31.03.2026."),
    "not_a_date": N_("Write the date as YYYY-MM-DD, for example 2026-03-31."),
    "not_a_language": N_("Write the language as its tag, for example nb or zh-Hans."),
    "not_a_path": N_("{path} cannot be the name of a file or folder."),
    "not_a_value": N_("Answers here: {values}."),
    "not_left": N_("This agent has not left."),
    "note_empty": N_("An empty note is not kept."),
    "nothing_left_for_na": N_("No open row may be n/a."),
    "nothing_to_clear": N_("This row has no answer to clear."),
    "nothing_to_redo": N_("There is nothing to redo."),
    "no_step": N_("Choose a model first: 1, 2 or 3."),
    "nothing_broke_off": N_("Nothing was captured about this contact, so it was not cut off."),
    "only_contact": N_("This is the only contact, and nothing was captured about it."),
    "nothing_to_undo": N_("There is nothing to undo since you opened this session."),
    "nothing_to_undo_since_opened": N_("There is nothing to undo since the session was reopened."),
    "session_final": N_("This session is final and can only be read."),
    "several_agents": N_("Several agents have that name; use one of these ids: {ids}."),
    "star_needs_answer": N_("Answer the row first, then mark it as a strength."),
    "star_on_na": N_("This row is n/a; only what was shown can be a strength."),
}

_STORE = {
    **DAMAGED,
    "agent_erased": N_("That agent was erased; nothing about them is stored any more."),
    "backups_busy": N_("Another window is making a backup. Nothing is lost; try again when it is done."),
    "bad_copy": N_("The new data were not written correctly, at {file}; the old data are in use."),
    "bad_keys": N_("The file {file} with the key is damaged; nothing was changed. Restore it from a backup."),
    "keys_lost": N_(
        "The file {file} with the key is missing, and nothing can be read without it. Put it back, "
        "or restore a backup (“coachtui restore FILE”)."
    ),
    "present_keys_lost": N_(
        "The key of the present data is missing or damaged, so nobody can tell who was erased. "
        "Whoever was erased since the backup comes back with it; erase them again."
    ),
    "backup_of_damaged": N_(
        "No backup was made, because the file {file} is damaged; “coachtui check --salvage” repairs "
        "what can be repaired. The data are untouched."
    ),
    "damaged_left": N_(
        "Damaged files from an earlier repair are in the data folder; move them away first. Nothing "
        "was changed."
    ),
    "backup_foreign": N_("{file} is not a backup of these data; it is left as it is."),
    "backup_in_the_way": N_(
        "The file {file} is in the way; move it, or choose another name for the backup. Nothing was changed."
    ),
    "backup_other_key": N_("The backup {file} has another key than the data; it is left as it is."),
    "erasing_unproven": N_(
        "An earlier version was about to erase somebody who is still stored, but there is no proof "
        "that you asked for it, so nothing was erased. Erase the agent again if you want to."
    ),
    "present_passphrase_needed": N_(
        "The present data are protected; their passphrase is needed too, so that nobody erased comes back. "
        "If nobody knows it any more, put the backup into a new folder: coachtui --data-dir FOLDER restore "
        "FILE. Whoever was erased since comes back there; erase them again."
    ),
    "backup_newer": N_("The backup was made by a newer version of this program; use that one."),
    "backup_unusable": N_("The backup {file} cannot be rewritten: it is damaged or has another key."),
    "new_passphrase_needed": N_(
        "A new passphrase is needed: type it at a terminal, or give it with --passphrase-fd."
    ),
    "passphrase_needed": N_("The data are protected; the passphrase is needed."),
    "protection_changed": N_("The passphrase was changed in another window; close this one and start again."),
    "unsealed_record": N_(
        "The file {file} has a record without protection, number {record}; it is left as it is."
    ),
    "wrong_key": N_(
        "In the file {file} record {record} does not fit the key of these data; it is left as it is."
    ),
    "wrong_passphrase": N_("That is neither the passphrase nor the recovery key. Nothing was changed."),
    "bad_document": N_("A stored record cannot be read and is left as it is; see “coachtui check”."),
    "bad_id": N_("That is not an id in the data."),
    "cannot_write": N_("The folder {folder} cannot be written to; nothing was changed there."),
    "config_unreadable": N_(
        "The settings in {file} cannot be read and are ignored; correct or remove that file."
    ),
    "data_no_folder": N_("{folder} is not a folder, so no data can be kept there; name one with --data-dir."),
    "disk_failed": N_("The disk failed at the file {file}; what was saved before is untouched."),
    "no_room_for_backup": N_("There is no room on the disk to unpack the backup; nothing was changed."),
    "disk_full": N_("The disk is full; what was saved before is untouched."),
    "file_exists": N_("The file {file} is there already; give --force to replace it."),
    "rewrite_unfinished": N_(
        "What was deleted is still in a file that could not be rewritten. It is tried again at each start."
    ),
    "erased_list_damaged": N_(
        "The list of who was erased is damaged ({file}), and restoring could bring somebody back. "
        "Run “coachtui check --salvage” first. Nothing was changed."
    ),
    "folder_gone": N_("The folder {file} is not there now; no backup was made in it."),
    "log_lost": N_(
        "The file {file}, or part of it, is missing. Restore a backup (“coachtui restore FILE”); "
        "“coachtui check” says more."
    ),
    "file_in_place": N_(
        "There is a file where the folder {file} belongs; move it away. Nothing was changed."
    ),
    "folder_in_place": N_(
        "There is a folder where the file {file} belongs; move it away. Nothing was changed."
    ),
    "file_vanished": N_("The file {file} vanished while the program was running."),
    "is_folder": N_("{file} is a folder; give the name of a file in it."),
    "nothing_to_back_up": N_("There is nothing to back up yet."),
    "newer_format": N_("The file {file} was written by a newer version of this program; use that one."),
    "newer_schema": N_("The data were written by a newer version of this program; use that one."),
    "not_a_file": N_("{file} is a device, a pipe or a socket, not a file; it is left as it is."),
    "not_writable": N_("The file {file} cannot be written here; the data can still be read."),
    "recovery_key_unconfirmed": N_("Recovery key not written down? “coachtui recovery-key” makes a new one."),
    "recovery_key_unseen": N_(
        "The recovery key could not be printed; “coachtui recovery-key” makes a new one that replaces it."
    ),
    "output_failed": N_("The output cannot be written: {reason}."),
    "session_open_elsewhere": N_("The session is open in another window; close it there first."),
    "system_refused": N_("The computer refused something ({reason}); what was saved is untouched."),
    "store_foreign": N_(
        "{file} in the data folder belongs to another user of this computer; nothing was read. "
        "Name a folder of your own with --data-dir."
    ),
    "store_is_link": N_(
        "{file} in the data folder is a link that this program did not make; nothing was read. "
        "Name the real folder with --data-dir."
    ),
    "store_locked": N_("Another window has been using the data for {seconds} s; try again."),
    "store_read_only": N_("The data folder is read-only: nothing can be written; sessions can be read."),
    "import_changed": N_(
        "Another window has changed the data meanwhile; nothing was imported. Import the file again."
    ),
    "wrong_log": N_("Sessions of another agent or year were given; nothing was stored."),
    "unreadable_copy": N_("The stored copy {file} of a form or model is damaged; it is left as it is."),
    "unstorable": N_("A record cannot be stored; what was saved before is untouched."),
}

_CONTENT = {
    "bad_pack": N_("The content file {file} cannot be used: {reason}, line {line} ({key})."),
    "form_lost": N_(
        "No copy of form {id}, version {version}, is left: answers are shown as numbers, without score."
    ),
    "model_lost": N_("No copy of model {id}, version {version}, is left: its fields are shown by their ids."),
    "other_version": N_("The stored copy of {id}, version {version}, is damaged; it is left as it is."),
    "no_forms": N_("No form belongs to this session, so it can only be read."),
    "no_such_catalogue": N_("There is no catalogue {id}."),
    "no_such_model": N_("There is no coaching model {id}."),
    "no_such_pack": N_("There is no content {id}."),
    "no_such_text": N_("The catalogue {catalogue} has no text {id}."),
}

_INPUT = {
    "backup_damaged": N_("That is not a backup, or it is damaged; nothing was changed."),
    "backup_without_people": N_(
        "The backup has no list of people, so it is incomplete; the data stay as they are."
    ),
    "import_answer": N_(
        "Nothing was imported: session {session} has an answer that its form does not allow."
    ),
    "import_id_twice": N_("Nothing was imported: line {line} has an id that is already used."),
    "import_key_twice": N_("Nothing was imported: line {line} says the same thing twice."),
    "import_no_agent": N_("Nothing was imported: session {session} is with an agent who is not in the file."),
    "import_no_session": N_(
        "Nothing was imported: the evaluation in line {line} belongs to no session in the file."
    ),
    "import_not_json": N_("Nothing was imported: line {line} is not JSON, or the file is cut off there."),
    "import_not_ours": N_("Nothing was imported: this file was not written by “coachtui export”."),
    "import_number": N_("Nothing was imported: line {line} has an impossible number."),
    "import_own": N_(
        "Nothing was imported: the file is one agent’s own copy, without what is about others, and "
        "cannot be turned back into records."
    ),
    "import_pack": N_("Nothing was imported: a form or model in the file cannot be used ({id})."),
    "import_private": N_(
        "Nothing was imported: in session {session} two agents share a form that belongs to one agent alone."
    ),
    "import_pseudonymous": N_(
        "Nothing was imported: the file has no names and cannot be turned back into records."
    ),
    "import_record_too_large": N_("Nothing was imported: the record in line {line} is too large."),
    "import_sense": N_("Nothing was imported: in line {line} something does not fit ({reason})."),
    "import_shape": N_("Nothing was imported: line {line} is not as this program writes it ({place})."),
    "import_text": N_("Nothing was imported: line {line} has a text with characters that are not allowed."),
    "import_too_deep": N_("Nothing was imported: line {line} is nested deeper than any export."),
    "import_too_large": N_(
        "Nothing was imported: the file is larger than {limit_mb} MB; --max-mb raises the limit."
    ),
    "import_version": N_(
        "Nothing was imported: the file has another version than {known}, which this program reads."
    ),
    "passphrase_fd": N_("No passphrase could be read from the given descriptor."),
    "sealed_file_damaged": N_("The protected file is damaged and cannot be opened; nothing was changed."),
    "bad_setting": N_("In {file} {setting} cannot be {value}, which is ignored."),
    "capital_key": N_("In {file} the key {key} of {binding} is a capital letter; write it small."),
    "key_clash": N_("In {file} {key} of {binding} clashes with {other} and is ignored."),
    "letter_key": N_("In {file} the key {key} of {binding} is a letter, which begins a note; it is ignored."),
    "keys_unreadable": N_("The keys in {file} cannot be read and are ignored; correct or remove that file."),
    "no_key": N_("In {file} the binding {binding} names no key and keeps its default."),
    "no_locks": N_(
        "The disk of the data folder cannot lock files, so nothing can be written there safely; "
        "choose a folder on another one (“--data-dir”)."
    ),
    "not_readable": N_("The file {file} cannot be read."),
    "roster_broken_line": N_("Line {line} has quotation marks that do not close as CSV asks."),
    "roster_column_twice": N_("Line {line} names the same column twice."),
    "roster_empty": N_("The file is empty; it needs a header row with the column “name”."),
    "roster_has_problems": N_("Nothing was imported, because the list has lines with errors: {count}."),
    "roster_no_name_column": N_("Line {line} is the header row and needs a column “name”."),
    "roster_not_utf8": N_("Line {line} is not UTF-8 text; save the file as CSV UTF-8."),
    "roster_too_large": N_("The file is larger than {limit_mb} MB and cannot be a list of agents."),
    "roster_too_many_cells": N_("Line {line} has {cells} cells, but there are only {columns} columns."),
    "unknown_binding": N_("In {file} the binding {binding} is unknown and is ignored."),
    "unknown_key": N_("In {file} the key {key} of {binding} is unknown or cannot be sent by a terminal."),
    "unknown_setting": N_("In {file} the setting {setting} is unknown and is ignored."),
}

_FIELDS = {
    "alias": N_("Alias"),
    "name": N_("Name"),
    "remember": N_("Keep in mind"),
    "team": N_("Team"),
}
"""What of an agent may be too long, by the name of the detail."""

SENTENCES = {**_REFUSED, **_STORE, **_CONTENT, **_INPUT}
"""A sentence for every code but those of ``_WORDED``, with the facts as placeholders."""


def sentence(error: CoachError) -> str:
    """Return one sentence about an error, in the language in use."""
    worded = _WORDED.get(error.code)
    if worded is not None:
        return worded(error)
    text = SENTENCES.get(error.code)
    if text is None:
        return _("That could not be done ({code}); what was saved is untouched.").format(
            code=fact(error.code)
        )
    return _filled(_(text), error)


def fact(value: object) -> str:
    """Return a fact as text for a sentence: one cleaned line of limited length."""
    if isinstance(value, tuple | list):
        return ", ".join(fact(part) for part in value)
    text = clean_line(f"{value:g}" if isinstance(value, float) else str(value))
    return text if len(text) <= _FACT_LIMIT else text[: _FACT_LIMIT - 1] + "…"


class _Facts(dict[str, str]):
    """Facts by name; a missing one is shown as a question mark instead of raising an error."""

    def __missing__(self, name: str) -> str:
        return "?"


def _filled(text: str, error: CoachError) -> str:
    return text.format_map(_Facts({name: fact(value) for name, value in error.facts.items()}))


def _no_such_agent(error: CoachError) -> str:
    nearest = error.facts.get("nearest")
    if nearest:
        return _("No agent has that name or id; the nearest are: {nearest}.").format(nearest=fact(nearest))
    return _("No agent has that name or id.")


def _no_such_form(error: CoachError) -> str:
    name = error.facts.get("form", error.facts.get("id"))
    return _("There is no form {form}.").format(form=fact(name))


def _name_too_long(error: CoachError) -> str:
    field = str(error.facts.get("field", ""))
    if field in _FIELDS:
        text = _("{field}: {length} characters are too many, at most {limit}.")
        return _filled(text, CoachError(error.code, **{**error.facts, "field": _(_FIELDS[field])}))
    return _filled(_("That is too long: {length} characters, at most {limit}."), error)


def _own_fault(error: CoachError) -> str:
    if error.facts.get("file"):
        text = _(
            "Something went wrong inside the program ({kind}). What was saved is safe; {file} says where."
        )
    else:
        text = _("Something went wrong inside the program ({kind}). What was saved is safe.")
    return _filled(text, error)


def _incomplete(error: CoachError) -> str:
    missing = error.facts.get("missing")
    number = missing if isinstance(missing, int) else 0
    return ngettext(
        "{number} row still needs an answer.", "{number} rows still need an answer.", number
    ).format(number=number)


def _bad_pack(error: CoachError) -> str:
    reason = str(error.facts.get("reason"))
    worded = _(REASONS[reason]) if reason in REASONS else reason
    text = SENTENCES[error.code]
    return _filled(_(text), CoachError(error.code, **{**error.facts, "reason": worded}))


def _import_unfinished(error: CoachError) -> str:
    facts = {name: value for name, value in error.facts.items() if name != "reason"}
    reason = sentence(CoachError(str(error.facts.get("reason")), **facts))
    text = _("The import could not be completed; it continues at the next start. {reason}")
    return text.format(reason=reason)


_WORDED: dict[str, Callable[[CoachError], str]] = {
    "own_fault": _own_fault,
    "bad_pack": _bad_pack,
    "import_unfinished": _import_unfinished,
    "incomplete": _incomplete,
    "name_too_long": _name_too_long,
    "no_such_agent": _no_such_agent,
    "no_such_form": _no_such_form,
}
"""Codes whose sentence depends on the facts themselves."""

CODES = frozenset(SENTENCES) | frozenset(_WORDED)
"""Every code that has a sentence."""
