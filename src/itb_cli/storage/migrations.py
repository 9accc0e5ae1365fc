"""Older records stepped up to today's schema by pure, ordered functions, for ever. Reads and writes no file."""

from collections.abc import Callable, Mapping
from typing import Any

from itb_cli.domain.command import Command
from itb_cli.errors import RecordDamagedError

Document = dict[str, Any]

STEPS: Mapping[int, Callable[[Document], Document]] = {}
"""From a schema version to the next: `{1: from_1_to_2}`. Version 1 is the first released, so none is needed yet."""


HIGHEST = 9_999
"""No version of ours comes near this: it is no number of a schema, and nobody's newer program would help."""


def migrate(document: Document) -> Document:
    """`document` at the newest version that STEPS reach; a newer one is left as it is.

    Raises RecordDamagedError if the version is missing or no whole number from 1 to HIGHEST.
    """
    version = document.get("schema_version")
    if isinstance(version, bool) or not isinstance(version, int) or not 1 <= version <= HIGHEST:
        raise RecordDamagedError(
            'The record cannot be read: "schema_version" is missing or cannot be right.',
            f"It was not changed. Its first line of data must be: schema_version = 1. Help now: {Command('emergency')}.",
        )
    while version in STEPS:
        document = STEPS[version](document) | {"schema_version": version + 1}
        version += 1
    return document
