"""The article retold, section by section. Its words are content."""

from itb_cli.domain.matching import join_or_split, read, suggestions
from itb_cli.domain.topics import Section, Source
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import ExitCode
from itb_cli.services.knowledge.packaged import Knowledge
from itb_cli.services.outcome import Outcome


class LearnRequest(NamedTuple):
    """The words typed after `itb learn`; none: the list of sections."""

    words: tuple[str, ...] = ()


class ListedSection(NamedTuple):
    """A section in the list."""

    id: str
    title: str


class LearnView(NamedTuple):
    """The sections asked for, or the list; `suggestions` if nothing matched."""

    query: str | None
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    listed: tuple[ListedSection, ...]
    suggestions: tuple[ListedSection, ...]


def answer(request: LearnRequest, content: Knowledge) -> Outcome[LearnView]:
    """The sections that the words name; exit code 3 if they name none."""
    listed = tuple(ListedSection(section.id, section.title) for section in content.sections.values())
    if not request.words:
        return Outcome(LearnView(None, (), (), listed, ()))
    query = " ".join(request.words)
    questions = join_or_split(request.words, content.section_index)
    found = {
        topic_id: content.sections[topic_id]
        for question in questions
        for match in read(question, content.section_index).matches
        for topic_id in match.topic_ids
    }
    if not found:
        near = suggestions(query, content.section_index)
        offered = tuple(ListedSection(section_id, content.sections[section_id].title) for section_id in near)
        return Outcome(LearnView(query, (), (), listed, offered), exit_code=ExitCode.NOT_ANSWERABLE)
    cited = {
        source: content.sources[source] for section in found.values() for text in section.paragraphs for source in text.sources
    }
    return Outcome(LearnView(query, tuple(found.values()), tuple(cited.values()), (), ()))
