"""The one-line widgets around the panes: message line and footer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.geometry import Size
from textual.message import Message

from coachtui.domain.note import TAGS, Tag
from coachtui.i18n import _
from coachtui.ui.cells import wrap
from coachtui.ui.keys.table import KeyRow, Scope, row, rows
from coachtui.ui.present import key_name, tag_label
from coachtui.ui.widgets.clicks import press, span_at
from coachtui.ui.widgets.lines import FixedLines, Line

ALWAYS_SHOWN = "app.help"
_ROOMY = 110
"""Cells from which a footer has room for whole labels."""
FIRST = (
    *("live.call", "checklist.next-form", "live.undo", "live.phase-next", "live.hold", "live.finish"),
    *("checklist.cue", "live.mark", "live.note"),
)
"""Keys of the live screen that a narrow footer shows before all others."""

CALL_ONLY = ("live.phase-next", "live.hold", "live.mark")
"""What there is nothing of before and after a call."""


_MOST_LINES = 3
"""Lines a message may take; the longest sentence there is takes them at 80 cells."""


class MessageLine(FixedLines):
    """What the program has to say: in one line where it fits, else in as many as it takes."""

    @dataclass
    class News(Message):
        """Something that was found out on a thread, and why it matters to what is done now."""

        text: str

    def __init__(self) -> None:
        """Start with no message."""
        super().__init__(id="message")
        self.text = ""
        self.tone_name = "muted"
        self._standing: Callable[[], tuple[str, str]] = lambda: ("", "muted")
        self._unsaid: tuple[str, str] | None = None

    def on_mount(self) -> None:
        """Say what came too early, behind what the screen says of itself."""
        self.call_after_refresh(self._say_at_last)

    def on_message_line_news(self, message: News) -> None:
        """Say what was found out."""
        self.say(message.text, "amber")

    def say(self, text: str, tone: str = "muted") -> None:
        """Show a sentence until the next one; on a screen that only opens, as soon as it is there."""
        if not self.is_attached:
            self._unsaid = (text, tone)
        elif (text, tone) != (self.text, self.tone_name):
            self.text, self.tone_name = text, tone
            if self._height_wanted(self.size.width) != self.size.height:
                self.refresh(layout=True)
            self.update_lines()

    def stand_by(self, standing: Callable[[], tuple[str, str]]) -> None:
        """Take what there is to say where nothing else is.

        Args:
            standing: Gives what goes on without anything being done, and its tone; an empty text for nothing.
        """
        self._standing = standing

    def say_what_stands(self) -> None:
        """Say what goes on without anything being done."""
        self.say(*self._standing())

    def take_back(self, told: Collection[str]) -> None:
        """Say what stands instead of a sentence that does not hold any more, if one of them was said."""
        if self._unsaid is not None and self._unsaid[0] in told:
            self._unsaid = None
        if self.text in told:
            self.say_what_stands()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines that the sentence takes."""
        del container, viewport
        return self._height_wanted(width)

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return the sentence; what the lines there are do not hold is cut at the end of the last."""
        if height == 1 and self._height_wanted(width) == 1:
            return [((f" {self.text}", self.tone_name),)]
        lines = wrap(self.text, width - 1)
        kept = [*lines[: height - 1], " ".join(lines[height - 1 :])]
        return [((f" {line}", self.tone_name),) for line in kept]

    def _say_at_last(self) -> None:
        unsaid, self._unsaid = self._unsaid, None
        if unsaid is not None:
            self.say(*unsaid)

    def _height_wanted(self, width: int) -> int:
        if cell_len(self.text) < width:
            return 1
        return min(_MOST_LINES, len(wrap(self.text, max(2, width - 1))))


class FooterLine(FixedLines):
    """The keys that work here; what does not fit is in the help."""

    def __init__(self) -> None:
        """Start with no keys."""
        super().__init__(id="footer")
        self._scopes: tuple[Scope, ...] = ("all",)
        self._keys: Mapping[str, str] = {}
        self._labels: Mapping[str, str] = {}
        self._left_out: Collection[str] = ()
        self._shown: list[KeyRow] = []
        self._tag_count = 0
        self._tags = False
        self._tag: Tag | None = None

    def show(
        self,
        scopes: tuple[Scope, ...],
        keys: Mapping[str, str] | None = None,
        *,
        left_out: Collection[str] = (),
        tags: bool = False,
    ) -> None:
        """Show the keys of some scopes, the first scope first.

        Args:
            scopes: Scopes in order.
            keys: First key in use by binding id, where the user chose another.
            left_out: Ids of bindings that do nothing now, which are not offered.
            tags: Whether a note is written, so that the tags go before all keys.
        """
        self._left_out, self._tags = left_out, tags
        if keys is not None:
            self._keys = keys
        self._scopes = scopes
        self._labels = {}
        self.update_lines()

    def call(self, binding: str, label: str) -> None:
        """Call what a binding does by another name until other keys are shown; ``label`` is a message id."""
        self._labels = {binding: label}
        self.update_lines()

    def choose_tag(self, tag: Tag | None) -> None:
        """Light a tag among all tags, where they are shown."""
        if tag != self._tag:
            self._tag = tag
            if self._tags:
                self.update_lines()

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return the tags while a note is written, as many keys as fit, and in the last place the help's."""
        del height
        last: tuple[tuple[str, str], ...] = self._spans(row(ALWAYS_SHOWN))
        tags = self._tag_spans(width - cell_len(last[0][0])) if self._tags else ()
        room = width - sum(cell_len(text) for text, _tone in (*tags, *last))
        if room < 0:
            last = last[:1]
            room = width - sum(cell_len(text) for text, _tone in (*tags, *last))
        shown: list[KeyRow] = []
        for entry in self._by_rank():
            size = sum(cell_len(text) for text, _tone in self._spans(entry))
            if size > room:
                continue
            shown.append(entry)
            room -= size
        entries = [entry for entry in self._entries() if entry in shown]
        self._shown, self._tag_count = entries, len(tags)
        spans = [span for entry in entries for span in self._spans(entry)]
        return [(*tags, *spans, (" " * max(0, room), "muted"), *last)]

    def _tag_spans(self, room: int) -> tuple[tuple[str, str], ...]:
        """Return every tag, the chosen one lit, behind the keys that choose where there is room for them.

        In a window narrower than 80 cells the others are their signs alone.
        """
        spans = [(f" {tag_label(tag)}", "on" if tag == self._tag else "text") for tag in TAGS]
        if sum(cell_len(text) for text, _tone in spans) > room:
            spans = [(text if tone == "on" else text[:2], tone) for text, tone in spans]
        keys = "".join(key_name(self._first_key(row(f"note.tag-{way}"))) for way in ("next", "back"))
        if sum(cell_len(text) for text, _tone in spans) + len(keys) + 1 <= room:
            spans.insert(0, (f" {keys}", "key"))
        return tuple(spans)

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked; never needed."""
        (line,) = self.compose_lines(self.size.width, 1)
        span = span_at(line, event.x)
        span = None if span is None else span - self._tag_count
        if span is None or span < 0 or span == 2 * len(self._shown):  # a tag, or no key at all
            return
        entry = self._shown[span // 2] if span < 2 * len(self._shown) else row(ALWAYS_SHOWN)
        press(self.app, self._keys.get(entry.id, entry.keys[0]))

    def _by_rank(self) -> list[KeyRow]:
        """Return the keys in the order in which they get a place: those of the call, then scope by scope.

        Where a model, a list of notes or a line of text has the keys, its own go first.
        """
        rank = {scope: place for place, scope in enumerate(self._scopes)}

        def place(entry: KeyRow) -> tuple[bool, int, int]:
            own = entry.scope == self._scopes[0] != "live"
            return not own, FIRST.index(entry.id) if entry.id in FIRST else len(FIRST), rank[entry.scope]

        return sorted(self._entries(), key=place)

    def _spans(self, entry: KeyRow) -> tuple[tuple[str, str], tuple[str, str]]:
        key = key_name(self._first_key(entry))
        label = self._labels.get(entry.id, entry.label)
        if entry.short and self.size.width < _ROOMY:
            label = entry.short
        return (f" {key}", "key"), (f" {_(label)} ", "muted")

    def _first_key(self, entry: KeyRow) -> str:
        return self._keys.get(entry.id, entry.keys[0])

    def _entries(self) -> list[KeyRow]:
        return [
            entry
            for scope in self._scopes
            for entry in rows(scope)
            if entry.footer and entry.id != ALWAYS_SHOWN and entry.id not in self._left_out
        ]
