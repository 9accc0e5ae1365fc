"""What cannot be true is refused, what is unlikely is asked about: the same wherever it comes in, typed, edited, imported, examined."""

import json
import sys
from dataclasses import dataclass
from datetime import date

import pytest

from conftest import TODAY
from itb_cli.domain.settings import FIRST, SETTINGS
from itb_cli.storage.decoding import decode

FILLED = ("--filled", "18.6", "--strength", "2000")
REFILL = ("log", "2026-09-01", "--alarm-date", "2026-12-10")
FULL = (*REFILL, *FILLED, "--dose", "285.4")


@dataclass(frozen=True)
class Fault:
    """An entry or setting with one fault. `good` stores it without, `bad` with it, `edit` brings it in.

    `wrong` is how the fault stands in the record's file, in place of `right`. `says` is found in every answer, `reason` in
    that of an import if it is refused.
    """

    good: tuple[str, ...]
    bad: tuple[str, ...]
    right: str
    wrong: str
    says: str
    edit: tuple[str, ...] = ()
    before: tuple[tuple[str, ...], ...] = ()
    reason: str = ""
    good_on: date = TODAY


def setting(flag, good, wrong, says, *before, reason="", name=None):
    name = name or flag.removeprefix("--").replace("-", "_")
    return Fault(
        ("setup", flag, good),
        ("setup", flag, wrong),
        f"{name} = {quoted(good)}",
        f"{name} = {quoted(wrong)}",
        says,
        before=before,
        reason=reason,
    )


def quoted(value):
    return value if value.replace(".", "").isdigit() or value[4:5] == "-" else f'"{value}"'


def phone(flag, wrong, says, name, reason):
    return Fault(
        ("setup", flag, "555 0100"), ("setup", flag, wrong), f'{name} = "555 0100"', f'{name} = "{wrong}"', says, reason=reason
    )


FAULTS = {
    "a second refill two days after the last": Fault(
        ("log", "2026-11-20", "--alarm-date", "2027-02-20"),
        ("log", "2026-09-03", "--alarm-date", "2026-12-12"),
        "on = 2026-11-20",
        "on = 2026-09-03",
        "recorded already, 2 days before this one. Is this another one, and not the same?",
        ("edit", "2026-11-20", "--on", "2026-09-03"),
        (REFILL,),
    ),
    "a second refill 14 days after the last": Fault(
        ("log", "2026-11-20"),
        ("log", "2026-09-15"),
        "on = 2026-11-20",
        "on = 2026-09-15",
        "recorded already, 14 days before this one. Is this another one, and not the same?",
        ("edit", "2026-11-20", "--on", "2026-09-15"),
        (REFILL,),
    ),
    "a second refill two days before the last": Fault(
        ("log", "2026-06-01"),
        ("log", "2026-08-30"),
        "on = 2026-06-01",
        "on = 2026-08-30",
        "Is this another one, and not the same?",
        ("edit", "2026-06-01", "--on", "2026-08-30"),
        (REFILL,),
    ),
    "a second refill with the same alarm date": Fault(
        ("log", "2026-11-20", "--alarm-date", "2027-02-20"),
        ("log", "2026-11-20", "--alarm-date", "2026-12-10"),
        "alarm_date = 2027-02-20",
        "alarm_date = 2026-12-10",
        "has the same alarm date. Is this another one, and not the same?",
        ("edit", "2026-11-20", "--alarm-date", "2026-12-10"),
        (REFILL,),
    ),
    "a second refill with the same refill-by date": Fault(
        ("log", "2026-11-20", "--refill-by", "2027-02-20"),
        ("log", "2026-11-20", "--refill-by", "2026-12-10"),
        "refill_by = 2027-02-20",
        "refill_by = 2026-12-10",
        "has the same refill-by date. Is this another one, and not the same?",
        ("edit", "2026-11-20", "--refill-by", "2026-12-10"),
        (("log", "2026-09-01", "--refill-by", "2026-12-10"),),
    ),
    "a first dose without its last figure": Fault(
        FULL,
        (*REFILL, *FILLED, "--dose", "28.54"),
        "dose_mcg_per_day = 285.4",
        "dose_mcg_per_day = 28.54",
        "would last 1,023 days. A pump is to be refilled within 180 days.",
        ("edit", "2026-09-01", "--dose", "28.54"),
    ),
    "a first dose recorded after the refill, without its last figure": Fault(
        ("dose", "285.4", "--on", "2026-09-02"),
        ("dose", "28.54", "--on", "2026-09-02"),
        "dose_mcg_per_day = 285.4",
        "dose_mcg_per_day = 28.54",
        "would last 1,023 days. A pump is to be refilled within 180 days.",
        ("edit", "2026-09-02", "--dose", "28.54"),
        ((*REFILL, *FILLED),),
    ),
    "an alarm date 201 days after the refill": Fault(
        REFILL,
        ("log", "2026-09-01", "--alarm-date", "2027-03-21"),
        "alarm_date = 2026-12-10",
        "alarm_date = 2027-03-21",
        "Sunday 21 March 2027 is more than 200 days after the refill. Is it right?",
        ("edit", "2026-09-01", "--alarm-date", "2027-03-21"),
    ),
    "a refill-by date 201 days after the refill": Fault(
        ("log", "2026-09-01", "--refill-by", "2026-12-10"),
        ("log", "2026-09-01", "--refill-by", "2027-03-21"),
        "refill_by = 2026-12-10",
        "refill_by = 2027-03-21",
        "Sunday 21 March 2027 is more than 200 days after the refill. Is it right?",
        ("edit", "2026-09-01", "--refill-by", "2027-03-21"),
    ),
    "an alarm date on the day of the refill": Fault(
        REFILL,
        ("log", "2026-09-01", "--alarm-date", "2026-09-01"),
        "alarm_date = 2026-12-10",
        "alarm_date = 2026-09-01",
        "The alarm date, Tuesday 1 September 2026, is not after the refill on 1 September 2026.",
        ("edit", "2026-09-01", "--alarm-date", "2026-09-01"),
        reason="refills, entry 1, alarm_date: it is not after the refill",
    ),
    "an alarm date before its own refill-by date": Fault(
        ("log", "2026-09-01", "--alarm-date", "2026-12-20", "--refill-by", "2026-12-10"),
        ("log", "2026-09-01", "--alarm-date", "2026-12-05", "--refill-by", "2026-12-10"),
        "alarm_date = 2026-12-20",
        "alarm_date = 2026-12-05",
        "The refill-by date comes after the alarm date. Is it right?",
        ("edit", "2026-09-01", "--alarm-date", "2026-12-05"),
    ),
    "a printout on a dose of the day before the refill": Fault(
        ("dose", "290", "--on", "2026-09-02", "--alarm-date", "2026-12-08"),
        ("dose", "290", "--on", "2026-08-31", "--alarm-date", "2026-12-08"),
        "on = 2026-09-02",
        "on = 2026-08-31",
        "Were these two visits?",
        ("edit", "2026-09-02", "--on", "2026-08-31", "--kind", "dose"),
        (FULL,),
    ),
    "an alarm date that is later although the dose did not go down": Fault(
        ("dose", "290", "--on", "2026-10-01", "--alarm-date", "2026-12-08"),
        ("dose", "290", "--on", "2026-10-01", "--alarm-date", "2027-01-20"),
        "alarm_date = 2026-12-08",
        "alarm_date = 2027-01-20",
        "By the doses since, Wednesday 20 January 2027 is more than 7 days later than the alarm date before",
        ("edit", "2026-10-01", "--alarm-date", "2027-01-20"),
        (FULL,),
    ),
    "a dose that fell, and a date later than it allows": Fault(
        ("dose", "240", "--on", "2026-10-01", "--alarm-date", "2026-12-12"),
        ("dose", "240", "--on", "2026-10-01", "--alarm-date", "2027-02-10"),
        "alarm_date = 2026-12-12",
        "alarm_date = 2027-02-10",
        "By the doses since, Wednesday 10 February 2027 is more than 7 days later than the alarm date before",
        ("edit", "2026-10-01", "--alarm-date", "2027-02-10"),
        ((*REFILL, "--dose", "250"),),
    ),
    "a date printed at a check, later than the doses allow": Fault(
        ("event", "mri", "--on", "2026-10-01", "--checked", "2026-10-02", "--alarm-date", "2026-12-10"),
        ("event", "mri", "--on", "2026-10-01", "--checked", "2026-10-02", "--alarm-date", "2027-02-10"),
        "checked_on = 2026-10-02\nalarm_date = 2026-12-10",
        "checked_on = 2026-10-02\nalarm_date = 2027-02-10",
        "By the doses since, Wednesday 10 February 2027 is more than 7 days later than the alarm date before",
        ("edit", "2026-10-01", "--alarm-date", "2027-02-10"),
        ((*REFILL, "--dose", "250"),),
    ),
    "a date printed at a check, and no later than it": Fault(
        ("event", "mri", "--on", "2026-10-01", "--checked", "2026-10-02", "--alarm-date", "2026-12-10"),
        ("event", "mri", "--on", "2026-10-01", "--checked", "2026-10-02", "--alarm-date", "2026-10-02"),
        "checked_on = 2026-10-02\nalarm_date = 2026-12-10",
        "checked_on = 2026-10-02\nalarm_date = 2026-10-02",
        "The alarm date, Friday 2 October 2026, is not after the check on 2 October 2026.",
        ("edit", "2026-10-01", "--alarm-date", "2026-10-02"),
        reason="events, entry 1, alarm_date: it is not after the check",
    ),
    "another strength than at the last refill": Fault(
        ("log", "2026-09-01", "--strength", "500"),
        ("log", "2026-09-01", "--strength", "2000"),
        "on = 2026-09-01\nstrength_mcg_per_ml = 500",
        "on = 2026-09-01\nstrength_mcg_per_ml = 2000",
        "The strength was 500 mcg per mL at the refill before. Is it 2,000 mcg per mL now?",
        ("edit", "2026-09-01", "--strength", "2000"),
        (("log", "2026-06-01", "--strength", "500"),),
    ),
    "a strength one step higher than at the last refill": Fault(
        ("log", "2026-09-01", "--strength", "1000"),
        ("log", "2026-09-01", "--strength", "2000"),
        "on = 2026-09-01\nstrength_mcg_per_ml = 1000",
        "on = 2026-09-01\nstrength_mcg_per_ml = 2000",
        "The strength was 1,000 mcg per mL at the refill before. Is it 2,000 mcg per mL now?",
        ("edit", "2026-09-01", "--strength", "2000"),
        (("log", "2026-06-01", "--strength", "1000"),),
    ),
    "a dose 9.6 times lower": Fault(
        ("dose", "250", "--on", "2026-10-01"),
        ("dose", "30", "--on", "2026-10-01"),
        "dose_mcg_per_day = 250",
        "dose_mcg_per_day = 30",
        "30 mcg per day is 9.6 times less than the last one, 288 mcg per day. Is it right?",
        ("edit", "2026-10-01", "--dose", "30"),
        (("log", "2026-09-01", "--dose", "288"),),
    ),
    "a dose 5 times higher": Fault(
        ("log", "2026-11-20", "--dose", "300"),
        ("log", "2026-11-20", "--dose", "1440"),
        "dose_mcg_per_day = 300",
        "dose_mcg_per_day = 1440",
        "1,440 mcg per day is 5 times more than the last one, 288 mcg per day. Is it right?",
        ("edit", "2026-11-20", "--dose", "1440"),
        (("log", "2026-09-01", "--dose", "288"),),
    ),
    "a fill no larger than the alarm volume": Fault(
        ("log", "2026-09-01", "--filled", "18.5"),
        ("log", "2026-09-01", "--filled", "1.85"),
        "filled_ml = 18.5",
        "filled_ml = 1.85",
        "is not more than the alarm volume, 2 mL",
        ("edit", "2026-09-01", "--filled", "1.85"),
        (("setup", "--alarm-volume", "2"),),
    ),
    "more than the reservoir holds": Fault(
        ("log", "2026-09-01", "--filled", "18.5"),
        ("log", "2026-09-01", "--filled", "28.5"),
        "filled_ml = 18.5",
        "filled_ml = 28.5",
        "28.5 mL is more than your pump's reservoir holds, 20 mL.",
        ("edit", "2026-09-01", "--filled", "28.5"),
        (("setup", "--reservoir", "20"),),
        reason="refills, entry 1, filled_ml: it is more than the reservoir of the pump holds",
    ),
    "a refill in the future": Fault(
        ("log", "2026-09-01"),
        ("log", "2026-11-23"),
        "on = 2026-09-01",
        "on = 2026-11-23",
        "Monday 23 November 2026 lies in the future.",
        ("edit", "2026-09-01", "--on", "2026-11-23"),
        reason="refills, entry 1, on: it lies in the future",
    ),
    "a refill before the implant": Fault(
        ("log", "2026-09-01"),
        ("log", "2020-09-01"),
        "on = 2026-09-01",
        "on = 2020-09-01",
        "is before your pump was implanted, on 1 May 2024.",
        ("edit", "2026-09-01", "--on", "2020-09-01"),
        (("setup", "--implanted-on", "2024-05-01"),),
        reason="refills, entry 1, on: it is before the implant",
    ),
    "a refill before the birth": Fault(
        ("log", "2026-09-01"),
        ("log", "1960-09-01"),
        "on = 2026-09-01",
        "on = 1960-09-01",
        "is before the date of birth, 1 May 1970.",
        ("edit", "2026-09-01", "--on", "1960-09-01"),
        (("setup", "--born", "1970-05-01"),),
        reason="refills, entry 1, on: it is before the date of birth",
    ),
    "a check before its event": Fault(
        ("event", "mri", "--on", "2026-10-01", "--checked", "2026-10-02"),
        ("event", "mri", "--on", "2026-10-01", "--checked", "2026-09-30"),
        "checked_on = 2026-10-02",
        "checked_on = 2026-09-30",
        "is before the event on 1 October 2026.",
        ("edit", "2026-10-01", "--checked", "2026-09-30"),
        reason="events, entry 1, checked_on: it is before the event",
    ),
    "an appointment in a year that is too far": Fault(
        ("book", "2026-12-01"),
        ("book", "2027-12-01"),
        "on = 2026-12-01",
        "on = 2027-12-01",
        "Wednesday 1 December 2027 is more than 200 days ahead. Is it right?",
        ("edit", "2026-12-01", "--on", "2027-12-01"),
    ),
    "a second appointment": Fault(
        ("book", "2026-11-10"),
        ("book", "2026-12-03"),
        "on = 2026-11-10",
        "on = 2026-12-03",
        "You have an appointment on Tuesday 1 December 2026. Is this one more?",
        ("edit", "2026-11-10", "--on", "2026-12-03"),
        (("book", "2026-12-01"),),
        good_on=date(2026, 11, 1),
    ),
    "a reservoir of 200 mL": setting("--reservoir", "20", "200", "A reservoir of 200 mL", name="reservoir_ml"),
    "a reservoir of 400 mL": setting("--reservoir", "40", "400", "A reservoir of 400 mL", name="reservoir_ml"),
    "a reservoir of 2 mL": setting("--reservoir", "20", "2", "A reservoir of 2 mL", name="reservoir_ml"),
    "an alarm volume of 0.2 mL": setting("--alarm-volume", "2", "0.2", "An alarm volume of 0.2 mL", name="alarm_volume_ml"),
    "an alarm volume of 12 mL": setting("--alarm-volume", "2", "12", "An alarm volume of 12 mL", name="alarm_volume_ml"),
    "an alarm volume above what was filled": setting(
        "--alarm-volume",
        "2",
        "4",
        "is not more than the alarm volume, 4 mL",
        ("log", "2026-09-01", "--filled", "3"),
        name="alarm_volume_ml",
    ),
    "an alarm volume above the reservoir": setting(
        "--alarm-volume",
        "2",
        "40",
        "is not less than the reservoir, 20 mL",
        ("setup", "--reservoir", "20"),
        name="alarm_volume_ml",
        reason="pump, alarm_volume_ml: it is not less than the reservoir",
    ),
    "a reservoir below the last fill": setting(
        "--reservoir",
        "20",
        "10",
        "is less than your last refill put in, 18.5 mL",
        ("log", "2026-09-01", "--filled", "18.5"),
        name="reservoir_ml",
        reason="pump, reservoir_ml: it is less than the last refill put in",
    ),
    "a pump to be replaced by 1990": setting(
        "--replace-by", "2030-05-01", "1990-05-01", "1 May 1990, passed long ago. Is it right?"
    ),
    "a pump to be replaced by 2062": setting(
        "--replace-by", "2030-05-01", "2062-05-01", "is more than 10 years ahead. Is it right?"
    ),
    "a pump to be replaced before it was implanted": setting(
        "--replace-by",
        "2030-05-01",
        "2023-05-01",
        "is not after the implant, on 1 May 2024.",
        ("setup", "--implanted-on", "2024-05-01"),
        reason="pump, replace_by: it is not after the implant",
    ),
    "a pump implanted before the birth": setting(
        "--implanted-on",
        "2024-05-01",
        "1960-05-01",
        "is before the date of birth, 1 May 1970.",
        ("setup", "--born", "1970-05-01"),
        reason="pump, implanted_on: it is before the date of birth",
    ),
    "a birth after a refill": setting(
        "--born",
        "1970-05-01",
        "2026-10-01",
        "is after an entry, of 1 September 2026.",
        REFILL,
        reason="person, born: it is after an entry",
    ),
    "a birth in the future": setting(
        "--born", "1970-05-01", "2027-05-01", "1 May 2027 lies in the future.", reason="person, born: it lies in the future"
    ),
    "tablets that were used up long ago": setting(
        "--tablets-use-before", "2027-05-01", "1990-05-01", "1 May 1990, passed long ago. Is it right?", name="use_before"
    ),
    "no buffer": setting(
        "--buffer-days", "10", "0", "A buffer of 0 days is less than clinics publish (3 days). Is it your clinic's own figure?"
    ),
    "a buffer of 2 days": setting("--buffer-days", "10", "2", "A buffer of 2 days is less than clinics publish"),
    "a buffer of 90 days": setting("--buffer-days", "10", "90", "A buffer of 90 days is more than"),
    "no lead": setting("--lead-days", "14", "0", "A lead time of 0 days"),
    "a lead of 2 days": setting("--lead-days", "14", "2", "A lead time of 2 days"),
    "a lead of 90 days": setting("--lead-days", "14", "90", "A lead time of 90 days is more than"),
    "a name in the emergency number": phone(
        "--emergency-number",
        "husband, 555 0111",
        "An emergency number has no letters.",
        "emergency_number",
        "plan, emergency_number: it has letters",
    ),
    "a day for an emergency number": phone(
        "--emergency-number",
        "2026-12-10",
        "That is a day, not a telephone number.",
        "emergency_number",
        "plan, emergency_number: it is a day, not a telephone number",
    ),
    "a day for the clinic's phone": phone(
        "--clinic-phone",
        "10.12.2026",
        "That is a day, not a telephone number.",
        "phone",
        "clinic, phone: it is a day, not a telephone number",
    ),
    "a day with its month for the phone after hours": phone(
        "--after-hours-phone",
        "10 Dec 2026",
        "That is a day, not a telephone number.",
        "out_of_hours_phone",
        "clinic, out_of_hours_phone: it is a day, not a telephone number",
    ),
    "a clinic's phone without figures": phone(
        "--clinic-phone", "none", "A telephone number needs figures.", "phone", "clinic, phone: a telephone number needs figures"
    ),
    "a day for a contact's phone": Fault(
        ("setup", "--contact", "Sam, 555 0111"),
        ("setup", "--contact", "Sam, 03/04/2026"),
        'phone = "555 0111"',
        'phone = "03/04/2026"',
        "That is a day, not a telephone number.",
        reason="contacts, phone: it is a day, not a telephone number",
    ),
}
BY_ENTRY = {name: fault for name, fault in FAULTS.items() if fault.edit}


def each(faults, every_day=None):
    """All `faults`; with `every_day` only the first so many run every day."""
    cases = [
        pytest.param(fault, id=name, marks=() if every_day is None or place < every_day else pytest.mark.slow)
        for place, (name, fault) in enumerate(faults.items())
    ]
    return pytest.mark.parametrize("fault", cases)


def prepared(run, fault):
    for command in fault.before:
        run(*command, *(() if command[0] == "setup" else ("--yes",)))


def stored(run, fault):
    prepared(run, fault)
    run(*fault.good, *(() if fault.good[0] == "setup" else ("--yes",)), today=fault.good_on)


def with_fault(run, record, fault):
    """The record's text with the fault in it; the record holds it without."""
    stored(run, fault)
    good = record.read_text(encoding="utf-8")
    assert good.count(fault.right) == 1, good
    return good.replace(fault.right, fault.wrong)


def kept(run, record, fault, *words, environment=None):
    """Not stored until somebody says yes; what cannot be true, not even then."""
    before = record.read_bytes() if record.exists() else None
    hint = "If it is right, type the same again with --yes."
    said = run(*words, code=5, environment=environment).err if environment is None else ""
    assert environment is not None or (fault.says in said and (hint in said) == (not fault.reason)), said
    if fault.reason:
        assert fault.says in run(*words, "--yes", code=5, environment=environment).err
        assert (record.read_bytes() if record.exists() else None) == before
        return
    run(*words, "--yes", environment=environment)
    assert record.read_bytes() != before


@each(FAULTS)
def test_what_is_typed(run, record, fault):
    prepared(run, fault)
    kept(run, record, fault, *fault.bad)


@each(BY_ENTRY)
def test_an_entry_that_is_edited(run, record, fault):
    stored(run, fault)
    kept(run, record, fault, *fault.edit)


@pytest.mark.slow
@each(FAULTS)
def test_a_record_that_is_edited_as_a_whole(run, record, fault, tmp_path):
    typed, editor = tmp_path / "typed.toml", tmp_path / "editor.py"
    typed.write_text(with_fault(run, record, fault), encoding="utf-8")
    editor.write_text(f"import shutil, sys\nshutil.copyfile({str(typed)!r}, sys.argv[-1])\n", encoding="utf-8")
    world = {"VISUAL": f'"{sys.executable}" "{editor}"', "ITB_PLAIN": "1"}
    before = record.read_bytes()
    asked = run("edit", environment=world, is_terminal=True, typed="n\nn\nn\n", code=5).err
    assert fault.says in asked
    assert record.read_bytes() == before
    record.with_name("record.toml.draft").exists() and __import__("shutil").rmtree(record.with_name("record.toml.draft"))
    kept(run, record, fault, "edit", environment=world)


@each(FAULTS, every_day=10)
def test_a_file_that_is_imported(run, record, fault, tmp_path):
    record_with_fault = with_fault(run, record, fault)
    record.write_text(record_with_fault, encoding="utf-8")
    file = tmp_path / "brought.json"
    file.write_text(run("export", "json").out, encoding="utf-8")
    for path in sorted(record.parent.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    prepared(run, fault)
    shown = run("import", str(file), code=5)
    if fault.reason:
        assert fault.reason in shown.err
        assert fault.reason in run("import", str(file), "--yes", code=5).err
    else:
        assert fault.says in shown.out
        assert any(
            fault.says in item["text"]
            for item in json.loads(run("import", str(file), "--dry-run", "--json").out)["data"]["doubtful"]
        )
        run("import", str(file), is_terminal=True, typed="y\ny\n", environment={"ITB_PLAIN": "1"})


@pytest.mark.slow
@each(FAULTS)
def test_a_record_that_is_examined(run, record, fault):
    record.write_text(with_fault(run, record, fault), encoding="utf-8")
    is_wrong = fault.reason and "before your pump was implanted" not in fault.says  # it may have been an earlier pump
    assert fault.says in run("doctor", code=4 if is_wrong else 0).out


@pytest.mark.slow
@each(FAULTS)
def test_a_record_without_the_fault_is_in_order(run, record, fault):
    stored(run, fault)
    assert "may not be right" not in run("doctor").out


@pytest.mark.parametrize("number", ["husband, 555 0111", "2026-12-10", "10.12.2026"])
def test_what_is_no_number_is_never_called_in_an_emergency(run, record, number):
    record.parent.mkdir()
    record.write_text(f'schema_version = 1\n[plan]\nemergency_number = "{number}"\n', encoding="utf-8")
    for command in (("emergency",), ("card",), ("card", "--format", "text")):
        out = run(*command).out
        assert number not in out
        assert "your emergency number (112, 911 or 999)" in out


COUNTED = ("in 106 days", "in 31 months", "3 weeks", "tomorrow", "friday")
PRINTED = (
    ("log", "2026-09-01", "--alarm-date"),
    ("log", "2026-09-01", "--refill-by"),
    ("dose", "300", "--on", "2026-09-01", "--alarm-date"),
    ("setup", "--replace-by"),
    ("setup", "--tablets-use-before"),
    ("event", "mri", "--on", "2026-09-01", "--checked", "2026-09-02", "--alarm-date"),
)
EDITED = (("edit", "id-1", "--alarm-date"), ("edit", "id-1", "--refill-by"))


@pytest.mark.parametrize("words", COUNTED)
@pytest.mark.parametrize("command", PRINTED, ids=" ".join)
def test_a_printed_day_that_is_counted_is_refused(run, record, command, words):
    said = run(*command, words, code=5).err
    assert f'"{words}" does not say from which day it counts. Nothing was stored.' in said
    assert "Type the day that is printed, such as 2026-12-29." in said
    assert not record.exists()


@pytest.mark.parametrize("words", COUNTED)
@pytest.mark.parametrize("command", EDITED, ids=" ".join)
def test_a_printed_day_that_is_counted_is_refused_in_an_edit(run, record, command, words):
    run(*REFILL)
    before = record.read_bytes()
    assert "does not say from which day it counts" in run(*command, words, code=5).err
    assert record.read_bytes() == before


@pytest.mark.parametrize("command", PRINTED, ids=" ".join)
def test_a_printed_day_with_one_reading_is_taken_and_told_with_its_weekday(run, command):
    for typed, told in (("12/29/2026", "Tuesday 29 December 2026"), ("17.12.2026", "Thursday 17 December 2026")):
        assert told in run(*command, typed).out
        run("undo")


@pytest.mark.parametrize("command", PRINTED, ids=" ".join)
def test_a_printed_day_with_two_readings_is_refused_with_both(run, record, command):
    assert "can be read as 3 April 2026 or 4 March 2026." in run(*command, "03/04/2026", code=5).err
    assert not record.exists()


def test_what_was_said_yes_to_is_not_asked_about_again(run):
    run(*FULL)
    run("log", "2026-09-03", "--dose", "28.54", "--yes")
    run("edit", "2026-09-03", "--note", "Right so.")
    run("log", "2026-09-03", "--complete", "--filled", "18")
    assert "Is it right?" in run("edit", "2026-09-03", "--dose", "28.5", code=5).err


def test_a_question_about_a_setting_is_asked_in_its_turn_and_a_no_asks_for_it_again(run, record):
    later = [setting.flag for setting in SETTINGS if setting.flag not in FIRST]
    skipped = "\n" * len(FIRST) + "y\n" + "\n" * later.index("--buffer-days")
    typed = f"{skipped}0\nn\n2\ny\n" + "\n" * (len(later) - later.index("--buffer-days") - 1) + "y\n"
    said = run("setup", typed=typed, is_terminal=True, environment={"ITB_PLAIN": "1"})
    assert "A buffer of 0 days is less than clinics publish (3 days). Is it your clinic's own figure? [y/N]" in said.err
    assert said.err.count("Is it your clinic's own figure?") == 2
    assert "buffer_days = 2" in record.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [
        ("log", "2026-09-01", "--note", "  ", "--yes"),
        ("dose", "300", "2026-09-20", "--note", " ", "--yes"),
        ("event", "fall", "2026-09-20", "--note", "\t", "--yes"),
        ("book", "2026-12-01", "--place", " ", "--yes"),
        ("diary", "add", "--spasms", "1", "--note", " ", "--yes"),
        ("edit", "2026-08-01", "--note", "   ", "--yes"),
        ("setup", "--name", "  ", "--yes"),
    ],
)
def test_blanks_alone_are_nothing_said(run, record, words):
    run("log", "2026-08-01", "--note", "Said.", "--yes")
    run(*words)
    stored = decode(record.read_bytes())
    texts = [entry.note for entry in (*stored.refills, *stored.doses, *stored.events, *stored.diary_entries)]
    texts += [visit.place for visit in stored.appointments] + [stored.person.name]
    assert {text for text in texts if text is not None} <= {"Said."}
