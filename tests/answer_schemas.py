"""Every JSON answer that a test gets is what its schema says: `check_answer`, called by whatever runs commands in this process."""

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import best_match

from itb_cli.schemas.answers import ANSWERS, answer_schema


def check_answer(argv: Sequence[str], out: str) -> None:
    """Nothing if `argv` asked for no JSON. AssertionError for a key too few, too many or of another type."""
    if "--json" not in argv or not out.endswith("}\n"):
        return
    for line in out.splitlines():  # a plan and what became of it are two answers
        answer = json.loads(line)
        wrong = best_match(validator(answer["command"]).iter_errors(answer))
        assert wrong is None, f"itb {' '.join(argv)}: {wrong.json_path}: {wrong.message[:500]}"


@cache
def validator(command: str) -> Draft202012Validator:
    """For the answers of a command, closed: a key that is not in the schema is wrong here. Words that are no command only fail."""
    schema = answer_schema(command if command in ANSWERS else "status")
    schema["properties"]["command"] = {"const": command}
    if command not in ANSWERS:
        schema["properties"]["error"] = {"type": "object"}
    return Draft202012Validator(_closed(schema), format_checker=FormatChecker(["date"]))


def _closed(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(part) for key, part in schema.items()}
    return closed | {"additionalProperties": False} if schema.get("type") == "object" and "properties" in schema else closed
