"""Sentences about problems with backups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.i18n import N_, _

if TYPE_CHECKING:
    from coachtui.domain.copy_trouble import CopyTrouble

_WHY = {
    "backup_unusable": N_("Damaged backup, not touched: {name}"),
    "backup_damaged": N_("Damaged backup, not touched: {name}"),
    "backup_other_key": N_("Backup with another key, not touched: {name}"),
    "backup_foreign": N_("Not a backup of these data, not touched: {name}"),
    "backup_newer": N_("Backup of a newer version, not touched: {name}"),
    "backup_in_the_way": N_("Another file (“.new”) is in the way: {name}"),
    "backups_busy": N_("In use right now; updated with the next backup: {name}"),
    "store_copy": N_("Copy of the data, not touched: {name}"),
    "log_copy": N_("Copy of a data file, not touched: {name}"),
    "kept_damaged": N_("Damaged file, kept; check and delete it: {name}"),
    "old_protection": N_("Data with the old protection; delete them: {name}"),
    "backup_old_protection": N_("Backup that still has the old protection: {name}"),
    "log_old_protection": N_("Copied file with the old protection; delete it: {name}"),
    "disk_full": N_("The disk is full; this backup is not up to date: {name}"),
    "not_writable": N_("This backup cannot be rewritten: {name}"),
    "store_read_only": N_("This backup cannot be rewritten: {name}"),
}
_ELSE = N_("This backup is not up to date yet: {name}")


def trouble_sentence(trouble: CopyTrouble, name: str) -> str:
    """Return a sentence on why a backup could not be updated.

    Args:
        trouble: The backup and why.
        name: How it is named.
    """
    return _(_WHY.get(trouble.code, _ELSE)).format(name=name)


_NOT_THERE = {
    "disk_full": N_("No backup in {name}: the disk there is full."),
    "not_writable": N_("No backup in {name}: nothing can be written there."),
    "store_read_only": N_("No backup in {name}: nothing can be written there."),
    "cannot_write": N_("No backup in {name}: nothing can be written there."),
    "folder_gone": N_("No backup in {name}: it was not there last time."),
}
_FAILED_THERE = N_("No backup in {name}: the disk there failed.")


def missed_sentence(trouble: CopyTrouble, name: str) -> str:
    """Return a sentence on why a folder has no daily backup.

    Args:
        trouble: The folder and why.
        name: How it is named.
    """
    return _(_NOT_THERE.get(trouble.code, _FAILED_THERE)).format(name=name)
