"""The kinds of things that a lock or quitting would lose, and what is said instead of either."""

from __future__ import annotations

from collections.abc import Callable

from coachtui.domain.value import dataclass
from coachtui.i18n import N_, _
from coachtui.ui.present import key_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsaved:
    """A kind of thing that is not saved, with its sentences.

    Attributes:
        not_locked: Why the data are hidden only; a message id.
        leaving: What is said once before quitting, a message id with the keys ``{save}`` and ``{quit}``;
            empty where quitting asks nothing.
        save: Binding id of the key that saves it.
    """

    not_locked: str
    leaving: str
    save: str = "form.save"

    def before_quitting(self, first_key: Callable[[str], str]) -> str:
        """Return what is said once before quitting; empty for nothing.

        Args:
            first_key: Gives the key that a binding has now.
        """
        save, leave = (key_name(first_key(binding)) for binding in (self.save, "app.quit"))
        return _(self.leaving).format(save=save, quit=leave) if self.leaving else ""


RECOVERY_KEY = Unsaved(
    not_locked=N_("Not locked: the recovery key is still to be written down."),
    leaving=N_("Recovery key not written down yet: type its first group; {quit} again quits."),
)
PASSPHRASE_BEING_SET = Unsaved(
    not_locked=N_("Not locked: the passphrase is being set."),
    leaving=N_("The passphrase is being set: wait a moment, or {quit} again quits."),
)
FORM = Unsaved(
    not_locked=N_("Not locked: what you typed is not saved."),
    leaving=N_("What you typed here is not saved: {save} saves it, {quit} again drops it."),
)
LINE = Unsaved(not_locked=FORM.not_locked, leaving=FORM.leaving, save="line.keep")
ANSWER = Unsaved(not_locked=FORM.not_locked, leaving="")
"""Something short that the program asked for: hidden rather than lost; quitting asks nothing."""
CORRECTION = Unsaved(
    not_locked=N_("Not locked: the correction is not finished."),
    leaving=N_("The correction is not finished: {save} continues it, {quit} again drops it."),
    save="line.keep",
)
STATEMENT = Unsaved(
    not_locked=N_("Not locked: the statement is not finished."),
    leaving=N_("The statement is not finished: {save} ends it, {quit} again leaves it as it is."),
    save="line.keep",
)
