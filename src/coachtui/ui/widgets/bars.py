"""The one-line widgets around the panes: message line and footer."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len

from coachtui.i18n import _
from coachtui.ui.keys import KeyRow, Scope, row, rows
from coachtui.ui.present import key_name
from coachtui.ui.widgets.lines import FixedLines, Line

ALWAYS_SHOWN = "app.help"
FIRST = ("live.call", "live.finish", "live.note", "live.hold", "live.phase-next")
"""Keys of a call that a narrow footer shows before all others."""


class MessageLine(FixedLines):
    """What the program has to say, in one line."""

    def __init__(self) -> None:
        """Start silent."""
        super().__init__(id="message")
        self.text = ""
        self.tone_name = "muted"

    def say(self, text: str, tone: str = "muted") -> None:
        """Show a sentence until the next one."""
        if (text, tone) != (self.text, self.tone_name):
            self.text, self.tone_name = text, tone
            self.update_lines()

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return the sentence."""
        del width, height
        return [((f" {self.text}", self.tone_name),)]


class FooterLine(FixedLines):
    """The keys that work here; what does not fit is in the help."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(id="footer")
        self._scopes: tuple[Scope, ...] = ("all",)
        self._keys: Mapping[str, str] = {}
        self._labels: Mapping[str, str] = {}

    def show(self, scopes: tuple[Scope, ...], keys: Mapping[str, str] | None = None) -> None:
        """Show the keys of some scopes, the first scope first.

        Args:
            scopes: Scopes in order.
            keys: First key in use by binding id, where the user chose another.
        """
        if keys is not None:
            self._keys = keys
        self._scopes = scopes
        self._labels = {}
        self.update_lines()

    def call(self, binding: str, label: str) -> None:
        """Call what a binding does by another name until other keys are shown; ``label`` is a message id."""
        self._labels = {binding: label}
        self.update_lines()

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return as many keys as fit; the last place is the help's."""
        del height
        last = self._spans(row(ALWAYS_SHOWN))
        room = width - sum(cell_len(text) for text, _tone in last)
        shown: list[KeyRow] = []
        for entry in self._by_rank():
            size = sum(cell_len(text) for text, _tone in self._spans(entry))
            if size > room:
                break
            shown.append(entry)
            room -= size
        entries = [entry for entry in self._entries() if entry in shown]
        spans = [span for entry in entries for span in self._spans(entry)]
        return [(*spans, (" " * max(0, room), "muted"), *last)]

    def _by_rank(self) -> list[KeyRow]:
        """Return the keys in the order in which they get a place, scope by scope."""
        rank = {scope: place for place, scope in enumerate(self._scopes)}
        most = len(FIRST)
        return sorted(
            self._entries(),
            key=lambda entry: (rank[entry.scope], FIRST.index(entry.id) if entry.id in FIRST else most),
        )

    def _spans(self, entry: KeyRow) -> tuple[tuple[str, str], tuple[str, str]]:
        key = key_name(self._keys.get(entry.id, entry.keys[0]))
        return (f" {key}", "key"), (f" {_(self._labels.get(entry.id, entry.label))} ", "muted")

    def _entries(self) -> list[KeyRow]:
        return [
            entry
            for scope in self._scopes
            for entry in rows(scope)
            if entry.footer and entry.id != ALWAYS_SHOWN
        ]
