"""Older records are stepped up for ever; a version that is none is damage."""

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from itb_cli.domain.record import SCHEMA_VERSION
from itb_cli.errors import RecordDamagedError
from itb_cli.storage.decoding import decode
from itb_cli.storage.encoding import encode
from itb_cli.storage.migrations import HIGHEST, STEPS, migrate

RECORDS = Path(__file__).parents[2] / "data" / "records"


def test_the_steps_lead_from_version_1_to_todays_without_a_gap():
    assert sorted(STEPS) == list(range(1, SCHEMA_VERSION))


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_a_record_of_every_released_version_still_loads_and_is_written_as_todays(version: int):
    record = decode((RECORDS / f"schema_{version}.toml").read_bytes())
    assert record.refills
    assert f"schema_version = {SCHEMA_VERSION}\n".encode() in encode(record)
    assert decode(encode(record)) == record


@pytest.mark.parametrize("version", [SCHEMA_VERSION, SCHEMA_VERSION + 1, HIGHEST])
def test_todays_and_newer_documents_are_left_as_they_are(version: int):
    document: dict[str, Any] = {"schema_version": version, "refills": [{"on": date(2026, 9, 1)}], "unknown": {"a": 1}}
    before = deepcopy(document)
    assert migrate(document) == before
    assert document == before


@pytest.mark.parametrize(
    "document",
    [{}, *({"schema_version": wrong} for wrong in (0, -1, HIGHEST + 1, 10**5000, True, 1.0, "1", [1], {}, date(2026, 1, 1)))],
)
def test_a_version_that_is_missing_or_no_whole_number_is_damage(document: dict[str, Any]):
    with pytest.raises(RecordDamagedError, match='"schema_version" is missing or cannot be right'):
        migrate(document)
