"""Adding and changing an agent (R1): fields one below another, saved in one go."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from coachtui.domain.agent import Agent
from coachtui.domain.errors import CoachError
from coachtui.domain.names.namesakes import name_with_mark
from coachtui.domain.text import clean_words, name_key
from coachtui.i18n import LANGUAGE_NAMES, N_, _
from coachtui.services.former_names import new_former_names
from coachtui.services.roster import AgentDetails, only_changes
from coachtui.services.words.sentences import sentence
from coachtui.ui.agent.day_entry import entered_day
from coachtui.ui.cells import wrap
from coachtui.ui.keys.binding import bindings
from coachtui.ui.places import shown_at
from coachtui.ui.present import day, key_name
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.unsaved import FORM, Unsaved
from coachtui.ui.widgets.caption import Caption
from coachtui.ui.widgets.field import ChoiceLine, Field, text_field
from coachtui.ui.widgets.lines import FixedLines, Line
from coachtui.ui.widgets.text_line import TextLine

Done = Callable[[Agent | None, str], None]
"""Told the agent as stored, or ``None`` when nothing was changed, and a sentence."""

_HINTS = {
    "name": N_("The full name."),
    "alias": N_("A short name for where space is tight; may stay empty."),
    "team": N_("The name of the team; may stay empty."),
    "start": N_("The first working day, for example {example}; may stay empty."),
    "language": N_("The language the agent works in, as its tag: nb, sv, zh-Hans …; may stay empty."),
    "remember": N_("Shown in every session with this agent. Nothing about health or private life."),
    "status": N_("People who have left are not on the team list; all records stay."),
}


class HintLines(FixedLines):
    """The hint about the field that has the keys."""

    text = ""

    def show(self, text: str) -> None:
        """Show a hint."""
        self.text = text
        self.update_lines()

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return the hint, wrapped."""
        return [((f" {line}", "muted"),) for line in wrap(self.text, width - 2)[:height]]


class AgentFormScreen(CoachScreen):
    """The form to add or change an agent."""

    SCOPES = shown_at("AgentFormScreen")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("form")]

    def __init__(self, agent: Agent | None, done: Done) -> None:
        """Take the agent.

        Args:
            agent: The agent to change; ``None`` adds one.
            done: Told how it ended, once this screen is closed.
        """
        super().__init__()
        self._agent = agent
        self._done = done
        self._namesake = ("", "")
        self._wrong = False
        self._fields = _fields(agent)
        self._given = self._standing()

    def compose_body(self) -> ComposeResult:
        """Lay out head, fields and hint."""
        yield Caption("", classes="screen-head")
        with Vertical(id="fields"):
            yield from self._fields
            yield HintLines(id="hint")

    def on_mount(self) -> None:
        """Start in the first field."""
        self._show_head()
        self._fit_labels()
        self._fields[0].entry.focus(scroll_visible=False)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Light the field with the keys and say what it is about."""
        del event
        for field in self._fields:
            field.light(on=field.has_focus_within)
        choosing = isinstance(self._fields[self._place()].entry, ChoiceLine)
        self.show_footer(*self.SCOPES if choosing else ("form", "all"))
        self._show_hint()

    def on_text_line_too_long(self, message: TextLine.TooLong) -> None:
        """Say that what was pasted does not fit."""
        self.refuse(sentence(message.refusal))

    def on_input_changed(self) -> None:
        """Take what was wrong back once something is put right."""
        if self._wrong:
            self._wrong = False
            self.say("")

    def action_next_field(self) -> None:
        """Go to the next field; from the last one save."""
        place = self._place() + 1
        if place < len(self._fields):
            self._fields[place].entry.focus(scroll_visible=True)
        else:
            self.action_save()

    def action_field_back(self) -> None:
        """Go to the field before."""
        self._fields[max(0, self._place() - 1)].entry.focus(scroll_visible=True)

    def action_save(self) -> None:
        """Save and go back; what is wrong is said and nothing is stored."""
        try:
            details = self._details()
            namesake = self._namesake == _identity(details)
            roster = self.coach.program.roster
            if self._agent is None:
                agent = roster.add(details, namesake=namesake)
            else:
                details = only_changes(self._agent, details)
                agent = roster.change(self._agent, details, namesake=namesake)
        except CoachError as error:
            self._explain(error)
            return
        told = _("{name} is in the team.") if self._agent is None else _("{name} is saved.")
        if self._agent is not None and new_former_names(self._agent, agent):
            told = _("{name} is saved. Exports without names look for the earlier name too.")
        name = name_with_mark(agent.name, self.coach.agents.mark_of(agent))
        self.coach.places.go_back()
        self._done(agent, told.format(name=name))

    def step_back(self) -> None:
        """Go back without saving."""
        dropped = self._typed()
        self.coach.places.go_back()
        said = _("What you typed was dropped; nothing was changed.")
        self._done(None, said if dropped else _("Nothing was changed."))

    def unsaved(self) -> Unsaved | None:
        """Return that what is typed would be lost."""
        return FORM if self._typed() else None

    def relabel(self) -> None:
        """Show everything in another language; what is typed stays."""
        super().relabel()
        self._show_head()
        self._fit_labels()
        self._show_hint()
        for field in self._fields:
            field.relabel()

    def _typed(self) -> bool:
        """Whether anything differs from what was there at first."""
        return self._standing() != self._given

    def _standing(self) -> tuple[str | int, ...]:
        """Return what every field holds now."""
        fields = ((field, field.entry) for field in self._fields)
        return tuple(entry.chosen if isinstance(entry, ChoiceLine) else field.text for field, entry in fields)

    def _details(self) -> AgentDetails:
        texts = {field.id: field.text for field in self._fields}
        started = entered_day(texts["field-start"])
        status = self._fields[-1].entry
        return AgentDetails(
            name=texts["field-name"],
            alias=texts["field-alias"],
            team=texts["field-team"],
            start_date=started.isoformat() if started is not None else "",
            language=_tag(texts["field-language"]),
            remember=texts["field-remember"],
            status=("active", "left")[status.chosen] if isinstance(status, ChoiceLine) else None,
        )

    def _explain(self, error: CoachError) -> None:
        """Say what is wrong and go to the field it is in."""
        self._wrong = True
        places = {
            "name_empty": "name",
            "not_a_date": "start",
            "no_such_day": "start",
            "not_a_language": "language",
        }
        place = places.get(error.code, error.facts.get("field", ""))
        at = next((f for f in self._fields if f.id == f"field-{place}"), None)
        if at is not None:
            at.entry.focus(scroll_visible=True)
        text = sentence(error)
        if error.code == "not_a_date":
            text = _("Write the date as {example} or YYYY-MM-DD.").format(example=self._example())
        if error.code == "agent_exists":
            self._namesake = _identity(self._details())
            key = key_name(self.coach.first_key("form.save"))
            text = _("That name is in that team already: {key} again keeps both.").format(key=key)
            self._fields[0].entry.focus(scroll_visible=True)
        self.refuse(text)

    def _place(self) -> int:
        return next((i for i, field in enumerate(self._fields) if field.has_focus_within), 0)

    def _show_head(self) -> None:
        agent = self._agent
        mark = self.coach.agents.mark_of(agent) if agent is not None else ""
        self.query_one(Caption).show(agent.name if agent is not None else _("New agent"), mark=mark)

    def _show_hint(self) -> None:
        text = _(self._fields[self._place()].hint)
        self.query_one(HintLines).show(text.replace("{example}", self._example()))

    def _example(self) -> str:
        """Return today the way the language writes it."""
        return day(self.coach.program.clock.now().date())

    def _fit_labels(self) -> None:
        """Make the labels as wide as the longest in the language in use."""
        width = max(cell_len(_(field.label)) for field in self._fields) + 5
        for label in self.query(".field-label"):
            label.styles.width = width


def _fields(agent: Agent | None) -> tuple[Field, ...]:
    given = agent or Agent(id="", name="")
    started = given.start_date.isoformat() if given.start_date is not None else ""
    fields = [
        text_field("name", N_("Name"), _HINTS["name"], given.name),
        text_field("alias", N_("Alias"), _HINTS["alias"], given.alias),
        text_field("team", N_("Team"), _HINTS["team"], given.team),
        text_field("start", N_("Started"), _HINTS["start"], started),
        text_field("language", N_("Language"), _HINTS["language"], given.language or ""),
        text_field("remember", N_("Keep in mind"), _HINTS["remember"], given.remember),
    ]
    if agent is not None:
        choice = ChoiceLine((N_("in the team"), N_("has left")), int(agent.status == "left"))
        fields.append(Field("status", N_("Status"), _HINTS["status"], choice))
    return tuple(fields)


def _tag(text: str) -> str:
    """Return the tag of a language given by its tag or by its own name."""
    key = name_key(text)
    return next((tag for tag, name in LANGUAGE_NAMES.items() if key in {name_key(name), tag.lower()}), text)


def _identity(details: AgentDetails) -> tuple[str, str]:
    """Return what makes two agents namesakes; empty for an agent without a name, who never is one."""
    return name_key(details.name or ""), name_key(clean_words(details.team or "", None))
