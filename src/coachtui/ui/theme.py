"""The four colour themes of the program, and where its style sheets lie.

Contrast is tested: text 4.5:1 in all, 7:1 in high contrast. ``clear`` uses the colours of Okabe and
Ito, which people with colour-blindness can tell apart.
"""

from __future__ import annotations

from pathlib import Path, PurePath

from textual.theme import Theme

from coachtui.domain.value import dataclass
from coachtui.i18n import N_

SHEETS = ("base", "layout", "panes", "dialogs", "narrow")

TOKENS_DARK = {
    "c-ground": "#14181f",
    "c-panel": "#1b212b",
    "c-head": "#263040",
    "c-head-on": "#1f4a73",
    "c-text": "#dfe5ee",
    "c-strong": "#ffffff",
    "c-muted": "#98a5b8",
    "c-accent": "#7cc4ff",
    "c-good": "#7ddc9a",
    "c-part": "#e6cf6a",
    "c-bad": "#ff9d8a",
    "c-amber": "#ffb454",
    "c-critical": "#ffa0af",
    "c-star": "#ffd75e",
    "c-cursor": "#1c3f66",
    "c-cursor-text": "#ffffff",
    "c-idle": "#2a3342",
    "c-idle-text": "#dfe5ee",
}
TOKENS_LIGHT = {
    "c-ground": "#f6f7f9",
    "c-panel": "#ffffff",
    "c-head": "#dde4ed",
    "c-head-on": "#b9d7f2",
    "c-text": "#1d2530",
    "c-strong": "#000000",
    "c-muted": "#4d5a6b",
    "c-accent": "#0b5394",
    "c-good": "#14602f",
    "c-part": "#6b5000",
    "c-bad": "#9a2a12",
    "c-amber": "#844400",
    "c-critical": "#a8002a",
    "c-star": "#6b5000",
    "c-cursor": "#c4defa",
    "c-cursor-text": "#0b1c30",
    "c-idle": "#e6ebf2",
    "c-idle-text": "#1d2530",
}
TOKENS_CONTRAST = {
    "c-ground": "#000000",
    "c-panel": "#000000",
    "c-head": "#1c1c1c",
    "c-head-on": "#002b5c",
    "c-text": "#ffffff",
    "c-strong": "#ffffff",
    "c-muted": "#d0d0d0",
    "c-accent": "#7fd4ff",
    "c-good": "#7dff9c",
    "c-part": "#ffe45c",
    "c-bad": "#ffb3a3",
    "c-amber": "#ffc35c",
    "c-critical": "#ffa3b1",
    "c-star": "#ffe45c",
    "c-cursor": "#002b5c",
    "c-cursor-text": "#ffffff",
    "c-idle": "#262626",
    "c-idle-text": "#ffffff",
}
TOKENS_CLEAR = {
    **TOKENS_DARK,
    "c-accent": "#56b4e9",
    "c-good": "#56b4e9",
    "c-part": "#f0e442",
    "c-bad": "#e69f00",
    "c-amber": "#e69f00",
    "c-critical": "#f2a0cb",
    "c-star": "#f0e442",
    "c-head-on": "#17405f",
    "c-cursor": "#163b5c",
}


@dataclass(frozen=True, slots=True)
class Tone:
    """A way to draw text: its colour, its ground, its weight.

    Attributes:
        colour: Token of the text.
        bold: Whether it is bold.
        ground: Token behind it; empty for what it lies on.
        yields: Whether the current row's own colour takes its place.
    """

    colour: str
    bold: bool = False
    ground: str = ""
    yields: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """What a row or head is drawn on."""

    colour: str
    text: str


TONES = {
    "text": Tone("c-text", yields=True),
    "strong": Tone("c-strong", bold=True),
    "muted": Tone("c-muted", yields=True),
    "accent": Tone("c-accent"),
    "head": Tone("c-strong", bold=True),
    "good": Tone("c-good"),
    "part": Tone("c-part"),
    "bad": Tone("c-bad"),
    "amber": Tone("c-amber", bold=True),
    "critical": Tone("c-critical", bold=True),
    "star": Tone("c-star"),
    "key": Tone("c-accent", bold=True, yields=True),
    "on": Tone("c-strong", bold=True, ground="c-head-on"),
}
"""Every tone that lines may use."""

GROUNDS = {
    "cursor": Ground("c-cursor", "c-cursor-text"),
    "idle": Ground("c-idle", "c-idle-text"),
    "lit": Ground("c-head-on", "c-strong"),
}
"""The current row with the keys and without them, and the head of the pane with the keys."""

NAMES = {
    "coach-dark": N_("Dark"),
    "coach-light": N_("Light"),
    "coach-contrast": N_("High contrast"),
    "coach-clear": N_("Colour-blind safe"),
}
"""Theme ids with their names, in the order they are offered."""

DEFAULT = "coach-dark"

TOKENS = {
    "coach-dark": TOKENS_DARK,
    "coach-light": TOKENS_LIGHT,
    "coach-contrast": TOKENS_CONTRAST,
    "coach-clear": TOKENS_CLEAR,
}


def themes() -> tuple[Theme, ...]:
    """Return the four themes."""
    return tuple(
        Theme(
            name=name,
            primary=tokens["c-accent"],
            secondary=tokens["c-head-on"],
            foreground=tokens["c-text"],
            background=tokens["c-ground"],
            surface=tokens["c-panel"],
            panel=tokens["c-head"],
            warning=tokens["c-amber"],
            error=tokens["c-critical"],
            success=tokens["c-good"],
            accent=tokens["c-accent"],
            dark=name != "coach-light",
            variables=dict(tokens),
        )
        for name, tokens in TOKENS.items()
    )


def sheets() -> list[str | PurePath]:
    """Return the paths of the style sheets: in the package, else in a checkout."""
    packaged = Path(__file__).resolve().parents[1] / "styles"
    folder = packaged if packaged.is_dir() else Path(__file__).resolve().parents[3] / "styles"
    return [str(folder / f"{name}.tcss") for name in SHEETS]
