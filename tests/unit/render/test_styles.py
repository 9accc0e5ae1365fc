"""Colour that can be read: the contrast of each style on the terminals that people have, measured as WCAG 2 measures it."""

from pathlib import Path

import pytest

from itb_cli.prompt import scripts
from itb_cli.render.styles import TONE_STYLES

LEAST = 4.5
"""WCAG 2, level AA, for text of usual size."""
PALETTES = {
    "xterm": {"black": (0, 0, 0), "red": (205, 0, 0), "yellow": (205, 205, 0), "bright_white": (255, 255, 255)},
    "Windows": {"black": (12, 12, 12), "red": (197, 15, 31), "yellow": (193, 156, 0), "bright_white": (242, 242, 242)},
    "macOS": {"black": (0, 0, 0), "red": (194, 54, 33), "yellow": (173, 173, 39), "bright_white": (233, 235, 235)},
    "GNOME": {"black": (46, 52, 54), "red": (204, 0, 0), "yellow": (196, 160, 0), "bright_white": (238, 238, 236)},
    "PuTTY": {"black": (0, 0, 0), "red": (187, 0, 0), "yellow": (187, 187, 0), "bright_white": (255, 255, 255)},
}
"""The named colours as these terminals come. Their `white` is a grey on most: on red it has 3.4 to 4.6. VS Code is
not among them: its terminal changes any colour that has less than 4.5."""
WHITE = {"xterm": (229, 229, 229), "Windows": (204, 204, 204), "macOS": (203, 204, 205)}
"""The grey that `white` is, which no style may set: bold alone does not make it brighter everywhere."""


def luminance(colour: tuple[int, int, int]) -> float:
    """How bright a colour is, from 0 to 1."""
    parts = [value / 255 for value in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """From 1, the same, to 21, black on white."""
    darker, brighter = sorted(map(luminance, (one, other)))
    return (brighter + 0.05) / (darker + 0.05)


def test_the_measure_is_the_one_of_wcag() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)
    assert contrast((255, 255, 0), (255, 255, 255)) < 1.1, "yellow on white"
    assert contrast(WHITE["macOS"], PALETTES["macOS"]["red"]) < LEAST


@pytest.mark.parametrize("tone", TONE_STYLES)
@pytest.mark.parametrize("terminal", PALETTES)
def test_every_colour_has_its_own_ground_and_can_be_read_on_it(terminal: str, tone: str) -> None:
    colour, _, ground = TONE_STYLES[tone].removeprefix("bold").strip().partition(" on ")
    assert bool(colour) == bool(ground), "a colour on a ground that nobody knows"
    if colour:
        assert contrast(PALETTES[terminal][colour], PALETTES[terminal][ground]) >= LEAST


def test_the_prompt_is_coloured_as_the_screen_is() -> None:
    told = Path(scripts.__file__).read_text()
    urgent, attention = (TONE_STYLES[tone] for tone in ("urgent", "attention"))
    assert (urgent, attention) == ("bold bright_white on red", "black on yellow")
    assert "colour='1;97;41'" in told
    assert "colour='30;43'" in told
    assert "colour brwhite --background=red --bold" in told
    assert "colour black --background=yellow" in told
