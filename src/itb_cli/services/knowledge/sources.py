"""Every source of the packaged knowledge, and what rests on it."""

from collections.abc import Iterable, Iterator

from itb_cli.domain.emergency import EmergencyText
from itb_cli.domain.paper import CardText
from itb_cli.domain.statement import Statement
from itb_cli.domain.topics import Source, sources_of
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import ExitCode
from itb_cli.services.knowledge.packaged import Knowledge
from itb_cli.services.outcome import Outcome

DATE_RULE_SOURCES = (
    *("S01", "S31b", "S34", "S40", "S102", "S107", "S120", "S132"),
    *("S04", "S10", "S30", "S35"),
    *("S05", "S08", "S19", "S21", "S67", "S80", "S86", "S64", "S104", "S105"),
)
"""What the rules of dates, their notices and their working name; a test holds this against their texts."""


REPORT_SOURCES = (
    *("S05", "S07", "S08", "S19", "S21", "S31b", "S34", "S40", "S43", "S64"),
    *("S67", "S80", "S86", "S104", "S105", "S107", "S118", "S119"),
)
"""What the diary's scales and the questions of a report name; a test holds this against their texts."""


class SourcesRequest(NamedTuple):
    """The ids asked for, in any case; none: all sources that something rests on."""

    ids: tuple[str, ...] = ()


class SourceUse(NamedTuple):
    """A source and the titles of what rests on it."""

    source: Source
    used_by: tuple[str, ...]


class SourcesView(NamedTuple):
    """The sources asked for; `unknown_ids` are in no list."""

    sources: tuple[SourceUse, ...]
    unknown_ids: tuple[str, ...]


def answer(request: SourcesRequest, content: Knowledge, emergency: EmergencyText, card: CardText) -> Outcome[SourcesView]:
    """The sources by id; exit code 3 if an id is not known."""
    uses = _uses(content, emergency, card)
    by_name = {name.casefold(): name for name in content.sources}
    wanted = [by_name.get(text.strip().casefold(), text) for text in request.ids] or list(uses)
    found = tuple(SourceUse(content.sources[name], uses.get(name, ())) for name in wanted if name in content.sources)
    unknown = tuple(typed for typed, name in zip(request.ids, wanted, strict=False) if name not in content.sources)
    return Outcome(SourcesView(found, unknown), exit_code=ExitCode.NOT_ANSWERABLE if unknown else ExitCode.ANSWERED)


def _uses(content: Knowledge, emergency: EmergencyText, card: CardText) -> dict[str, tuple[str, ...]]:
    """From a source's id to what rests on it, in the order of the ids."""
    uses: dict[str, list[str]] = {source: [] for source in content.sources}
    for topic in content.topics.values():
        _add(uses, f"check {topic.id}", sources_of(topic, topic.pump_notes))
    for section in content.sections.values():
        _add(uses, f"learn {section.id}", (source for text in section.paragraphs for source in text.sources))
    _add(uses, "emergency and card", (source for statement in _statements(emergency, card) for source in statement.sources))
    _add(uses, "next-refill and status", DATE_RULE_SOURCES)
    _add(uses, "diary and report", REPORT_SOURCES)
    return {source: tuple(used) for source, used in uses.items() if used}


def _statements(emergency: EmergencyText, card: CardText) -> Iterator[Statement]:
    for part in (*emergency, card.first, card.do, card.carry):
        yield from (part,) if isinstance(part, Statement) else part
    yield from card.mri.values()


def _add(uses: dict[str, list[str]], title: str, sources: Iterable[str]) -> None:
    for source in dict.fromkeys(sources):
        uses.setdefault(source, []).append(title)
