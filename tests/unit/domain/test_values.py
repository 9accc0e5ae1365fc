"""A value of named fields does what the library's own NamedTuple does: both are made from the same lines and held side by side."""

import copy
import pickle
import typing
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itb_cli.domain import values


class Theirs(typing.NamedTuple):
    """A thing."""

    name: str
    size: int = 3
    parts: tuple[str, ...] = ()

    @property
    def twice(self) -> int:
        return 2 * self.size


class Ours(values.NamedTuple):
    """A thing."""

    name: str
    size: int = 3
    parts: tuple[str, ...] = ()

    @property
    def twice(self) -> int:
        return 2 * self.size


CONSTRUCTIONS = st.tuples(
    st.lists(st.integers(), max_size=4), st.dictionaries(st.sampled_from(["name", "size", "parts", "colour"]), st.integers())
)
USES: dict[str, Callable[[Any], Any]] = {
    "by name": lambda one: (one.name, one.size, one.parts, one.twice),
    "by place": lambda one: (one[0], one[-1], one[:2], len(one)),
    "unpacked": lambda one: [*one],
    "told": lambda one: repr(one).removeprefix(type(one).__name__),
    "by names": lambda one: one._asdict(),
    "replaced": lambda one: [*one._replace(size=9)],
    "replaced by nothing": lambda one: type(one._replace()) is type(one),
    "replaced what is not there": lambda one: one._replace(colour="red"),
    "made": lambda one: type(one)._make(["a", 1, ()]) == type(one)("a", 1),
    "made of too few": lambda one: type(one)._make([]),
    "the fields": lambda one: (type(one)._fields, type(one)._field_defaults, type(one).__match_args__, type(one).__doc__),
    "compared": lambda one: (
        one == tuple(one),
        one == type(one)("b"),
        one < (one[0], one[1] + 1),
        hash(one) == hash(tuple(one)),
    ),
    "copied": lambda one: (copy.copy(one) == one, type(copy.deepcopy(one)) is type(one)),
    "pickled": lambda one: (pickle.loads(pickle.dumps(one)) == one, type(pickle.loads(pickle.dumps(one))) is type(one)),
    "changed": lambda one: setattr(one, "size", 4),
    "given what it has no field for": lambda one: setattr(one, "colour", 4),
    "the hints": lambda one: typing.get_type_hints(type(one)),
    "the kind": lambda one: (isinstance(one, tuple), hasattr(one, "__dict__")),
}


@given(CONSTRUCTIONS)
def test_it_is_made_from_the_same_values_or_refused_as_the_librarys_own(construction: tuple[list[int], dict[str, int]]) -> None:
    placed, named = construction
    assert _tried(lambda: [*Ours(*placed, **named)]) == _tried(lambda: [*Theirs(*placed, **named)])


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_it_is_used_as_the_librarys_own(use: Callable[[Any], Any]) -> None:
    assert _tried(lambda: use(Ours("a", 7))) == _tried(lambda: use(Theirs("a", 7)))


def test_it_is_taken_apart_by_a_pattern() -> None:
    match Ours("a", 7):
        case Ours(name, size=7):
            assert name == "a"
        case _:
            pytest.fail("no pattern fits")


@pytest.mark.parametrize("kind", [Ours, Theirs])
def test_what_inherits_fields_has_no_others_and_may_hold_more(kind: Any) -> None:
    class Heir(kind):
        beside: tuple[str, ...] = ()

    heir = Heir("a")
    heir.beside = ("b",)
    assert heir._fields == Heir._fields == kind._fields
    assert (heir, heir._replace(size=1), heir.beside) == (("a", 3, ()), ("a", 1, ()), ("b",))
    assert type(heir._replace(size=1)) is Heir


def _tried(use: Callable[[], Any]) -> Any:
    """What comes out, or that it is refused; in which words and, of a name that is unknown, by which error, is nobody's need."""
    try:
        return use()
    except (TypeError, ValueError, AttributeError) as error:
        return AttributeError if isinstance(error, AttributeError) else TypeError
