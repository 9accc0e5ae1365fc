"""`itb report`: all that is recorded, what to ask, what is missing; and with --redact nothing that tells whose it is."""

import json
import re

import pytest

from itb_cli.content.loader import packaged_knowledge
from itb_cli.domain.entry_facts import FACTS
from itb_cli.domain.settings import SETTINGS

PRIVATE = {
    "name": "Zoe Nameworth",
    "born": "1971-03-04",
    "born in words": "4 March 1971",
    "relation": "Brotherkin",
    "contact": "Bert Kinsman",
    "contact phone": "555 7777",
    "clinic": "Quayside Unit",
    "clinic phone": "555 8888",
    "after hours": "555 9999",
    "serial": "NGV123456H",
    "place": "Ward Seventeen",
    "refill note": "the nurse Olga",
    "dose note": "ask Doctor Who",
    "event note": "fell at the Ritz",
    "diary note": "itching near Brighton",
    "allergy": "Penicillinum",
    "ids": "zoes-entry",
    "foreign": "written elsewhere",
    "emergency": "118999",
}
FULL = """\
schema_version = 1
mine = "written elsewhere"
[person]
name = "Zoe Nameworth"
born = 1971-03-04
allergies = ["Penicillinum"]
[[contacts]]
name = "Bert Kinsman"
relation = "Brotherkin"
phone = "555 7777"
[clinic]
name = "Quayside Unit"
phone = "555 8888"
out_of_hours_phone = "555 9999"
mine = "written elsewhere"
[pump]
model = "SynchroMed II"
serial = "NGV123456H"
mine = "written elsewhere"
[plan]
emergency_number = "118999"
[[refills]]
id = "zoes-entry1"
on = 2026-06-01
filled_ml = 20
strength_mcg_per_ml = 2000
dose_mcg_per_day = 300
[[refills]]
id = "zoes-entry2"
on = 2026-09-01
alarm_date = 2026-12-10
filled_ml = 18.5
strength_mcg_per_ml = 2000
dose_mcg_per_day = 350
note = "the nurse Olga"
[[doses]]
id = "zoes-entry3"
on = 2026-07-01
dose_mcg_per_day = 325
note = "ask Doctor Who"
[[appointments]]
id = "zoes-entry4"
on = 2026-11-29
at = 09:30:00
place = "Ward Seventeen"
[[events]]
id = "zoes-entry5"
on = 2026-10-01
kind = "fall"
note = "fell at the Ritz"
[[diary_entries]]
id = "zoes-entry6"
on = 2026-11-20
spasms = 1
tightness = 3
sleep_hours = 7.5
note = "itching near Brighton"
"""


@pytest.fixture
def full(record):
    record.parent.mkdir(parents=True)
    record.write_text(FULL, encoding="utf-8")
    return record


def html_of(run, place, *words):
    run("report", "--html", str(place), *words)
    return place.read_text(encoding="utf-8")


def shown_everywhere(run, tmp_path, *words):
    """The report in every medium."""
    return {
        "plain": run("report", *words).out,
        "screen": run("report", *words, is_terminal=True, environment={"COLUMNS": "200"}).out,
        "narrow": run("report", *words, is_terminal=True, environment={"COLUMNS": "40"}).out,
        "json": run("report", "--json", *words).out,
        "html": html_of(run, tmp_path / f"report{len(words)}.html", *words),
    }


def test_everything_recorded_stands_in_it(run, full):
    out = " ".join(run("report").out.split())
    for words in (
        "92 days after the refill before; filled 18.5 mL; 2,000 mcg per mL; 350 mcg per day; alarm date 10 December 2026; note: the",
        "Day: Wednesday 1 July 2026; Details: 325 mcg per day; note: ask Doctor Who",
        "a fall or a blow; pump check not recorded; note: fell at the Ritz",
        "at 09:30; Ward Seventeen; booked",
        "From 1 June 2026: 300 mcg per day From 1 July 2026: 325 mcg per day From 1 September 2026: 350 mcg per day",
        "spasms 1 of 4; tightness 3 of 10; sleep 7.5 hours; note: itching near Brighton",
        "Name: Zoe Nameworth Born: 4 March 1971 Allergies: Penicillinum Contact: Bert Kinsman, 555 7777 (Brotherkin)",
        "Serial: NGV123456H",
        "On Thursday 1 October 2026 there was a fall or a blow. Must the pump be checked?",
    ):
        assert words in out, words


def test_signs_in_the_diary_come_before_all_else(run, full):
    assert run("report").out.startswith("EMERGENCY: Itching\n"), "a refill is late"


def test_a_state_that_cannot_wait_comes_before_the_report(run):
    run("log", "2026-06-01", "--alarm-date", "2026-09-01")
    out = run("report").out
    assert out.startswith("CALL NOW: Call your pump clinic now, at any hour.")
    assert out.endswith("Symptoms beat dates.\n")


def test_redacted_nothing_tells_whose_it_is(run, full, tmp_path):
    for medium, text in shown_everywhere(run, tmp_path, "--redact").items():
        for what, secret in PRIVATE.items():
            assert secret not in text, (medium, what)


def test_what_the_redacted_report_is_held_against_stands_in_the_full_one(run, full, tmp_path):
    text = shown_everywhere(run, tmp_path)["plain"]
    kept_out = {"ids", "foreign", "emergency", "born"}
    assert {what for what, secret in PRIVATE.items() if secret not in text} == kept_out


def test_redacted_it_says_so_and_keeps_the_medical_facts(run, full):
    out = run("report", "--redact").out
    assert out.startswith("EMERGENCY: Itching\n"), "a refill is late"
    assert (
        "Left out on purpose: the pump's serial number, the clinic and its phones, name, date of birth, allergies, contacts, "
        "emergency number, ids, places, notes." in out
    )
    assert "SynchroMed II" in out
    assert "filled 18.5 mL" in out
    assert "Clinic's phone" not in out, "what is left out is not called missing"


@pytest.mark.parametrize("command", ["report", "history"])
def test_an_empty_text_in_the_file_is_told_as_nothing(run, record, command):
    record.parent.mkdir(parents=True)
    record.write_text('schema_version = 1\n[[refills]]\nid = "r"\non = 2026-09-01\nalarm_date = 2026-12-29\nnote = ""\n', "utf-8")
    assert "note:" not in run(command).out


def test_whatever_may_not_be_shared_is_named_as_left_out(run, full):
    said = json.loads(run("report", "--redact", "--json").out)["data"]["left_out"]
    for setting in SETTINGS:
        is_named = not {str(setting.group), f"{setting.group}.{setting.name}"}.isdisjoint(said)
        assert is_named != setting.shared, setting.flag
    assert {f"{fact.field}s" for fact in FACTS if not fact.shared} <= set(said)


def test_redacted_whose_record_was_chosen_is_not_told(run, full, tmp_path):
    home = tmp_path / "home" / "record.toml"
    for words in (("report", "--redact"), ("report", "--redact", "--json")):
        out = run(*words, "--file", str(full)).out
        assert str(home.parent) not in out
    people = full.parent / "people"
    people.mkdir()
    (people / "zoeperson.toml").write_text(FULL, encoding="utf-8")
    for words in ((), ("--json",), ("--plain",)):
        out = run("report", "--redact", "--person", "zoeperson", *words, at_home=True).out
        assert "zoeperson" not in out


def test_redacted_the_names_of_second_copies_are_not_told(run, full):
    copy = full.with_name("record (Zoes laptop conflicted copy).toml")
    copy.write_text(FULL.replace("2026-06-01", "2026-05-01").replace("zoes-entry1", "zoes-entry9"), encoding="utf-8")
    assert "Zoes laptop" in run("report").out
    out = run("report", "--redact").out
    assert "Zoes laptop" not in out
    assert "There is a second copy of this record" in out


def test_since_leaves_out_what_was_before_and_keeps_the_dose_that_held(run, full):
    data = json.loads(run("report", "--json", "--since", "2026-09-01").out)["data"]
    assert [refill["on"] for refill in data["refills"]] == ["2026-09-01"]
    assert data["refills"][0]["days_since_refill"] == 92
    assert data["dose_changes"] == []
    data = json.loads(run("report", "--json", "--since", "2026-08-01").out)["data"]
    assert [dose["on"] for dose in data["doses"]] == ["2026-07-01", "2026-09-01"]
    assert "comes after today" in run("report", "--since", "2027-01-01", code=5).err


def test_the_printed_page_says_what_is_missing_and_nothing_that_only_a_person_with_itb_can_type(run, full, tmp_path):
    """A clinician reads it."""
    full.write_text(FULL.replace('model = "SynchroMed II"\n', "").replace("alarm_date = 2026-12-10\n", ""), encoding="utf-8")
    shown = " ".join(re.sub(r"<style>.*?</style>|<[^>]*>", " ", html_of(run, tmp_path / "r.html"), flags=re.DOTALL).split())
    assert "Type: itb" in run("report").out
    assert not re.search(r"\bitb (?!does|has)[a-z-]", shown)
    assert "What is not recorded What Details Alarm date on your clinic" in shown
    assert "Pump model MRI rules differ by model" in shown
    assert "Ask your pump clinic for yours. [S40]" in shown
    assert "do not wait for any date. [S04" in shown
    assert "Type:" not in shown


def test_the_words_name_the_day_from_which_the_refill_by_date_is_counted(run):
    run("log", "2026-10-01", "--alarm-date", "2027-01-10")
    assert "(10 days before your clinic's alarm date, 10 January 2027)" in run("report").out


def test_without_a_record_it_says_what_is_missing(run):
    out = run("report").out
    assert "No refill, dose, event, appointment or day in the diary is recorded." in out
    assert "UNKNOWN: No refill is recorded." in out


def test_a_damaged_record_is_an_error_and_no_empty_report(run, record):
    record.parent.mkdir(parents=True)
    record.write_bytes(b"\xff")
    assert run("report", code=4).out == ""


def test_json_and_html_do_not_go_together(run, full, tmp_path):
    run("report", "--json", "--html", str(tmp_path / "x.html"), code=2)
    assert not (tmp_path / "x.html").exists()


def test_never_over_a_file_that_is_there(run, full, tmp_path):
    place = tmp_path / "there.html"
    place.write_text("mine", encoding="utf-8")
    run("report", "--html", str(place), code=5)
    assert place.read_text(encoding="utf-8") == "mine"


def test_every_source_of_a_question_is_known_and_for_patients(run, full, record):
    knowledge = packaged_knowledge()
    named = {source["id"] for source in json.loads(run("report", "--json").out)["data"]["sources"]}
    record.unlink()
    (record.parent / "record.toml.generations").exists()
    assert named
    assert all(knowledge.sources[name].tier in "ABC" for name in named)


def test_a_long_record_is_shown_whole(run, record):
    record.parent.mkdir(parents=True)
    refills = [f"[[refills]]\non = {1980 + n // 12}-{n % 12 + 1:02}-01\ndose_mcg_per_day = {200 + n}\n" for n in range(500)]
    doses = [f"[[doses]]\non = {1990 + n // 12}-{n % 12 + 1:02}-15\ndose_mcg_per_day = {100 + n}\n" for n in range(200)]
    days = [
        f"[[diary_entries]]\non = {2000 + n // 300}-{n // 25 % 12 + 1:02}-{n % 25 + 1:02}\nspasms = 1\nnote = 'n{n}.'\n"
        for n in range(1000)
    ]
    record.write_text("schema_version = 1\n" + "".join([*refills, *doses, *days]), encoding="utf-8")
    data = json.loads(run("report", "--json").out)["data"]
    assert [len(data[name]) for name in ("refills", "dose_changes", "diary", "doses")] == [500, 200, 1000, 700]
    out = run("report").out
    assert all(f"note: n{number}.\n" in out for number in range(1000))
