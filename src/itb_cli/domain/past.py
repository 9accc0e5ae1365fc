"""Whether a question tells what has already been: `sat in the hot tub yesterday`. Then what to do beforehand is no answer."""

import re
from collections.abc import Iterator

_PIECE = r"[.,;:!?()\n…]|\s[-–—]\s|\bbut\b"
_DONE = (
    r"\b(?:was|were|(?:i|we|he|she|they|who)(?:'|’)?ve been|(?:have|has|had|i|we|he|she|they|just|already) been|been) "
    r"(?:in|into|inside|at|to|through|on|under|using|sitting|lying|diving|up)\b|"
    r"\b(?:went|sat|soaked|slept|dozed off|fell asleep|stayed|lay|laid|dived|dove|underwent|undergone|climbed|hiked|trekked|"
    r"scanned|shocked|zapped|exposed|tried|drank|forgot(?:ten)? (?:to say|the pump)|gone through)\b|"
    r"\b(?:spent|took|used(?! to\b)|had(?! to\b)|received|given|gave|put(?! in\b)|walked|drove|flew|played|lifted|carried|rode|"
    r"wore|(?:got|came|just|straight) (?:out|back|home)|got (?:in|into|scanned|caught|stuck)|(?:back|home) from|"
    r"(?:they|he|she|we|i|nurse|doctor|physio|dentist|staff|hospital) did(?! not\b)|"
    r"(?<!be )(?<!being )(?<!get )(?:massag|scann|x-?ray|irradiat|inject|rubb|cauteri[sz]|tattoo|tann)ed|"
    r"(?:pushed|fell|jumped|slipped|stepped|dipped|climbed|dragged|put|got) (?:\w+ )?(?:into|in)|bathed|swam|relaxed|visited|"
    r"did(?= (?:a|an|some|my|it|\d+|two|three|four|five|ten|several|scuba)\b))\b"
)
_WHEN = (
    r"\b(?:yesterday|ago|last (?:night|week|weekend|month|year|summer|winter|spring|autumn)|"
    r"last (?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"this morning|earlier|already|the other day|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|just now|"
    r"on holiday|afterwards|before (?:i|we) (?:knew|saw|read|heard|noticed))\b"
)
_WHAT_NOW = r"\bwhat now\b|\bnow what\b|\bwhat do (?:i|we) do now\b"
_ASKS = (
    r"\b(?:can|could|may|might|shall|would|will)\b(?!\s+(?:this|that|it)\b)|\ballowed\b|\b(?:ok|okay|safe|fine|alright) to\b|"
    r"\bwants? to\b|\bgoing to\b|\bplan(?:ned|ning|s)?\b|\blike to\b|\bthinking of\b|\bif\b|\bbefore (?:a|an|my|the|his|her)\b"
)
_NOT_YET = (
    r"\b(?:never|tomorrow|next (?:week|month|year|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|upcoming|booked|booking|"
    r"scheduled|due|cancel\w*|postponed|wish|instead of|not (?:had|been|gone|used)|(?:haven|hasn|hadn|didn|wasn|weren)['’]?t"
    r"(?! (?:know|told|tell|check|look|read|ask|say|mention|realise|realize)))\b"
)


def told_as_past(question: str) -> Iterator[str]:
    """The pieces of a question that tell what has already been, in small letters.

    To ask for leave (`can I`) is no telling, unless a time that has passed stands beside what was done.
    """
    text = " ".join(question.casefold().split())
    asks_now = re.search(_WHAT_NOW, text) is not None
    for piece in re.split(_PIECE, text):
        if re.search(_NOT_YET, piece):
            continue
        done, when = re.search(_DONE, piece), re.search(_WHEN, piece)
        asks = re.search(_ASKS, piece)
        if (done and when) or ((done or when or asks_now) and not asks):
            yield piece
