"""The floor: a bare Textual program with one text area, which everything is compared with."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import TextArea


class Floor(App[None]):
    """One text area that fills the screen."""

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield TextArea("READY\n")

    def on_mount(self) -> None:
        """Put the cursor on the empty line."""
        self.query_one(TextArea).move_cursor((1, 0))


if __name__ == "__main__":
    Floor().run()
