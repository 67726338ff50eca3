"""A step of the first start: a passphrase that protects the data, typed twice, or not now."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.containers import Vertical

from coachtui.domain.errors import CoachError
from coachtui.domain.passphrase import check_passphrase
from coachtui.i18n import N_, _
from coachtui.services.protecting import check_same_passphrase, protect
from coachtui.services.words.sentences import sentence
from coachtui.ui.first_start.step import Step
from coachtui.ui.first_start.ways import Ways
from coachtui.ui.protection.protecting import Protecting
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.widgets.masked_line import MaskedLine

_LATER = (N_("Not now; Ctrl+P offers it at any time"),)


class PassphraseStep(Step):
    """Asks for a passphrase; there is nothing to answer where the data have one.

    The second line is there only once the first one has been taken.

    Attributes:
        protecting: What sets the passphrase.
    """

    QUESTION = N_("Protect the data with a passphrase? (recommended)")
    HINT = N_("At least 8 characters; four words are better. ↓ leads to “Not now”. Esc goes back.")

    def __init__(self, screen: CoachScreen, go_on: Callable[[], None]) -> None:
        """Take the screen it is asked on.

        Args:
            screen: The screen.
            go_on: Shows the next step, once the passphrase is set.
        """
        self._screen = screen
        self._go_on = go_on
        self.protecting = Protecting(screen, succeeded=self._succeeded, failed=self._type_anew)
        self._first = MaskedLine(id="start-secret")
        self._again = MaskedLine(id="start-again")
        self._later = Ways(_LATER, self._first, id="start-later")
        super().__init__(Vertical(self._first, self._again, self._later, id="start-protect"))

    def offer(self) -> None:
        """Ask for it once; the second line comes later."""
        self._again.display = False

    def question(self) -> str:
        """Return what is asked, or that the data are protected already."""
        return super().question() if self._asks() else _("The data are protected by a passphrase.")

    def hint(self) -> str:
        """Return how it is answered."""
        return super().hint() if self._asks() else _("Enter continues.")

    def show(self, *, on: bool) -> None:
        """Show both lines where a passphrase is asked for."""
        super().show(on=on and self._asks())
        self._name_lines()

    def take_keys(self) -> None:
        """Give the keys to the first line, or to nothing where nothing is asked."""
        self._screen.set_focus(self._first if self._asks() else None)

    def take_answer(self) -> bool:
        """Take what is typed, or go on without; return whether the next step may come already."""
        if not self._asks() or self._later.has_focus:
            self._forget_typed()
            return True
        if not self._first.value:
            self._screen.refuse(_("Type a passphrase, or go down with ↓."))
            self._first.focus()
        elif not self._again.has_focus:
            self._take_first()
        else:
            self._protect()
        return False

    def go_other_way(self, by: int) -> None:
        """Go between the lines and “not now”; down takes what is typed in the first line."""
        if not self._asks():
            return
        if by > 0 and self._first.has_focus and self._first.value:
            self._take_first()
        else:
            (self._later if by > 0 else self._first).focus()

    def relabel(self) -> None:
        """Show lines and ways in another language."""
        self._later.lay_out()
        self._name_lines()

    def _succeeded(self) -> None:
        """Go on: the recovery key is written down."""
        self._forget_typed()
        self._go_on()

    def _type_anew(self) -> None:
        """Let both lines be typed again."""
        self._forget_typed()
        self._first.focus()

    def _forget_typed(self) -> None:
        """Empty both lines; the second one is hidden."""
        for line in (self._first, self._again):
            line.load("")
        self._again.display = False

    def _take_first(self) -> None:
        """Ask for it again, if it can be one; what is wrong with it is told before it is typed twice."""
        try:
            check_passphrase(self._first.value)
        except CoachError as error:
            self._screen.refuse(sentence(error))
            self._forget_typed()
            return
        self._again.display = True
        self._again.focus()

    def _protect(self) -> None:
        program, first = self._screen.coach.program, self._first.value
        try:
            check_same_passphrase(first, self._again.value)
        except CoachError as error:
            self._screen.refuse(sentence(error))
            self._type_anew()
            return
        self.protecting.begin(
            partial(protect, program.protection, program.safekeeping, first), makes_key=True
        )

    def _asks(self) -> bool:
        return not self._screen.coach.lock.protected()

    def _name_lines(self) -> None:
        self._first.placeholder = _("New passphrase")
        self._again.placeholder = _("Repeat the passphrase")
