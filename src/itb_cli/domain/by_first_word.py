"""Thousands of names kept in one text, in order, and found by their first word: taken apart, they would take most of a start."""

from collections.abc import ItemsView, Iterable, Iterator, Mapping
from typing import Self

SHORTEST_TOGETHER = 4
END, OF = "\t", "|"
"""Parts entries; parts a name from what it names. No folded word holds either."""


class InOrder:
    """Entries `name|what` in a text, from `start` to `end`, each between two tabs, in the order of their names."""

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        self._text, self._start = text, start
        self._end = len(text) - 1 if end is None else end

    @classmethod
    def in_order(cls, entries: Iterable[str]) -> Self:
        """Of entries that are in order."""
        return cls(END.join(("", *entries, "")) if (entries := list(entries)) else END)

    def entries(self, first: str) -> Iterator[str]:
        """The entries whose name is the word `first`, or begins with it."""
        for entry in self.starting(first):
            name = entry[: entry.find(OF)]
            if name != first and not name.startswith(f"{first} "):
                return  # no letter comes before the space: behind the last of them stand longer words
            yield entry

    def starting(self, letters: str) -> Iterator[str]:
        """The entries whose name starts with these letters."""
        place = self._first_from(letters)
        while self._text.startswith(letters, place + 1) and place < self._end:
            after = self._text.find(END, place + 1)
            yield self._text[place + 1 : after]
            place = after

    def entry(self, name: str) -> str | None:
        """The entry of exactly that name."""
        place = self._first_from(name)
        begins = self._text.startswith(f"{name}{OF}", place + 1) and place < self._end
        return self._text[place + 1 : self._text.find(END, place + 1)] if begins else None

    def all_entries(self) -> Iterator[str]:
        """Every entry."""
        return iter(self._text[self._start + 1 : self._end].split(END) if self._start < self._end else ())

    def _first_from(self, name: str) -> int:
        """The tab before the first entry whose name is not less than `name`."""
        low, high = self._start, self._end
        while low < high:
            middle = self._text.rfind(END, low, (low + high) // 2 + 1)
            if self._text[middle + 1 : self._text.find(OF, middle)] < name:
                low = self._text.find(END, middle + 1)
            else:
                high = middle
        return low

    def __eq__(self, other: object) -> bool:
        return isinstance(other, InOrder) and self.as_text() == other.as_text()

    def __hash__(self) -> int:
        return hash(self.as_text())

    def as_text(self) -> str:
        """The entries as they are kept."""
        return self._text[self._start : self._end + 1]


class Names(InOrder, Mapping[str, tuple[str, ...]]):
    """From a name, its folded words parted by spaces, to what it names."""

    @classmethod
    def of(cls, names: Mapping[str, Iterable[str]]) -> Self:
        """The names of a dictionary."""
        entries = (f"{name}{OF}{' '.join(names[name])}" for name in sorted(names))
        return cls.in_order(entries)

    def beginning(self, first: str) -> Iterator[str]:
        """The names that are the word `first`, or begin with it."""
        return (entry.partition(OF)[0] for entry in self.entries(first))

    def written_together(self, word: str) -> str | None:
        """The name of two words that `word` is if they are written together: `hottub`; None if it is a name itself, or none."""
        if len(word) < SHORTEST_TOGETHER or self.entry(word) is not None:
            return None
        parted = (f"{word[:place]} {word[place:]}" for place in range(1, len(word)))
        return next((name for name in parted if self.entry(name) is not None), None)

    def __getitem__(self, name: str) -> tuple[str, ...]:
        entry = self.entry(name)
        if entry is None:
            raise KeyError(name)
        return tuple(entry.rpartition(OF)[2].split())

    def __iter__(self) -> Iterator[str]:
        return (entry.partition(OF)[0] for entry in self.all_entries())

    def __len__(self) -> int:
        return sum(1 for _ in self.all_entries())

    def items(self) -> ItemsView[str, tuple[str, ...]]:
        """All at once: found one by one, thousands would take seconds."""
        return dict(self.told()).items()

    def told(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each name with what it names, for whoever wants all."""
        for entry in self.all_entries():
            name, _, what = entry.rpartition(OF)
            yield name, tuple(what.split())
