"""The one-line widgets around the panes: message line and footer."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len

from coachtui.i18n import _
from coachtui.ui.keys import KeyRow, Scope, rows
from coachtui.ui.present import key_name
from coachtui.ui.widgets.lines import FixedLines, Line


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

    def show(self, scopes: tuple[Scope, ...], keys: Mapping[str, str] | None = None) -> None:
        """Show the keys of some scopes, the first scope first.

        Args:
            scopes: Scopes in order.
            keys: First key in use by binding id, where the user chose another.
        """
        if keys is not None:
            self._keys = keys
        self._scopes = scopes
        self.update_lines()

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return as many keys as fit."""
        del height
        spans: list[tuple[str, str]] = []
        used = 0
        for entry in self._entries():
            key = f" {key_name(self._keys.get(entry.id, entry.keys[0]))}"
            label = f" {_(entry.label)} "
            size = cell_len(key) + cell_len(label)
            if used + size > width:
                break
            spans += [(key, "key"), (label, "muted")]
            used += size
        return [tuple(spans)]

    def _entries(self) -> list[KeyRow]:
        return [entry for scope in self._scopes for entry in rows(scope) if entry.footer]
