"""What every step of the first start has in common: a question, what it is answered in, and the answer."""

from __future__ import annotations

from typing import ClassVar

from textual.widget import Widget

from coachtui.i18n import _


class Step:
    """One question that is asked before the first day with the program.

    Attributes:
        QUESTION: What is asked; a message id.
        HINT: How it is answered; a message id.
        widgets: What it is answered in; the first has the keys at the beginning.
    """

    QUESTION: ClassVar[str]
    HINT: ClassVar[str]

    def __init__(self, *widgets: Widget) -> None:
        """Take what it is answered in."""
        self.widgets = widgets

    def offer(self) -> None:
        """Begin with what is known already, if anything is."""

    def question(self) -> str:
        """Return what is asked, in the language in use."""
        return _(self.QUESTION)

    def hint(self) -> str:
        """Return how it is answered, in the language in use."""
        return _(self.HINT)

    def show(self, *, on: bool) -> None:
        """Show what it is answered in, or hide it."""
        for widget in self.widgets:
            widget.display = on

    def take_keys(self) -> None:
        """Give the keys to what it is answered in."""
        self.widgets[0].focus()

    def take_answer(self) -> bool:
        """Take the answer; return whether the next step may come, or say why not."""
        raise NotImplementedError

    def go_other_way(self, by: int) -> None:
        """Go down or up between the line to type in and the other ways to go on, where there are any.

        Args:
            by: 1 for down, -1 for up.
        """

    def relabel(self) -> None:
        """Show in another language what does not do so by itself."""
