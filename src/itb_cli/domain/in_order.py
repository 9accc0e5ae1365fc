"""A mapping from names to words as one text, the names in order: a line of the packaged index, looked up as it is."""

from collections.abc import ItemsView, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

BETWEEN, OF = "\t", "="
"""Between two names, and between a name and its words."""


class InOrder(Mapping[str, tuple[str, ...]]):
    """Made of a text that `in_order` wrote: to make thousands of small texts takes more than to find a few."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __getitem__(self, name: str) -> tuple[str, ...]:
        place = self._first_from(name)
        found, told = self._entry(place)
        if found != name or place >= len(self.text):
            raise KeyError(name)
        return tuple(told.split())

    def starting_with(self, start: str) -> Iterator[str]:
        """The names that begin with `start`, in order."""
        place = self._first_from(start)
        while self.text.startswith(start, place) and place < len(self.text):
            name, told = self._entry(place)
            yield name
            place += len(name) + len(OF) + len(told) + len(BETWEEN)

    def begun_by(self, word: str) -> Iterator[str]:
        """The names whose first word is `word`, in order: a blank comes before every other sign of a name."""
        return takewhile(lambda name: name == word or name.startswith(f"{word} "), self.starting_with(word))

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return self.text.count(OF)

    def items(self) -> ItemsView[str, tuple[str, ...]]:
        """All at once, for whoever wants all."""
        return self._all().items()

    def _all(self) -> dict[str, tuple[str, ...]]:
        held = (item.partition(OF) for item in self.text.split(BETWEEN) if item)
        return {name: tuple(told.split()) for name, _, told in held}

    def _first_from(self, name: str) -> int:
        """Where the first entry begins whose name is `name` or comes after it."""
        low, high = 0, len(self.text)
        text = self.text
        while low < high:
            start = text.rfind(BETWEEN, low, (low + high) // 2) + 1 or low
            if text[start : text.find(OF, start)] >= name:
                high = start
            else:
                end = text.find(BETWEEN, start)
                low = end + 1 if end >= 0 else high
        return low

    def _entry(self, place: int) -> tuple[str, str]:
        end = self.text.find(BETWEEN, place)
        name, _, told = self.text[place : end if end >= 0 else len(self.text)].partition(OF)
        return name, told


def in_order(held: Mapping[str, Sequence[str]]) -> InOrder:
    """What `held` says, whose names hold neither a tab nor `=`."""
    return InOrder(BETWEEN.join(f"{name}{OF}{' '.join(held[name])}" for name in sorted(held)))


def starting_with(names: Iterable[str], start: str) -> Iterator[str]:
    """The names that begin with `start`, of an index in order or of any other."""
    return names.starting_with(start) if isinstance(names, InOrder) else (name for name in names if name.startswith(start))


def begun_by(names: Mapping[str, object], word: str) -> Iterator[str]:
    """The names whose first word is `word`, of an index in order or of any other."""
    return names.begun_by(word) if isinstance(names, InOrder) else (name for name in names if f"{name} ".startswith(f"{word} "))
