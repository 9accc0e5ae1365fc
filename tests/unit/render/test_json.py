"""The envelope: the same shape for all commands, a missing value is null, numbers are numbers."""

import json
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

import pytest

from itb_cli.domain.record import Contact, Record, Refill
from itb_cli.domain.supply_state import SupplyState
from itb_cli.errors import InputRefusedError, RecordDamagedError
from itb_cli.render.json import render, render_error, value
from itb_cli.services.notices import Notice, Signal
from itb_cli.services.outcome import Outcome

DAY = date(2026, 11, 22)


class Colour(StrEnum):
    RED = "red"


class View(NamedTuple):
    on: date
    note: str | None
    parts: tuple[str, ...] = ()


class Span(NamedTuple):
    from_: date


def test_the_envelope_is_whole_and_one_ascii_line():
    outcome = Outcome(View(DAY, "Stöppler"), (Notice("code", Signal.WARNING, "Text.", ("S01",)),), SupplyState.SOON)
    text = render("status", DAY, outcome)
    assert text.isascii()
    assert text.endswith("}\n")
    assert text.count("\n") == 1
    assert json.loads(text) == {
        "schema_version": 1,
        "command": "status",
        "as_of": "2026-11-22",
        "person": None,
        "state": "soon",
        "data": {"on": "2026-11-22", "note": "Stöppler", "parts": []},
        "notices": [{"code": "code", "signal": "warning", "text": "Text.", "sources": ["S01"]}],
        "error": None,
    }


def test_the_keys_stand_in_the_order_of_the_contract():
    assert list(json.loads(render("x", DAY, Outcome(View(DAY, None))))) == [
        *("schema_version", "command", "as_of", "person", "state", "data", "notices", "error"),
    ]


def test_an_answer_without_a_state_says_null():
    assert json.loads(render("learn", DAY, Outcome(View(DAY, None))))["state"] is None


@pytest.mark.parametrize(
    ("error", "state", "told"),
    [
        (InputRefusedError("What.", "Hint."), None, ("input_refused", 5)),
        (RecordDamagedError("What.", "Hint."), "unknown", ("record_damaged", 4)),
    ],
)
def test_an_error_fills_its_place_and_empties_the_others(error, state, told):
    envelope = json.loads(render_error("log", DAY, error, state))
    assert (envelope["data"], envelope["notices"], envelope["state"]) == ({}, [], state)
    assert envelope["error"] == {"code": told[0], "message": "What.", "hint": "Hint.", "exit_code": told[1]}


@pytest.mark.parametrize(
    ("item", "plain"),
    [
        (None, None),
        (True, True),
        (7, 7),
        ("text", "text"),
        (Colour.RED, "red"),
        (DAY, "2026-11-22"),
        (time(9, 5), "09:05:00"),
        (Decimal(20), 20),
        (Decimal("20.0"), 20),
        (Decimal(2000), 2000),
        (Decimal("1E+3"), 1000),
        (Decimal("18.5"), 18.5),
        ((1, (2, DAY)), [1, [2, "2026-11-22"]]),
        ((), []),
        (View(DAY, None, ("a",)), {"on": "2026-11-22", "note": None, "parts": ["a"]}),
        (Span(DAY), {"from": "2026-11-22"}),
        ((View(DAY, None),), [{"on": "2026-11-22", "note": None, "parts": []}]),
    ],
)
def test_every_value_becomes_a_plain_one(item, plain):
    found = value(item)
    assert found == plain
    assert type(found) is type(plain)
    json.dumps(found)


def test_whole_numbers_have_no_point_and_no_comma():
    assert json.dumps(value(Decimal("2000.00"))) == "2000"
    assert json.dumps(value(Decimal("1250.5"))) == "1250.5"


def test_keys_of_other_programs_stay_in_the_file():
    told = value(Record(contacts=(Contact("Sam", extra={"fax": "1"}),), extra={"colour": "blue"}))
    assert "extra" not in told
    assert "extra" not in told["contacts"][0]
    assert told["contacts"] == [{"name": "Sam", "relation": None, "phone": None}]


def test_a_missing_value_is_null_and_never_absent():
    told = value(Refill("a", DAY))
    assert told == {
        "id": "a",
        "on": "2026-11-22",
        **dict.fromkeys(("alarm_date", "refill_by", "filled_ml", "strength_mcg_per_ml", "dose_mcg_per_day", "note")),
    }


def test_control_signs_are_escaped():
    text = render("x", DAY, Outcome(View(DAY, "\x1b[2J\x9b\u202e\n\ud800")))
    assert text.isascii()
    assert not [sign for sign in text[:-1] if ord(sign) < 32]
    assert json.loads(text)["data"]["note"] == "\x1b[2J\x9b\u202e\n\ud800"
