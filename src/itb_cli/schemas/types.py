"""From a type of an answer to its JSON Schema. Follows `render.json.value` step by step: what it writes, this describes."""

import inspect
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from itb_cli.render.json import NOT_FOR_MACHINES, SPREAD

Schema = dict[str, Any]


class Definitions(dict[str, Schema]):
    """By the name of a type; schemas lead to them by `#/$defs/NAME`, so no two types of one answer may have one name."""

    def __init__(self) -> None:
        super().__init__()
        self.types: dict[str, type] = {}


_SIMPLE: Mapping[Any, Schema] = {
    NoneType: {"type": "null"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    str: {"type": "string"},
    Decimal: {"type": "number"},
    date: {"type": "string", "format": "date"},
    time: {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]:[0-5][0-9]$"},
    object: {},
    Any: {},
}


def schema_of(hint: Any, known: Definitions) -> Schema:
    """The schema of one type; what it leads to is put into `known`. TypeError for a type that no answer may hold."""
    if hint in _SIMPLE:
        return dict(_SIMPLE[hint])
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return _one_of([schema_of(part, known) for part in get_args(hint)])
    if origin is tuple:
        return _array(get_args(hint), known)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _defined(hint, known, lambda: _described(hint, {"enum": [member.value for member in hint]}))
    if isinstance(hint, type) and hasattr(hint, "_fields"):
        return _defined(hint, known, lambda: _object(hint, known))
    raise TypeError(hint)


def _one_of(parts: list[Schema]) -> Schema:
    """Simple types together need no choice between schemas."""
    if all(set(part) == {"type"} for part in parts):
        return {"type": [part["type"] for part in parts]}
    return {"anyOf": parts}


def _array(hints: tuple[Any, ...], known: Definitions) -> Schema:
    if hints[-1] is Ellipsis:
        return {"type": "array", "items": schema_of(hints[0], known)}
    items = [schema_of(hint, known) for hint in hints]
    return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items)}


def _defined(hint: type, known: Definitions, make: Callable[[], Schema]) -> Schema:
    name = hint.__name__
    if known.types.setdefault(name, hint) is not hint:
        raise TypeError(f"{name} is the name of two types")
    if name not in known:
        known[name] = {}  # a type that leads to itself finds this
        known[name] = make()
    return {"$ref": f"#/$defs/{name}"}


def _object(hint: type, known: Definitions) -> Schema:
    properties = properties_of(hint, known)
    return _described(hint, {"type": "object", "properties": properties, "required": list(properties)})


def properties_of(hint: type, known: Definitions) -> dict[str, Schema]:
    """The keys of a view, none of them optional. TypeError if a key would stand there twice."""
    properties: dict[str, Schema] = {}
    for name, field in get_type_hints(hint).items():
        if name in SPREAD:
            added = properties_of(field, known)
        else:
            added = {} if name in NOT_FOR_MACHINES else {name.rstrip("_"): schema_of(field, known)}
        if properties.keys() & added.keys():
            raise TypeError(f"{hint.__name__}: {properties.keys() & added.keys()}")
        properties |= added
    return properties


def _described(hint: type, schema: Schema) -> Schema:
    return {"description": " ".join((inspect.getdoc(hint) or "").split()), **schema}
