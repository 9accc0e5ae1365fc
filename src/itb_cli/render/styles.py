"""How words are set off on a terminal: a colour only together with its own ground, bold for dates, phones and figures."""

from itb_cli.pages.blocks import Tone

TONE_STYLES = {
    Tone.URGENT: "bold bright_white on red",
    Tone.ATTENTION: "black on yellow",
    Tone.CALM: "bold",
    Tone.NEUTRAL: "bold",
}
"""Yellow or green on the ground of somebody's own terminal may have a contrast of 1.1 to 1. White that is not called bright is a
grey on most terminals: on red it has 3.4 to 4.6, too little. On the text console of Linux yellow is a brown, and black on it
has 4.0: nothing has 4.5 on yellow both there and elsewhere (bright white has 5.2 there, 1.7 on xterm's); the word carries it."""


def weight(value: str) -> str:
    """Bold for what the eye looks for: a date, a phone, a figure; not for what is not recorded."""
    return "bold" if any(sign.isdecimal() for sign in value) else ""
