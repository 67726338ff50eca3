"""The first step of the first start: the language of the program."""

from __future__ import annotations

from textual.message import Message

from coachtui.i18n import LANGUAGE_NAMES, LANGUAGES, N_, language, use_language
from coachtui.ui.first_start.step import Step
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.widgets.lines import Line
from coachtui.ui.widgets.long_list import LongList


class Languages(LongList):
    """The five languages, each in its own words; moving tries one on at once."""

    uniform = True

    class Tried(Message):
        """Another language is the current one."""

    def row_count(self) -> int:
        """Return the number of languages."""
        return len(LANGUAGES)

    def row_lines(self, row: int, width: int) -> list[Line]:
        """Return the name of one language."""
        del width
        return [((f"  {LANGUAGE_NAMES[LANGUAGES[row]]}", "text"),)]

    def move_to(self, row: int) -> None:
        """Try the language on."""
        super().move_to(row)
        self.post_message(self.Tried())


class LanguageStep(Step):
    """Asks for the language; the system's is offered."""

    QUESTION = N_("Which language do you want to use?")
    HINT = N_("Choose with ↑ ↓, Enter continues. It can be changed at any time.")

    def __init__(self, screen: CoachScreen) -> None:
        """Take the screen it is asked on."""
        self._screen = screen
        self._languages = Languages(id="start-language")
        super().__init__(self._languages)

    def offer(self) -> None:
        """Light the language in use."""
        self._languages.cursor = LANGUAGES.index(language())

    def try_on(self) -> None:
        """Speak the language that is lit; it is kept on enter."""
        use_language(self._lit())

    def take_answer(self) -> bool:
        """Keep the language that is lit."""
        self._screen.coach.switch_language(self._lit())
        return True

    def _lit(self) -> str:
        return LANGUAGES[self._languages.cursor]
