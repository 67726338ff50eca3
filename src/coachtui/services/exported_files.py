"""Exported files about an agent outside the store, which erasing does not reach (R87)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.errors import Refused
from coachtui.domain.value import dataclass
from coachtui.i18n import _, ngettext
from coachtui.services import preferences
from coachtui.services.session_file import agent_file_names, chosen_folder

if TYPE_CHECKING:
    from coachtui.domain.agent import Agent
    from coachtui.services.program import Program


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFiles:
    """The files about an agent in the export folder.

    Attributes:
        folder: The folder.
        count: How many are called as this program calls a file about the agent.
    """

    folder: str
    count: int


def find_exported_files(program: Program, agent: Agent) -> ExportedFiles:
    """Return the files about an agent in the export folder; may hang on a network share."""
    try:
        folder = chosen_folder(program.settings.get(preferences.EXPORT_FOLDER) or "", program.files)
    except Refused:  # it names nothing on this computer, so nothing lies there; that must not stop an erasing
        return ExportedFiles(folder="", count=0)
    return ExportedFiles(
        folder=str(folder), count=len(agent_file_names(agent, program.files.names_in(folder)))
    )


def exported_files_warning(found: ExportedFiles) -> tuple[str, ...]:
    """Return the warning about exported files, shown before an agent is erased."""
    others = _("Whatever was exported stays where it was written; delete those files by hand.")
    if not found.count:
        return (others,)
    text = ngettext(
        "{count} file about the agent stays in {folder}; delete it by hand.",
        "{count} files about the agent stay in {folder}; delete them by hand.",
        found.count,
    )
    return text.format(count=found.count, folder=found.folder), others
