"""A page as somebody reads it who has no `itb`, such as a clinician: what to do stays, what to type goes."""

import re

from itb_cli.domain.command import BEGIN, MARKED, each_text
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Block, Notes, Page, Pair, Points, Steps, Table, page

_SENTENCES = re.compile(r"(?<=[.?!])\s+")
_IN_BRACKETS = re.compile(rf"\s*\({BEGIN}\)")
_LEADS_ON = re.compile(r"(?:, (?:then|or)(?: type)?|[\s:,(])+$")
_ONLY_TO_TYPE = re.compile(r"(?:To|If|Why|All|More|Every)\b|.*\b[Tt]ype$")
"""How a sentence begins, or ends, that says nothing but what a command is for."""


def on_paper(shown: Page) -> Page:
    """The page without commands. What is missing is still called missing; a column that told only what to type is left out."""
    said = each_text(shown.blocks, without_commands)
    return page(*map(_without_what_is_empty, said), last_line=without_commands(shown.last_line), close=shown.close)


def without_commands(text: str) -> str:
    """The sentences of a text without their commands, and without those that are about nothing else."""
    if BEGIN not in text:
        return text
    short = _IN_BRACKETS.sub("", MARKED.sub(BEGIN, text))
    kept: list[str] = []
    for sentence in _SENTENCES.split(short):
        said = _sentence(sentence)
        if said:
            kept.append(said)
        elif kept and kept[-1].endswith("?"):
            kept.pop()  # it was asked for the sake of the command
    return " ".join(kept)


def _sentence(sentence: str) -> str:
    head, found, tail = sentence.partition(BEGIN)
    if not found:
        return sentence
    head, end = _LEADS_ON.sub("", head), tail.rsplit(BEGIN, 1)[-1].strip()
    if not head or _ONLY_TO_TYPE.match(head) or re.search(r"\w", end):
        return ""
    return f"{head}{end or '.'}" if head[0].isupper() else head


def _without_what_is_empty(block: Block) -> Block:
    """A sentence that said only what to type is gone from its list, and a column of such sentences from its table."""
    match block:
        case Steps() | Points() | Notes():
            return block._replace(items=_said(block.items))
        case Pair(left, right):
            return Pair(left._replace(items=_said(left.items)), right._replace(items=_said(right.items)))
        case Table():
            return _narrowed(block)
        case _:
            return block


def _said(items: tuple[Statement, ...]) -> tuple[Statement, ...]:
    return tuple(item for item in items if item.text)


def _narrowed(table: Table) -> Table:
    told = [number for number in range(len(table.columns)) if not table.rows or any(row[number] for row in table.rows)]
    rows = tuple(tuple(row[number] for number in told) for row in table.rows)
    return table._replace(columns=tuple(table.columns[number] for number in told), rows=rows)
