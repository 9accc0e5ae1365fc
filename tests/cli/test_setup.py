"""`itb setup`: by flags or asked one by one; says what changed, refuses what cannot be true."""

import json
import tomllib
from datetime import date

import pytest

from conftest import text

QUESTIONS = 20
AFTER = """
To remove one, give it an empty text. To see what follows: itb status

To take this back: itb undo

Now your last refill: itb log
"""
FIRST = 5
LATER = 15


def stored(record):
    return tomllib.loads(record.read_text(encoding="utf-8"))


def test_every_setting_can_be_given_by_a_flag_and_is_said_back(run, record):
    said = run(
        *("setup", "--pump-model", "SynchroMed II", "--pump-serial", "NGP 123", "--implanted-on", "5 March 2024"),
        *("--replace-by", "2030-01-01", "--reservoir", "20 mL", "--alarm-volume", "2 mL"),
        *("--clinic-name", "Riverside Pump Clinic", "--clinic-phone", "555 0100", "--after-hours-phone", "555 0199"),
        *("--name", "Alex Reed", "--born", "1980-01-02", "--allergy", "Penicillin", "--allergy", "Latex"),
        *(
            "--calendar-label",
            "A",
            "--contact",
            "Sam Reed, partner, 555 0111",
            "--contact",
            "Kim Reed, 555 0112",
            "--emergency-number",
            "911",
        ),
        *("--buffer-days", "7", "--lead-days", "21", "--phase", "Stable", "--tablets-use-before", "2027-05-31"),
        *("--card-printed-on", "2026-11-01"),
    )
    assert (said.out, said.err) == (
        text(
            """
            SAVED: 20 settings changed.

            Pump make and model: SynchroMed II (itb setup --pump-model TEXT)
            Serial number of the pump: NGP 123 (itb setup --pump-serial TEXT)
            Day on which the pump was implanted: Tuesday 5 March 2024 (itb setup --implanted-on DATE)
            Day by which the pump must be replaced: Tuesday 1 January 2030 (itb setup --replace-by DATE)
            Size of the pump's reservoir: 20 mL (itb setup --reservoir VOLUME)
            Volume at which the low alarm sounds: 2 mL (itb setup --alarm-volume VOLUME)
            Name of the pump clinic: Riverside Pump Clinic (itb setup --clinic-name TEXT)
            Phone of the pump clinic: 555 0100 (itb setup --clinic-phone PHONE)
            Phone after hours: 555 0199 (itb setup --after-hours-phone PHONE)
            Name of the person with the pump: Alex Reed (itb setup --name TEXT)
            Date of birth: Wednesday 2 January 1980 (itb setup --born DATE)
            Allergy: Penicillin; Latex (itb setup --allergy TEXT)
            Label before calendar entries: A (itb setup --calendar-label TEXT)
            Contact: Sam Reed, partner, 555 0111; Kim Reed, 555 0112 (itb setup --contact CONTACT)
            Emergency number: 911 (itb setup --emergency-number PHONE)
            Buffer: 7 days (itb setup --buffer-days DAYS)
            Lead time: 21 days (itb setup --lead-days DAYS)
            Dose stable or titrating (still being set): stable (itb setup --phase PHASE)
            Use-before date of the standby tablets: Monday 31 May 2027 (itb setup --tablets-use-before DATE)
            Day on which the card was last printed: Sunday 1 November 2026 (itb setup --card-printed-on DATE)
            """
        )
        + AFTER,
        "",
    )
    assert stored(record) == {
        "schema_version": 1,
        "person": {"name": "Alex Reed", "born": date(1980, 1, 2), "allergies": ["Penicillin", "Latex"], "calendar_label": "A"},
        "contacts": [
            {"name": "Sam Reed", "relation": "partner", "phone": "555 0111"},
            {"name": "Kim Reed", "phone": "555 0112"},
        ],
        "clinic": {"name": "Riverside Pump Clinic", "phone": "555 0100", "out_of_hours_phone": "555 0199"},
        "pump": {
            "model": "SynchroMed II",
            "serial": "NGP 123",
            "implanted_on": date(2024, 3, 5),
            "replace_by": date(2030, 1, 1),
            "reservoir_ml": 20,
            "alarm_volume_ml": 2,
        },
        "therapy": {"phase": "stable"},
        "plan": {"buffer_days": 7, "lead_days": 21, "emergency_number": "911"},
        "standby_tablets": {"use_before": date(2027, 5, 31)},
        "card": {"printed_on": date(2026, 11, 1)},
    }


def test_one_flag_changes_one_setting_and_nothing_else(run, record):
    run("setup", "--clinic-phone", "555 0100", "--name", "Alex Reed")
    said = run("setup", "--clinic-phone", "555 0101").out
    assert said == "SAVED: 1 setting changed.\n\nPhone of the pump clinic: 555 0101 (itb setup --clinic-phone PHONE)\n" + AFTER
    assert stored(record) == {"schema_version": 1, "person": {"name": "Alex Reed"}, "clinic": {"phone": "555 0101"}}


def test_what_stands_already_is_no_change_and_everything_is_shown(run, record):
    run("setup", "--clinic-phone", "555 0100", "--buffer-days", "7")
    before = record.read_bytes()
    assert run("setup", "--clinic-phone", "555 0100").out == text(
        """
        NO CHANGE: Nothing new was stored.

        Pump:
        Pump make and model: Not recorded (itb setup --pump-model TEXT)
        Serial number of the pump: Not recorded (itb setup --pump-serial TEXT)
        Day on which the pump was implanted: Not recorded (itb setup --implanted-on DATE)
        Day by which the pump must be replaced: Not recorded (itb setup --replace-by DATE)
        Size of the pump's reservoir: Not recorded (itb setup --reservoir VOLUME)
        Volume at which the low alarm sounds: Not recorded (itb setup --alarm-volume VOLUME)

        Pump clinic:
        Name of the pump clinic: Not recorded (itb setup --clinic-name TEXT)
        Phone of the pump clinic: 555 0100 (itb setup --clinic-phone PHONE)
        Phone after hours: Not recorded (itb setup --after-hours-phone PHONE)

        Person:
        Name of the person with the pump: Not recorded (itb setup --name TEXT)
        Date of birth: Not recorded (itb setup --born DATE)
        Allergy: Not recorded (itb setup --allergy TEXT)
        Label before calendar entries: Not recorded (itb setup --calendar-label TEXT)

        Contacts:
        Contact: Not recorded (itb setup --contact CONTACT)

        Plan:
        Emergency number: Not recorded (itb setup --emergency-number PHONE)
        Buffer: 7 days (itb setup --buffer-days DAYS)
        Lead time: Not recorded (itb setup --lead-days DAYS)

        Therapy:
        Dose stable or titrating (still being set): Not recorded (itb setup --phase PHASE)

        Standby tablets:
        Use-before date of the standby tablets: Not recorded (itb setup --tablets-use-before DATE)

        Printed card:
        Day on which the card was last printed: Not recorded (itb setup --card-printed-on DATE)

        Now your last refill: itb log
        """
    )
    assert record.read_bytes() == before


def test_one_day_is_said_as_one_day(run):
    assert "Buffer: 1 day (itb setup --buffer-days DAYS)\n" in run("setup", "--buffer-days", "1", "--yes").out


@pytest.mark.parametrize("nothing", ["", " ", "-"])
def test_an_empty_text_or_a_hyphen_removes_a_setting(run, record, nothing):
    run("setup", "--clinic-phone", "555 0100", "--allergy", "Latex", "--name", "Alex Reed")
    said = run("setup", "--clinic-phone", nothing, "--allergy", nothing).out
    assert "Phone of the pump clinic: Not recorded (itb setup --clinic-phone PHONE)\n" in said
    assert stored(record) == {"schema_version": 1, "person": {"name": "Alex Reed"}}


def test_a_buffer_of_no_days_is_kept_and_is_not_the_same_as_none(run):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    run("setup", "--buffer-days", "0", "--yes")
    assert json.loads(run("status", "--json").out)["data"]["refill_by"] == "2026-12-10"
    run("setup", "--buffer-days", "")
    assert json.loads(run("status", "--json").out)["data"]["refill_by"] == "2026-11-30"


@pytest.mark.parametrize(
    ("flag", "typed", "reason"),
    [
        ("--clinic-phone", "none", "itb: A telephone number needs figures.\n     Type it as you would dial it: 555 0100.\n"),
        (
            "--emergency-number",
            "police",
            "itb: An emergency number has no letters.\n     Type it as you would dial it: 112.\n",
        ),
        ("--buffer-days", "91", 'itb: "91" is not a number of days from 0 to 90.\n     Type figures only, such as 10.\n'),
        ("--lead-days", "-1", 'itb: "-1" is not a number of days from 0 to 90.\n     Type figures only, such as 10.\n'),
        (
            "--buffer-days",
            "0000999",
            'itb: "0000999" is not a number of days from 0 to 90.\n     Type figures only, such as 10.\n',
        ),
        ("--lead-days", "1.5", 'itb: "1.5" is not a number of days from 0 to 90.\n     Type figures only, such as 10.\n'),
        ("--born", "2026-11-23", "itb: 23 November 2026 lies in the future.\n     Look at the day again.\n"),
        ("--implanted-on", "tomorrow", "itb: 23 November 2026 lies in the future.\n     Look at the day again.\n"),
        (
            "--born",
            "02/01/1980",
            (
                'itb: "02/01/1980" can be read as 2 January 1980 or 1 February 1980.\n'
                "     Type it as 1980-01-02 or 1980-02-01, or with the month in letters: 2 Jan 1980.\n"
            ),
        ),
        (
            "--reservoir",
            "2,0",
            (
                'itb: "2,0" can be read as 2 mL or as 20 mL.\n'
                "     Type 2 or 20: a point before decimals, and nothing between thousands.\n"
            ),
        ),
        (
            "--alarm-volume",
            "20",
            (
                "itb: The alarm volume, 20 mL, is not less than the reservoir, 20 mL.\n"
                "     Look at the pump's papers again, or ask your pump clinic.\n"
            ),
        ),
        (
            "--contact",
            "Sam Reed",
            (
                "itb: A contact needs a name and a phone number.\n"
                '     Type it like this: "Sam Reed, partner, 555 0111" or "Sam Reed, 555 0111".\n'
            ),
        ),
        (
            "--phase",
            "fine",
            'itb: "fine" is neither "stable" nor "titrating".\n     Titrating means: the dose is still being set.\n',
        ),
    ],
)
def test_what_cannot_be_true_is_refused_and_no_byte_changes(run, record, flag, typed, reason):
    run("setup", "--reservoir", "20")
    before = record.read_bytes()
    result = run("setup", "--name", "Alex Reed", flag, typed, code=5)
    assert (result.out, result.err) == ("", reason.replace("\n", " Nothing was stored.\n", 1))
    assert record.read_bytes() == before


def test_without_flags_where_nobody_can_be_asked_it_says_what_to_type(run, record):
    result = run("setup", code=2)
    assert (result.out, result.err) == (
        "",
        (
            "itb: Nothing to set.\n"
            "     Name what to record, for example: itb setup --clinic-phone 555-0100. All flags: itb setup --help\n"
        ),
    )
    assert not record.parent.exists()


def test_on_a_terminal_it_asks_five_things_and_enter_keeps_what_stands(run, record):
    run("setup", "--clinic-phone", "555 0100")
    said = run("setup", is_terminal=True, typed="\n\n911\nSynchroMed II\n\nn\ny\n", environment={"ITB_PLAIN": "1"})
    assert said.err == text(
        """
        Enter passes over a question or keeps what stands. < goes back, ? explains, none means that there is none. Control-C stops, and stores nothing.

        What matters most
        Phone of the pump clinic [555 0100]: Phone after hours [not recorded]: Emergency number, such as 112 [not recorded]: Pump make and model, as on the pump card [not recorded]: Name of the person with the pump [not recorded]: 15 more questions, such as allergies and whom to call. They can wait. Ask them now? [y/N]@
        NOT STORED YET: Look at it once more.

        Pump make and model: SynchroMed II
        Emergency number: 911

        Store this? [y/n]@"""
    ).replace("@", " ")
    assert said.out.startswith("SAVED: 2 settings changed.\n")
    assert said.out.endswith("\nNow your last refill: itb log\n")
    assert stored(record) == {
        "schema_version": 1,
        "clinic": {"phone": "555 0100"},
        "pump": {"model": "SynchroMed II"},
        "plan": {"emergency_number": "911"},
    }


def test_more_asks_for_all_the_others_under_their_groups(run, record):
    said = run("setup", is_terminal=True, typed="\n" * FIRST + "y\n" + "\n" * LATER)
    assert said.err.count("]: ") == QUESTIONS
    headings = ["Pump", "Pump clinic", "Person", "Contacts", "Plan", "Therapy", "Standby tablets", "Printed card"]
    assert [line for line in said.err.splitlines() if line in headings] == headings
    assert "Store this?" not in said.err, "nothing was said"
    assert not record.exists()


def test_an_answer_that_cannot_be_read_is_asked_for_again(run, record):
    typed = "\n" * FIRST + "y\n" + "\n03/04/2024\nnext month\n2024-04-03\n" + "\n" * (LATER - 2) + "y\n"
    said = run("setup", is_terminal=True, typed=typed)
    assert said.err.count("Day on which the pump was implanted [not recorded]: ") == 3
    assert '"03/04/2024" can be read as 3 April 2024 or 4 March 2024.' in said.err
    assert stored(record) == {"schema_version": 1, "pump": {"implanted_on": date(2024, 4, 3)}}


def test_several_allergies_and_contacts_are_parted_by_semicolons(run, record):
    several = "Penicillin; Latex\n\nSam Reed, partner, 555 0111; Kim Reed, 555 0112\n"
    run("setup", is_terminal=True, typed="\n" * FIRST + "y\n" + "\n" * 7 + several + "\n" * (LATER - 10) + "y\n")
    assert stored(record)["person"] == {"allergies": ["Penicillin", "Latex"]}
    assert [contact["name"] for contact in stored(record)["contacts"]] == ["Sam Reed", "Kim Reed"]


@pytest.mark.parametrize("nothing", ["-", "none", "None"])
def test_none_or_a_hyphen_typed_at_a_question_removes_the_setting(run, record, nothing):
    run("setup", "--after-hours-phone", "555 0199", "--name", "Alex Reed")
    said = run("setup", is_terminal=True, typed=f"\n{nothing}\n\n\n\n\ny\n")
    assert "Phone after hours: Not recorded\n" in said.err
    assert stored(record) == {"schema_version": 1, "person": {"name": "Alex Reed"}}


def test_none_at_the_allergies_is_what_the_person_says_of_them(run, record):
    run("setup", is_terminal=True, typed="\n" * FIRST + "y\n" + "\n" * 7 + "none\n" + "\n" * (LATER - 8) + "y\n")
    assert stored(record)["person"] == {"allergies": ["none known"]}


@pytest.mark.parametrize(
    ("place", "typed", "question"),
    [
        (3, "2.0 mL", "The model of the pump looks like a volume or a dose. Is it right? [y/N]"),
        (3, "555 0100 999", "The model of the pump looks like a telephone number. Is it right? [y/N]"),
        (3, "don't know", "The model of the pump looks like no answer. Is it right? [y/N]"),
        (3, "n", "The model of the pump looks like no answer. Is it right? [y/N]"),
        (4, "y", "The name of the person looks like no answer. Is it right? [y/N]"),
        (4, "quit", "The name of the person looks like no answer. Is it right? [y/N]"),
        (4, "555 0100", "The name of the person looks like a telephone number. Is it right? [y/N]"),
        (3, "112", "The model of the pump looks like a number. Is it right? [y/N]"),
        (4, "SynchroMed II", "The name of the person looks like a pump model. Is it right? [y/N]"),
        (4, "2026-09-01", "The name of the person looks like a day. Is it right? [y/N]"),
        (8, "2.0 mL", "The name of the clinic looks like a volume or a dose. Is it right? [y/N]"),
        (0, "2026-09-01", "That is a day, not a telephone number."),
        (1, "20.5 mL", "That is a volume or a dose, not a telephone number."),
    ],
)
def test_a_value_that_belongs_elsewhere_is_noticed_at_once(run, record, place, typed, question):
    at = place if place < FIRST else place + 3
    lines = ["", "", "", "", "", "y", *[""] * LATER]
    lines[at : at + 1] = [typed, *(["n"] if "?" in question else []), ""]
    said = run("setup", is_terminal=True, typed="\n".join(lines) + "\n")
    assert question in said.err
    assert not record.exists()


def test_a_no_to_what_came_by_a_flag_asks_for_that_one_again_and_keeps_the_rest(run, record):
    flags = (
        "--pump-model",
        "2.0 mL",
        "--clinic-phone",
        "555 0100",
        "--contact",
        "5550100, 555 0100",
        "--contact",
        "Sam, 555 0101",
    )
    said = run("setup", *flags, is_terminal=True, typed="n\nn\nn\nSynchroMed II\nn\nKim, 555 0102; Sam, 555 0101\n").err
    assert "Then type it again. Pump make and model, as on the pump card (Enter stops, and stores nothing): " in said
    assert stored(record)["pump"] == {"model": "SynchroMed II"}
    assert stored(record)["clinic"] == {"phone": "555 0100"}
    assert [contact["name"] for contact in stored(record)["contacts"]] == ["Kim", "Sam"]


def test_enter_after_such_a_no_stops_and_stores_nothing(run, record):
    said = run("setup", "--pump-model", "2.0 mL", "--clinic-phone", "555 0100", is_terminal=True, typed="n\n\n", code=5).err
    assert said.endswith("itb: You said no.\n     Nothing was stored. If it is right, type the same again with --yes.\n")
    assert not record.exists()


@pytest.mark.parametrize(
    ("flag", "typed"),
    [("--pump-model", "?"), ("--clinic-name", "2.0 mL"), ("--name", "555 0100"), ("--contact", "5550100, 555 0100")],
)
def test_the_same_is_asked_about_if_it_comes_by_a_flag(run, record, flag, typed):
    assert "Is it right?" in run("setup", flag, typed, code=5).err
    run("setup", flag, typed, "--yes")
    assert "may not be right" in run("doctor").out


@pytest.mark.parametrize(
    ("flag", "typed"),
    [
        *(
            ("--pump-model", model)
            for model in ("SynchroMed II", "8637-40", "13827", "Prometra II 20 mL", "Medtronic 8637 20 mL")
        ),
        *(("--clinic-name", name) for name in ("Riverside Pump Clinic", "Ward 7B", "3rd floor clinic", "St. No")),
        ("--pump-serial", "123456789"),
        ("--allergy", "none"),
        ("--name", "Xia No"),
    ],
)
def test_what_can_be_meant_is_not_asked_about(run, flag, typed):
    run("setup", flag, typed)


@pytest.mark.parametrize("answered", range(0, QUESTIONS, 5))
def test_input_that_ends_between_questions_stores_nothing(run, record, answered):
    more = "\n" * (FIRST - 1) + "y\n" + "\n" * (answered - FIRST) if answered > FIRST else "\n" * answered
    result = run("setup", is_terminal=True, typed="555 0100\n" + more, code=130)
    assert result.out == ""
    assert result.err.endswith("\nitb: Stopped. Nothing was stored.\n     To begin again, type the same command once more.\n")
    assert not record.exists()


def test_one_question_back_shows_what_was_said_and_takes_another_answer(run, record):
    said = run("setup", is_terminal=True, typed="555 0100\n<\n555 0101\n\n\n\n<\n<\n112\n\n\n\ny\n")
    assert "Phone of the pump clinic [555 0100]: " in said.err
    assert stored(record) == {"schema_version": 1, "clinic": {"phone": "555 0101"}, "plan": {"emergency_number": "112"}}


def test_before_the_first_question_there_is_none(run):
    assert "This is the first question.\n" in run("setup", is_terminal=True, typed="<\n\n\n\n\n\n\n").err


def test_a_question_mark_explains_and_is_no_answer(run, record):
    said = run("setup", is_terminal=True, typed="\n\n\n?\n\n\n?\n\n")
    assert "It stands on the card that came with the pump, such as SynchroMed II" in said.err
    assert "y asks them, n goes on to what is stored." in said.err
    assert not record.exists()


def test_the_review_can_be_left_for_the_questions_and_stores_with_yes_only(run, record):
    typed = "555 0100\n\n\n\n\n\n"
    said = run("setup", is_terminal=True, typed=f"{typed}n\n", code=130)
    assert said.err.endswith("itb: Stopped. Nothing was stored.\n     To begin again, type the same command once more.\n")
    assert not record.exists()
    run("setup", is_terminal=True, typed=f"{typed}\nmaybe\n", code=130)
    assert not record.exists()
    run("setup", is_terminal=True, typed=f"{typed}<\n<\nAlex Reed\n\ny\n")
    assert stored(record)["person"] == {"name": "Alex Reed"}


def test_a_no_at_the_review_changes_one_answer_and_keeps_all_others(run, record):
    said = run("setup", is_terminal=True, typed="555 0100\n555 0199\n\n\nAlex Reed\n\nn\n2\n555 0198\ny\n")
    listed = said.err[said.err.index("Which answer is to be changed?") :]
    assert "1. Phone of the pump clinic: 555 0100\n2. Phone after hours: 555 0199\n" in listed
    assert "\n3. Emergency number" in listed
    assert stored(record)["clinic"] == {"phone": "555 0100", "out_of_hours_phone": "555 0198"}
    assert stored(record)["person"] == {"name": "Alex Reed"}


def test_a_no_and_then_enter_shows_the_review_again(run, record):
    said = run("setup", is_terminal=True, typed="555 0100\n\n\n\n\n\nn\nabc\n9\n\ny\n")
    assert said.err.count("Type a number from 1 to 5.") == 2
    assert said.err.count("NOT STORED YET") == 2
    assert stored(record)["clinic"] == {"phone": "555 0100"}


def test_after_a_refill_nobody_is_sent_to_write_down_the_last_one(run):
    run("log", "2026-09-01")
    assert "Now your last refill" not in run("setup", "--clinic-phone", "555 0100").out


def test_it_does_not_ask_before_it_could_read_the_record(run, record):
    record.parent.mkdir(parents=True)
    record.write_bytes(b"damaged")
    result = run("setup", is_terminal=True, typed="\n" * QUESTIONS, code=4)
    assert "]: " not in result.err
    assert record.read_bytes() == b"damaged"


def test_keys_that_this_version_does_not_know_are_kept(run, record):
    record.parent.mkdir(parents=True)
    record.write_text('schema_version = 1\ncolour = "blue"\n[clinic]\nfax = "555 0102"\n', encoding="utf-8")
    run("setup", "--clinic-phone", "555 0100")
    assert stored(record) == {"schema_version": 1, "colour": "blue", "clinic": {"phone": "555 0100", "fax": "555 0102"}}


def test_the_envelope_has_every_setting(run):
    envelope = json.loads(run("setup", "--implanted-on", "2024-03-05", "--contact", "Sam Reed, 555 0111", "--json").out)
    data = envelope["data"]
    assert (envelope["command"], data["changed"], len(data["settings"])) == ("setup", True, QUESTIONS)
    settings = {setting["flag"]: setting for setting in data["settings"]}
    assert settings["--implanted-on"] == {
        "group": "pump",
        "name": "implanted_on",
        "flag": "--implanted-on",
        "question": "Day on which the pump was implanted",
        "value": "2024-03-05",
        "changed": True,
    }
    assert settings["--contact"]["value"] == [{"name": "Sam Reed", "relation": None, "phone": "555 0111"}]
    assert (settings["--pump-model"]["value"], settings["--pump-model"]["changed"]) == (None, False)
