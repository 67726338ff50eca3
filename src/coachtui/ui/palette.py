"""The palette: a search among all actions, languages and colours by name (R12)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.dom import DOMNode

from coachtui.i18n import LANGUAGE_NAMES, LANGUAGES, N_, _
from coachtui.ui.keys.table import KeyRow, rows
from coachtui.ui.places import PLACES, place_of, shown_at
from coachtui.ui.present import key_name
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.screens.searching import Hit, Match, SearchScreen
from coachtui.ui.textual_private.app_and_screen import bindings_of
from coachtui.ui.theme import NAMES

COMMANDS = (
    (
        N_("Export everything"),
        N_("Write sessions, notes and scores to a file"),
        "coachtui export -o team.json",
    ),
    (N_("Import"), N_("Import a file that was exported"), "coachtui import team.json"),
    (N_("Import a team"), N_("Import agents from a table (CSV)"), "coachtui roster import team.csv"),
    (N_("Backup"), N_("Back up everything now, to a file you name"), "coachtui backup copy.zip"),
    (N_("Restore"), N_("Restore a backup"), "coachtui restore copy.zip"),
    (N_("Check the data"), N_("Check all data and say what is wrong"), "coachtui check"),
)
"""What is done outside the screen: name and description (message ids), and how it is typed."""

_NOT_LISTED = frozenset({"app.palette"})
"""What would only open the palette again."""


class PaletteScreen(SearchScreen):
    """The list of actions that can be done on the screen below; enter does one."""

    SCOPES = shown_at("PaletteScreen")
    WHOLE = True

    def __init__(self, below: CoachScreen) -> None:
        """Take the screen below, whose actions are listed."""
        super().__init__()
        self._below = below

    def title_text(self) -> str:
        """Return the title."""
        return _("Actions")

    def every_hit(self) -> list[Hit]:
        """Return the actions of the screen below, then languages and colours, mere digits last.

        What is the lead's alone is left out while an agent looks at the screen too.
        """
        actions = list(self._actions())
        named = [hit for hit in actions if not hit.label.isdigit()]
        digits = [hit for hit in actions if hit.label.isdigit()]
        below = (screen for screen in self.app.screen_stack if isinstance(screen, CoachScreen))
        together = any(place_of(screen).together for screen in below)
        return [
            *named,
            *(() if together else self._keeping()),
            *self._languages(),
            *self._themes(),
            *(() if together else self._at_the_command_line()),
            *digits,
        ]

    def may_take_unchosen(self, hit: Hit, typed: tuple[str, ...]) -> bool:
        """Return whether enter does a row at once: not where only half a word or Chinese was found."""
        return hit.match(typed) is not Match.HALF_WORD

    def _actions(self) -> Iterator[Hit]:
        owners = self._owners()
        for scope in self._below.SCOPES:
            for entry in rows(scope):
                if entry.id in owners and entry.id not in _NOT_LISTED:
                    keys = " ".join(key_name(key) for key in self.coach.keys.all_of(entry.id)[:2])
                    yield Hit(
                        _(entry.label),
                        _(entry.sentence),
                        keys,
                        partial(self._run, owners[entry.id], entry),
                        _(entry.also) if entry.also else "",
                    )

    def _owners(self) -> dict[str, DOMNode]:
        """Return who carries out each action: what has the keys, then its screen, the rest, the app."""
        focused = self._below.focused
        path = (
            [] if focused is None else [node for node in focused.ancestors_with_self if node is not self.app]
        )
        owners: dict[str, DOMNode] = {}
        for node in (*path, self._below, *self._below.query("*"), self.app):
            for _key, binding in bindings_of(node):
                owners.setdefault(binding.id or "", node)
        return owners

    def _run(self, owner: DOMNode, entry: KeyRow) -> None:
        self.app.call_later(self.app.run_action, entry.action, owner)

    def _keeping(self) -> Iterator[Hit]:
        """Return what keeps the data safe and no longer than they may be kept."""
        from coachtui.ui.protection.screen import TITLES, ProtectScreen

        if self.coach.work.open_session is None:
            yield from self._offered()
        if not self.coach.program.demo:
            protected = self.coach.lock.protected()

            def show() -> None:
                self.coach.places.open(ProtectScreen(protected=protected))

            title, also = _(TITLES[protected]), _("encrypt, password, lock")
            yield Hit(title, _("Protection of the data"), "", show, also)

    def _offered(self) -> Iterator[Hit]:
        """Return the places that are offered everywhere but where the lead is already."""
        for name, place in PLACES.items():
            if place.offer is not None and place is not place_of(self._below):
                show = partial(self.coach.places.open_by_name, name)
                offer = place.offer
                yield Hit(_(offer.label), _(offer.sentence), "", show, _(offer.also))

    def _languages(self) -> Iterator[Hit]:
        for tag in LANGUAGES:
            choose = partial(self.coach.switch_language, tag)
            # English beside it: who has landed in a language they cannot read still finds the way out.
            also = f"{_('language')} language"
            yield Hit(LANGUAGE_NAMES[tag], _("Language of the program"), "", choose, also)

    def _themes(self) -> Iterator[Hit]:
        for name, words in NAMES.items():
            choose = partial(self.coach.switch_theme, name)
            yield Hit(_(words), _("Colours of the program"), "", choose, _("theme, colours, contrast"))

    def _at_the_command_line(self) -> Iterator[Hit]:
        """Return what the screen cannot do, so that who looks for it here learns where it is done."""
        for label, does, command in COMMANDS:
            how = _("At the command line: {command}").format(command=command)
            yield Hit(_(label), _(does), command, partial(self._below.say, how))
