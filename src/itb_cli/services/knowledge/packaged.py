"""What services need of the packaged knowledge. Where it is kept and how it is read, content knows."""

from collections.abc import Mapping
from typing import Protocol

from itb_cli.domain.hazards import Hazard
from itb_cli.domain.lexicon import Lexicon
from itb_cli.domain.matching import Index
from itb_cli.domain.topics import Section, Source, Topic


class Knowledge(Protocol):
    """All packaged knowledge, each part by id."""

    @property
    def topics(self) -> Mapping[str, Topic]:
        """Every safety topic."""

    @property
    def sections(self) -> Mapping[str, Section]:
        """Every section of the article, retold."""

    @property
    def sources(self) -> Mapping[str, Source]:
        """Every source."""

    @property
    def topic_index(self) -> Index:
        """From the words of names to topics."""

    @property
    def lexicon(self) -> Lexicon:
        """How people say things."""

    @property
    def ordinary_words(self) -> str:
        """Words that are never read as misspelt ones, parted by spaces."""

    @property
    def hazards(self) -> tuple[Hazard, ...]:
        """The hazard table."""

    @property
    def section_index(self) -> Index:
        """From the words of names to sections."""
