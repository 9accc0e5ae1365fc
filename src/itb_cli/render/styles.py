"""How words are set off on a terminal: a colour only together with its own ground, bold for what is known."""

from itb_cli.pages.blocks import Tone
from itb_cli.pages.wording import NOT_RECORDED

TONE_STYLES = {Tone.URGENT: "bold white on red", Tone.ATTENTION: "black on yellow", Tone.CALM: "bold", Tone.NEUTRAL: "bold"}
"""Yellow or green on the ground of somebody's own terminal may have a contrast of 1.1 to 1."""


def weight(value: str) -> str:
    """Bold for what is known: `Not recorded` must not be the strongest word of a page."""
    return "" if value == NOT_RECORDED else "bold"
