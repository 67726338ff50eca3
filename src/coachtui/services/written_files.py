"""What was written out about an agent and lies outside the store, where erasing does not reach (R87)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.errors import Refused
from coachtui.domain.value import dataclass
from coachtui.i18n import _, ngettext
from coachtui.services import preferences
from coachtui.services.session_file import chosen_folder, names_of

if TYPE_CHECKING:
    from coachtui.domain.agent import Agent
    from coachtui.services.program import Program


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """Files about an agent in the folder for exports.

    Attributes:
        folder: The folder.
        count: How many are called as this program calls a file about the agent.
    """

    folder: str
    count: int


def exported(program: Program, agent: Agent) -> Exported:
    """Look for files about an agent in the folder for exports; it may hang where it is a share."""
    try:
        folder = chosen_folder(program.settings.get(preferences.EXPORT_FOLDER) or "", program.files)
    except Refused:  # it names nothing on this computer, so nothing lies there; that must not stop an erasing
        return Exported(folder="", count=0)
    return Exported(folder=str(folder), count=len(names_of(agent, program.files.names_in(folder))))


def what_stays(found: Exported) -> tuple[str, ...]:
    """Return what is said of exports before an agent is erased."""
    others = _("Whatever was exported stays where it was written; delete those files by hand.")
    if not found.count:
        return (others,)
    text = ngettext(
        "{count} file about the agent stays in {folder}; delete it by hand.",
        "{count} files about the agent stay in {folder}; delete them by hand.",
        found.count,
    )
    return text.format(count=found.count, folder=found.folder), others
