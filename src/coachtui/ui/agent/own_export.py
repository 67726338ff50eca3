"""Writing an agent's own files: where to, which words stay, whether private things go along (R84, R85)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message

from coachtui.domain.errors import CoachError
from coachtui.domain.names.name_counts import split_words
from coachtui.domain.text import name_key
from coachtui.i18n import N_, _
from coachtui.services import preferences
from coachtui.services.own_record import OwnFiles, write_own
from coachtui.services.session_file import chosen_folder
from coachtui.services.words.sentences import sentence
from coachtui.ui.keys.binding import bindings
from coachtui.ui.places import shown_at
from coachtui.ui.screens.background import in_background
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.unsaved import ANSWER, Unsaved
from coachtui.ui.widgets.ask import Ask
from coachtui.ui.widgets.bars import FooterLine
from coachtui.ui.widgets.caption import Caption
from coachtui.ui.widgets.edit_line import WRITES
from coachtui.ui.widgets.field import ChoiceLine, Field, text_field
from coachtui.ui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from coachtui.domain.agent import Agent

_FOLDER = N_("Two files are written there, as JSON and as a text to read; the folder is remembered.")
_PRIVATE = N_("What belongs to the agent alone is written only if the agent asks for it.")
_WORDS = N_("Words that may be names of others become […]. Write those that are to stay, with commas.")
_WITHOUT, _WITH = N_("without"), N_("with it, as the agent asks")


class OwnExportScreen(CoachScreen):
    """The screen that exports an agent's own files.

    It asks for a folder, whether private things go along where there are any, and which words stay where some
    may be names.
    """

    SCOPES = shown_at("OwnExportScreen")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("form")]

    @dataclass
    class Written(Message):
        """Both files are written; or why they are not."""

        files: OwnFiles | None
        error: CoachError | None = None

    def __init__(
        self,
        agent: Agent,
        told: Callable[[OwnFiles], None],
        problem: str,
        private: bool,  # noqa: FBT001  what is known already, as one row
        doubtful: dict[str, int],
    ) -> None:
        """Take what is known already.

        Args:
            agent: The agent.
            told: Told what was written, once this screen is closed.
            problem: What to say at once; empty for nothing.
            private: Whether anything belongs to the agent alone.
            doubtful: Words that may be names of others, and how often each occurs.
        """
        super().__init__()
        self._agent = agent
        self._told = told
        self._problem = problem
        self._private = private
        self._doubtful = doubtful
        self._working = False
        self._choice = ChoiceLine((_WITHOUT, _WITH), 0)
        self._fields: tuple[Field, ...] = ()
        self._stay: Field

    def compose_body(self) -> ComposeResult:
        """Lay out head, fields and hint."""
        program = self.coach.program
        folder = program.settings.get(preferences.EXPORT_FOLDER) or str(program.files.documents())
        where = text_field("folder", N_("Folder for exports"), _FOLDER, folder)
        asked = Field("private", N_("Private to the agent"), _PRIVATE, self._choice)
        self._stay = text_field("stay", N_("Words that stay"), _WORDS, "")
        fields = ((self._private, asked), (bool(self._doubtful), self._stay), (True, where))
        self._fields = tuple(field for wanted, field in fields if wanted)
        yield Caption("", classes="screen-head")
        with Vertical(id="fields"):
            yield from self._fields
            hint = Ask(id="hint")
            hint.set_class(bool(self._doubtful), "listing")
            yield hint

    def on_mount(self) -> None:
        """Start in the first field."""
        self.relabel()
        self._fields[0].entry.focus(scroll_visible=False)
        if self._problem:
            self.refuse(self._problem)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Light the field with the keys and say what it is about."""
        del event
        for field in self._fields:
            field.light(on=field.has_focus_within)
        self._show_keys()
        self._show_hint()

    def action_next_field(self) -> None:
        """Go to the next field; from the last one write."""
        place = self._place() + 1
        if place == len(self._fields):
            self.action_save()
        else:
            self._fields[place].entry.focus(scroll_visible=True)

    def action_field_back(self) -> None:
        """Go to the field before."""
        self._fields[max(0, self._place() - 1)].entry.focus(scroll_visible=True)

    def action_save(self) -> None:
        """Write both files on a thread; years of sessions must not hold a key up."""
        if self._working:
            return
        program, agent, private = self.coach.program, self._agent, self._choice.chosen == 1
        try:
            folder = chosen_folder(self._fields[-1].text, program.files)
        except CoachError as error:
            self.refuse(sentence(error))
            return
        stay = split_words(self._stay.text) if self._doubtful else []
        strange = [word for word in stay if name_key(word) not in set(map(name_key, self._doubtful))]
        if strange:
            self.refuse(_("That is not one of the names found: {word}.").format(word=", ".join(strange)))
            return

        def write() -> Message:
            return self.Written(write_own(program, agent, folder, private=private, leave=stay))

        self._working = True
        self.say(_("Writing …"))
        in_background(self, write, lambda error: self.Written(None, error))

    def on_own_export_screen_written(self, message: Written) -> None:
        """Go back and say what was written; a folder that takes nothing is asked for again."""
        self._working = False
        if message.files is None:
            self.refuse(sentence(message.error) if message.error is not None else "")
            return
        self.coach.places.go_back()
        self._told(message.files)
        self._remember(str(message.files.data.parent))

    def on_text_line_too_long(self, message: TextLine.TooLong) -> None:
        """Say that what was pasted does not fit."""
        self.refuse(sentence(message.refusal))

    def unsaved(self) -> Unsaved | None:
        """Return that the words chosen to stay would be lost; a folder is soon typed again."""
        return ANSWER if self._doubtful and self._stay.text.strip() else None

    def step_back(self) -> None:
        """Go back without writing anything."""
        if not self._working:
            self.coach.places.go_back()

    def relabel(self) -> None:
        """Show everything in another language; what is typed stays."""
        self._show_keys()
        self.query_one(Caption).show(
            self._agent.name, _("Export for agent"), self.coach.agents.mark_of(self._agent)
        )
        width = max(cell_len(_(field.label)) for field in self._fields) + 5
        for label in self.query(".field-label"):
            label.styles.width = width
        for field in self._fields:
            field.relabel()
        self._show_hint()

    def _remember(self, folder: str) -> None:
        try:
            preferences.remember_export_folder(self.coach.program.settings, folder)
        except CoachError as error:
            if isinstance(self.app.screen, CoachScreen):
                self.app.screen.refuse(sentence(error))

    def _show_keys(self) -> None:
        choosing = isinstance(self._fields[self._place()].entry, ChoiceLine)
        self.show_footer(*self.SCOPES if choosing else ("form", "all"))
        self.query_one(FooterLine).call("form.save", WRITES)

    def _show_hint(self) -> None:
        field = self._fields[self._place()]
        found = ", ".join(f"{word} ({count})" for word, count in self._doubtful.items())
        words = ((found, "text"),) if field is self._stay else ()
        self.query_one("#hint", Ask).show((_(field.hint), "muted"), *words)

    def _place(self) -> int:
        return next((i for i, field in enumerate(self._fields) if field.has_focus_within), 0)
