"""Scores the answers to questions as people ask them: right, too lax, missed, claimed without right. By hand: `python asked.py FILE`."""

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from itb_cli.content.loader import packaged_knowledge
from itb_cli.domain.as_of import AsOf
from itb_cli.domain.record import Record
from itb_cli.domain.topics import STRICTNESS, Level
from itb_cli.services.knowledge.check import CheckRequest, answer
from itb_cli.services.supply.record_dangers import dangers_in_record

TODAY = date(2026, 11, 28)
KNOWLEDGE = packaged_knowledge()
CALM = "calm"
EITHER = "either:"
MISSED, LAX, CLAIMED, RIGHT = "missed", "too lax", "claimed without right", "right"


class Question(NamedTuple):
    """What is asked, and the least strict level that is acceptable: a level, `unknown`, `calm` or `either:LEVEL`."""

    phrase: str
    least: str


class Answered(NamedTuple):
    """How a question was answered: its level, the topics that answered, and what to think of it."""

    question: Question
    level: Level
    topics: tuple[str, ...]
    verdict: str


def questions_in(file: Path) -> list[Question]:
    """The questions of a file: phrase, tab, level; `#` begins a remark."""
    lines = file.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    return [Question(row[0], row[1].strip()) for row in rows]


def level_of(phrase: str) -> tuple[Level, tuple[str, ...]]:
    """The level that leads, and the topics."""
    view = answer(Record(), CheckRequest((phrase,)), AsOf(TODAY, TODAY), KNOWLEDGE, dangers_in_record).view
    return view.level, tuple(f"{topic.id} [{topic.matched}]" for item in view.answers for topic in item.topics)


def verdict_on(level: Level, least: str) -> str:
    """Whether `level` will do where `least` was the least strict that is acceptable."""
    if least == CALM:
        return RIGHT if level in (Level.UNKNOWN, Level.INFORMATION) else CLAIMED
    if least == Level.UNKNOWN:
        return RIGHT if level is Level.UNKNOWN else CLAIMED
    if level is Level.UNKNOWN:
        return RIGHT if least.startswith(EITHER) else MISSED
    return RIGHT if STRICTNESS[level] <= STRICTNESS[Level(least.removeprefix(EITHER))] else LAX


def asked(questions: Iterable[Question]) -> list[Answered]:
    """All answers."""
    found = []
    for question in questions:
        level, topics = level_of(question.phrase)
        found.append(Answered(question, level, topics, verdict_on(level, question.least)))
    return found


def emergencies_missed(answers: Iterable[Answered]) -> list[Answered]:
    """Those that need emergency help and did not get it."""
    return [one for one in answers if one.question.least == Level.EMERGENCY and one.level is not Level.EMERGENCY]


def score(answers: list[Answered]) -> str:
    """The counts, as a line each."""
    counts = {verdict: sum(one.verdict == verdict for one in answers) for verdict in (RIGHT, LAX, MISSED, CLAIMED)}
    lines = [f"{verdict}: {count} ({count / len(answers):.1%})" for verdict, count in counts.items()]
    return "\n".join([f"questions: {len(answers)}", *lines, f"emergencies missed: {len(emergencies_missed(answers))}"])


def main(file: str, *flags: str) -> None:
    """Prints the score of a file, and what was not right (`--all`: everything)."""
    answers = asked(questions_in(Path(file)))
    for one in answers:
        if one.verdict != RIGHT or "--all" in flags:
            print(f"{one.verdict:22}{one.question.least:20}{one.level:12}{one.question.phrase}  << {', '.join(one.topics)}")
    print(score(answers))


if __name__ == "__main__":
    main(*sys.argv[1:])
