"""`itb export schema`: JSON Schemas of the answers, made from their types; every other test's JSON is held against them."""

import json
import os
from typing import NamedTuple

import pytest
from jsonschema import Draft202012Validator

from answer_schemas import check_answer
from itb_cli.cli.app import COMMANDS
from itb_cli.schemas.answers import ANSWERS, answer_schema
from itb_cli.schemas.types import Definitions, properties_of, schema_of


@pytest.fixture
def status(run):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    return json.loads(run("status", "--json").out)


def test_every_command_has_a_schema_and_nothing_else_has():
    assert list(ANSWERS) == [entry.name for entry in COMMANDS if entry.name in ANSWERS]
    assert set(ANSWERS) == {entry.name for entry in COMMANDS}


@pytest.mark.parametrize("command", ANSWERS)
def test_it_is_a_schema_that_leads_nowhere_outside_itself(run, command):
    printed = run("export", "schema", command).out
    schema = json.loads(printed)
    Draft202012Validator.check_schema(schema)
    led_to = {part.partition('"')[0] for part in printed.split('"#/$defs/')[1:]}
    assert led_to == set(schema["$defs"])
    assert "itb_cli" not in printed


def test_an_answer_fits_and_one_that_lacks_a_key_has_another_type_or_says_half_of_an_error_does_not(status):
    schema = Draft202012Validator(answer_schema("status"))
    assert schema.is_valid(status)
    assert schema.is_valid(status | {"new": 1}), "a later version may add keys"
    del status["data"]["refill_by"]
    assert not schema.is_valid(status)
    status["data"]["refill_by"] = 3
    assert not schema.is_valid(status)
    status |= {"data": {}, "error": {"code": "x", "message": "", "hint": ""}, "notices": []}
    assert not schema.is_valid(status)
    status["error"]["exit_code"] = 4
    assert schema.is_valid(status)


@pytest.mark.parametrize("change", [{"new": 1}, {"origin": "nobody"}, {"days_left": "8"}, {"last_refill": {}}])
def test_no_test_gets_a_key_or_value_that_is_not_in_the_schema(status, change):
    check_answer(["status", "--json"], json.dumps(status) + "\n")
    status["data"] |= change
    with pytest.raises(AssertionError, match="itb status --json"):
        check_answer(["status", "--json"], json.dumps(status) + "\n")


def test_a_key_that_would_stand_twice_and_a_type_that_json_has_not_are_refused():
    class Part(NamedTuple):
        """Half."""

        days: int

    class Twice(NamedTuple):
        """Both."""

        days: int
        next_refill: Part

    with pytest.raises(TypeError, match="days"):
        properties_of(Twice, Definitions())
    with pytest.raises(TypeError):
        schema_of(set[int], Definitions())


def test_the_list_names_every_command_on_the_page_and_for_machines(run):
    shown = run("export", "schema").out
    assert all(f"- {name}\n" in shown for name in ANSWERS)
    assert "To print one: itb export schema status" in shown
    data = json.loads(run("export", "schema", "--json").out)["data"]
    assert data == {"commands": list(ANSWERS), "command": None, "file": None, "private": None, "schema": None}


def test_no_record_is_read_and_the_schema_can_go_into_a_file_or_an_envelope(run, record, tmp_path):
    record.parent.mkdir()
    record.write_bytes(b"damaged = [")
    printed = run("export", "schema", "log").out
    file = tmp_path / "log.json"
    assert run("export", "schema", "log", "-o", str(file)).out.startswith("WRITTEN: ")
    assert file.read_text(encoding="utf-8") == printed
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600
    assert json.loads(run("export", "schema", "log", "--json").out)["data"]["schema"] == json.loads(printed)
    assert "there already" in run("export", "schema", "log", "-o", str(file), code=5).err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("schema", "statsu"), 'There is no command "statsu".'),
        (("schema", "-o", "x"), "A file holds the schema of one command."),
        (("json", "status"), '"status" is one word too many.'),
    ],
)
def test_what_does_not_fit_is_told(run, words, told):
    assert told in run("export", *words, code=2).err
