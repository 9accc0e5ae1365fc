"""Values of the tables of the packaged knowledge. TypeError, KeyError or ValueError if they are not what they should be."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from itb_cli.domain.hazards import Control, Hazard, Score
from itb_cli.domain.pumps import PumpFamily
from itb_cli.domain.statement import Statement
from itb_cli.domain.topics import ArticlePart, Kind, Level, PumpNote, Section, Source, Topic

Table = Mapping[str, Any]


def made_topic(table: Table) -> Topic:
    """A safety topic."""
    varies, article = table.get("varies"), table.get("article")
    return Topic(
        id=table["id"],
        title=table["title"],
        kind=Kind(table["kind"]),
        level=Level(table["level"]),
        aliases=_texts(table["aliases"]),
        steps=_statements(table["steps"]),
        why=_statements(table["why"]),
        numbers=_statements(table.get("numbers", [])),
        pump_notes=tuple(_pump_note(note) for note in table.get("pump_notes", [])),
        varies=_statement(varies) if varies else None,
        article=ArticlePart(text(article["heading"]), text(article["text"])) if article else None,
        reviewed_on=_day(table["reviewed_on"]),
        review_by=_day(table["review_by"]),
        signed_by=table.get("signed_by"),
        worse_with_signs=table.get("worse_with_signs") is True,
        together=tuple(_texts(group) for group in table.get("together", [])),
        calls=tuple(_statement(step) for step in table["steps"] if step.get("not_in_danger") is True),
    )


def _pump_note(table: Table) -> PumpNote:
    level = table.get("level")
    families = tuple(PumpFamily(model) for model in table["models"])
    return PumpNote(families, text(table["text"]), _texts(table["sources"]), Level(level) if level else None)


def made_source(table: Table) -> Source:
    """A source."""
    return Source(**{key: text(value) for key, value in table.items()})


def made_section(table: Table) -> Section:
    """A section of `itb learn`."""
    return Section(
        id=text(table["id"]),
        title=text(table["title"]),
        aliases=_texts(table["aliases"]),
        headings=_texts(table["headings"]),
        paragraphs=_statements(table["paragraphs"]),
        see=_texts(table["see"]),
    )


def made_hazard(table: Table) -> Hazard:
    """A row of the hazard table."""
    return Hazard(
        id=table["id"],
        hazard=table["hazard"],
        causes=tuple(table["events"]),
        situation=table["situation"],
        harm=table["harm"],
        before=_score(table, ""),
        after=_score(table, "residual_"),
        notices=tuple(table["notices"]),
        status=table["status"],
        owner=table["owner"],
        controls=tuple(
            Control(row["what"], row["type"], tuple(row["requirements"]), tuple(row["tests"])) for row in table["controls"]
        ),
    )


def _score(table: Table, when: str) -> Score:
    return Score(table[f"{when}severity"], table[f"{when}probability"], table[f"{when}risk"])


def _statements(tables: list[Table]) -> tuple[Statement, ...]:
    return tuple(_statement(table) for table in tables)


def _statement(table: Table) -> Statement:
    return Statement(text(table["text"]), _texts(table["sources"]))


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError
    return tuple(text(value) for value in values)


def text(value: Any) -> str:
    """The text that a value must be."""
    if not isinstance(value, str):
        raise TypeError
    return value


def _day(value: Any) -> date:
    if not isinstance(value, date):
        raise TypeError
    return value
