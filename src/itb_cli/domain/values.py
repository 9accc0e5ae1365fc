"""Values of named fields: as typing's NamedTuple, whose classes take five times as long to make. A command starts with seventy.

The library's own writes the source of a constructor for each class and compiles it, at every start; here all of them share one.
A type checker sees the library's own, and a value does the same: `tests/unit/domain/test_values.py` holds them side by side.
"""

from operator import itemgetter
from typing import TYPE_CHECKING, Any, Self

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple
else:

    class _WithFields(type):
        """Makes the annotations of a class its fields. One that inherits fields gets no others, and may hold more of its own."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if any(getattr(base, "_fields", ()) for base in bases):
                return super().__new__(cls, name, bases, body)
            made = super().__new__(cls, name, bases, {"__slots__": (), **body})
            made._fields = made.__match_args__ = tuple(made.__annotations__)
            made._field_defaults = {field: body[field] for field in made._fields if field in body}
            for place, field in enumerate(made._fields):
                setattr(made, field, property(itemgetter(place)))
            return made

    class NamedTuple(tuple, metaclass=_WithFields):
        """A value that never changes; its fields are told by name, by place, or unpacked."""

        __slots__ = ()

        def __new__(cls, *values: Any, **named: Any) -> Self:
            """With a value for each field, or its default."""
            if named or len(values) != len(cls._fields):
                values = cls._completed(values, named)
            return tuple.__new__(cls, values)

        @classmethod
        def _completed(cls, values: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
            rest = cls._fields[len(values) :]
            known = cls._field_defaults | named
            if len(values) > len(cls._fields) or not named.keys() <= set(rest) <= known.keys():
                raise TypeError(f"{cls.__name__} has the fields {cls._fields}; given are {len(values)} and {tuple(named)}")
            return (*values, *map(known.__getitem__, rest))

        @classmethod
        def _make(cls, values: Any) -> Self:
            """From values in the order of the fields."""
            return cls(*values)

        def _replace(self, /, **changed: Any) -> Self:
            """The same value with other values for some fields."""
            made = tuple.__new__(type(self), map(changed.pop, self._fields, self))
            if changed:
                raise TypeError(f"{type(self).__name__} has no fields {tuple(changed)}")
            return made

        def _asdict(self) -> dict[str, Any]:
            """The values by the names of their fields."""
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            told = ", ".join(f"{field}={value!r}" for field, value in self._asdict().items())
            return f"{type(self).__name__}({told})"

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)
