"""Reads the packaged knowledge, and says by name which file is damaged. The emergency text is not a file: see `emergency`."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from itb_cli.content.index import INDEX_FILE, TopicIndex, index_of, is_in_clone, keep_index, kept_index, stamps_of
from itb_cli.content.lexicon import LEXICON_FILE, LEXICON_PARTS
from itb_cli.content.making import Table, made_hazard, made_section, made_source, made_topic, text
from itb_cli.domain.command import Command
from itb_cli.domain.hazards import Hazard
from itb_cli.domain.lexicon import Lexicon
from itb_cli.domain.matching import Index, build_index
from itb_cli.domain.topics import Section, Source, Topic
from itb_cli.errors import ContentDamagedError

DATA_FOLDER = Path(__file__).parent / "data"
SOURCES_FILE = "sources.toml"
LEARN_FILE = "learn.toml"
HAZARDS_FILE = "hazards.toml"
SOURCE_HEADING, TOPIC_HEADING = "[[sources]]", "[[topics]]"
STRANGERS_FILE, ORDINARY_FILE = "strangers.toml", "ordinary_words.toml"
OTHER_FILES = {SOURCES_FILE, LEARN_FILE, STRANGERS_FILE, LEXICON_FILE, ORDINARY_FILE, HAZARDS_FILE}

Item = TypeVar("Item")


class Knowledge:
    """All packaged knowledge under `folder`; each part is read when it is first asked for.

    Raises ContentDamagedError, with the file's name, from whatever asks for a part that is missing or damaged.
    """

    def __init__(self, folder: Path = DATA_FOLDER) -> None:
        self.folder = folder

    @cached_property
    def topics(self) -> Mapping[str, Topic]:
        """Every topic by its id; one topic is read alone, when it is asked for."""
        return _Shelf(self._index.files, self._text_of)

    @cached_property
    def topic_index(self) -> Index:
        """From the words of ids and aliases to topics. Made ahead: to read and fold all of them takes time."""
        return self._index.names

    @property
    def lexicon(self) -> Lexicon:
        """How people say things. Made ahead with the index."""
        return self._index.lexicon

    @cached_property
    def ordinary_words(self) -> str:
        """Words that are never read as misspelt ones, parted by spaces."""
        try:
            _, words, _ = self._text_of(ORDINARY_FILE).split('"""')  # many words: not read as TOML, which takes longer
            return words.replace("\n", " ")
        except ValueError:
            _damaged(ORDINARY_FILE)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Every source by its id; one source is read alone, since few answers need more than some of them."""
        return _SourceShelf(self._text_of(SOURCES_FILE), lambda: self._read(SOURCES_FILE, "sources", made_source))

    @cached_property
    def sections(self) -> Mapping[str, Section]:
        """Every section of `itb learn` by its id, in reading order."""
        return {section.id: section for section in self._read(LEARN_FILE, "sections", made_section)}

    @cached_property
    def hazards(self) -> tuple[Hazard, ...]:
        """The hazard table, in its order."""
        return tuple(self._read(HAZARDS_FILE, "hazards", made_hazard))

    @cached_property
    def section_index(self) -> Index:
        """From the words of ids and aliases to sections."""
        return build_index({section.id: section.aliases for section in self.sections.values()})

    def strangers(self) -> tuple[str, ...]:
        """Phrases that hold an alias but mean another thing; the index is made from them."""
        return tuple(self._read(STRANGERS_FILE, "phrases", text))

    def lexicon_as_written(self) -> Table:
        """The tables of the lexicon; the index is made from them."""
        try:
            table = tomllib.loads(self._text_of(LEXICON_FILE))
            return {key: table[key] for key in LEXICON_PARTS}
        except (ValueError, KeyError):
            _damaged(LEXICON_FILE)

    def topic_files(self) -> list[str]:
        """The names of all topic files, in order."""
        return sorted(path.name for path in self.folder.glob("*.toml") if path.name not in OTHER_FILES)

    def made_index(self) -> TopicIndex:
        """The index as the topics are now; from whichever file is damaged, an error."""
        try:
            topics = {name: self._topics_in(name) for name in self.topic_files()}
            return index_of(topics, self.strangers(), self.lexicon_as_written(), self.ordinary_words)
        except (ValueError, KeyError, TypeError, AttributeError):
            _damaged(LEXICON_FILE)

    @cached_property
    def _index(self) -> TopicIndex:
        try:
            kept = kept_index(self.folder)
            if kept is not None:
                return kept
        except (OSError, ValueError, KeyError):
            if not is_in_clone(self.folder):
                _damaged(INDEX_FILE)
        return self._newly_kept_index()

    def _newly_kept_index(self) -> TopicIndex:
        stamps = stamps_of(self.folder) if is_in_clone(self.folder) else ""
        made = self.made_index()
        keep_index(self.folder, made, stamps)
        return made

    def _topics_in(self, name: str) -> dict[str, Topic]:
        return {topic.id: topic for topic in self._read(name, "topics", made_topic)}

    def _text_of(self, name: str) -> str:
        try:
            return (self.folder / name).read_text(encoding="utf-8")
        except (OSError, ValueError):
            _damaged(name)

    def _read(self, name: str, key: str, make: Callable[[Any], Item]) -> list[Item]:
        try:
            tables = tomllib.loads(self._text_of(name))[key]
            return [make(table) for table in tables]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            _damaged(name)


@cache
def packaged_knowledge() -> Knowledge:
    """The knowledge that this installation brought along: each part of it is read once in a process."""
    return Knowledge()


class _Shelf(Mapping[str, Topic]):
    """Topics by id, each read by itself as it is asked for."""

    def __init__(self, files: Mapping[str, str], text_of: Callable[[str], str]) -> None:
        self._files, self._text_of = files, text_of
        self._texts: dict[str, str] = {}
        self._read: dict[str, Topic] = {}

    def __getitem__(self, topic_id: str) -> Topic:
        if topic_id not in self._read:
            name = self._files[topic_id]
            if name not in self._texts:
                self._texts[name] = self._text_of(name)
            self._read[topic_id] = _alone(self._texts[name], TOPIC_HEADING, topic_id, name, made_topic)
        return self._read[topic_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


class _SourceShelf(Mapping[str, Source]):
    """Sources by id: each parsed by itself when it is asked for, all together when they are listed."""

    def __init__(self, text: str, read_all: Callable[[], list[Source]]) -> None:
        self._text, self._read_all = text, read_all

    def __getitem__(self, source_id: str) -> Source:
        return _alone(self._text, SOURCE_HEADING, source_id, SOURCES_FILE, made_source)

    def __contains__(self, source_id: object) -> bool:
        return source_id in self._all

    @cached_property
    def _all(self) -> Mapping[str, Source]:
        return {source.id: source for source in self._read_all()}

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


def _alone(text: str, heading: str, item_id: str, name: str, make: Callable[[Any], Item]) -> Item:
    """The one item of a file's text that has the id, parsed without the others: that takes longer than all else of an answer."""
    place = text.find(f'{heading}\nid = "{item_id}"\n')
    end = text.find(f"\n{heading}\n", place)
    try:
        ((item,),) = tomllib.loads(text[place : None if end < 0 else end + 1]).values()
        if place < 0 or item["id"] != item_id:
            _damaged(name)
        return make(item)
    except (ValueError, KeyError, TypeError, AttributeError):
        _damaged(name)


def _damaged(name: str) -> NoReturn:
    raise ContentDamagedError(
        f"The packaged knowledge file {name} is damaged or missing. No answer is given from it.",
        f"Install itb again. Help now: {Command('emergency')}. With any doubt, call your pump clinic.",
    ) from None
