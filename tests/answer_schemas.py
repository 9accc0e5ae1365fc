"""Every JSON answer that a test gets is what its schema says: `check_answer`, called by whatever runs commands in this process."""

import json
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import fastjsonschema

from itb_cli.schemas.answers import ANSWERS, answer_schema


def check_answer(argv: Sequence[str], out: str) -> None:
    """Nothing if `argv` asked for no JSON. AssertionError for a key too few, too many or of another type."""
    if "--json" not in argv or not out.endswith("}\n"):
        return
    for line in out.splitlines():  # a plan and what became of it are two answers
        answer = json.loads(line)
        try:
            check_of(answer["command"])(answer)
        except fastjsonschema.JsonSchemaValueException as error:
            raise AssertionError(f"itb {' '.join(argv)}: {error.message[:500]}") from None


@cache
def check_of(command: str) -> Callable[[Any], Any]:
    """For the answers of a command, closed: a key that is not in the schema is wrong here. Words that are no command only fail."""
    schema = answer_schema(command if command in ANSWERS else "status")
    schema["properties"]["command"] = {"const": command}
    if command not in ANSWERS:
        schema["properties"]["error"] = {"type": "object"}
    check: Callable[[Any], Any] = fastjsonschema.compile(_closed(schema), use_default=False)
    return check


def _closed(schema: Any) -> Any:
    """With no keys but the named ones, and lists of a fixed length in the words of draft 7, which the fast checker knows."""
    if isinstance(schema, list):
        return [_closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(part) for key, part in schema.items() if key != "$schema"}
    if "prefixItems" in closed:
        closed |= {"items": closed.pop("prefixItems"), "additionalItems": False}
    return closed | {"additionalProperties": False} if schema.get("type") == "object" and "properties" in schema else closed
