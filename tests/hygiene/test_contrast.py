"""Every tone can be read on what it lies on: contrast by the formula of WCAG 2 (relative luminance)."""

from __future__ import annotations

import pytest

from coachtui.ui.theme import GROUNDS, TOKENS, TONES

LEAST = {"coach-dark": 4.5, "coach-light": 4.5, "coach-contrast": 7.0, "coach-clear": 4.5}
PLAIN_GROUNDS = ("c-ground", "c-panel", "c-head")


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_gives_the_published_ends_of_the_scale() -> None:
    assert ratio("#000000", "#ffffff") == pytest.approx(21.0)
    assert ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("theme", sorted(TOKENS))
def test_every_tone_can_be_read_where_it_stands(theme: str) -> None:
    tokens = TOKENS[theme]
    faint = []
    for name, tone in TONES.items():
        for ground in (tone.ground,) if tone.ground else PLAIN_GROUNDS:
            reached = ratio(tokens[tone.colour], tokens[ground])
            if reached < LEAST[theme]:
                faint.append(f"{name} on {ground}: {reached:.2f}")
        for place, ground_of in GROUNDS.items():
            colour = ground_of.text if tone.yields else tone.colour
            reached = ratio(tokens[colour], tokens[ground_of.colour])
            if not tone.ground and reached < LEAST[theme]:
                faint.append(f"{name} on {place}: {reached:.2f}")
    assert faint == []


@pytest.mark.parametrize("theme", sorted(TOKENS))
def test_every_theme_sets_the_same_tokens(theme: str) -> None:
    assert TOKENS[theme].keys() == TOKENS["coach-dark"].keys()
