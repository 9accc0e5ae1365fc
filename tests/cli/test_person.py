"""`--person NAME` and ITB_PERSON: each person's record is their own, and every answer says whose it is."""

import json
import re

import pytest

from conftest import text

REFILL = ("log", "2026-09-01", "--alarm-date", "2026-12-10")
SYMPTOMS = (
    "Symptoms beat dates. Itching, tightness or spasms coming back, fever, confusion, heavy sleepiness or slow breathing: "
    "do not wait for any date. [S04, S10, S30, S35] Type: itb emergency{}\n"
)
ALLOWED = "     A name has 1 to 60 letters or digits of any script; inside it may stand spaces, hyphens, apostrophes and dots.\n"
READING = [("status",), ("next-refill",), ("history",), ("undo",), ("restore",), ("restore", "1", "--yes")]
SECRETS = ("555 0100", "2026-12", "December", "SynchroMed")
"""What nobody may learn from an answer about somebody else."""


@pytest.fixture
def people(record):
    return record.parent / "people"


@pytest.fixture
def alex_and_sam(home):
    home("setup", "--person", "Alex", "--clinic-phone", "555 0100", "--pump-model", "SynchroMed II")
    home(*REFILL, "--person", "alex")
    home("log", "2026-06-01", "--alarm-date", "2026-09-10", "--person", "Sam", "--yes")


def test_each_person_has_a_file_and_the_usual_record_is_none_of_them(home, record, people, alex_and_sam):
    assert sorted(path.name for path in people.glob("*.toml")) == ["alex.toml", "sam.toml"]
    assert not record.exists()
    assert home("history", "--person", "alex", "--json").out != home("history", "--person", "sam", "--json").out
    home("status", code=3)


@pytest.mark.parametrize("typed", ["alex", "ALEX", " Alex "])
def test_the_same_person_in_other_letters_is_the_same_record(home, alex_and_sam, typed):
    assert json.loads(home("status", "--person", typed, "--json").out)["data"]["alarm_date"] == "2026-12-10"


def test_an_answer_says_whose_it_is_under_its_headline_and_names_the_person_in_every_command(home, alex_and_sam):
    assert home("next-refill", "--person", "alex").out == text(
        """
        BOOK NOW: Call your pump clinic. Ask for a refill by Monday 30 November 2026.
        Record of: alex
        8 days left to the refill-by date.

        Refill by: Monday 30 November 2026 (10 days before your clinic's alarm date)
        Alarm date: Thursday 10 December 2026 (from your clinic, in 18 days. Not a date to wait for)
        Book by: Monday 16 November 2026 (6 days ago)
        Empty date: Unknown (needs filled volume, strength and dose: itb log --help)

        Pump clinic: 555 0100
        After hours: Not recorded

        """
    ) + SYMPTOMS.format(" --person alex")


def test_without_a_person_nothing_is_added(home):
    home(*REFILL)
    assert "Record of" not in home("status").out
    assert json.loads(home("status", "--json").out)["person"] is None


def test_what_was_written_says_whose_it_is_and_how_to_take_it_back_from_the_same_person(home, alex_and_sam):
    assert (
        home("log", "2026-11-20", "--alarm-date", "2027-02-20", "--person", "alex").out
        == text(
            """
        SAVED: Refill on Friday 20 November 2026 (2 days ago).
        Record of: alex

        Alarm date: Saturday 20 February 2027 (in 90 days)

        Refill by moves from Monday 30 November 2026 to Wednesday 10 February 2027.

        DATES OK: Book your refill by Wednesday 27 January 2027.
        80 days left to the refill-by date.

        """
        )
        + SYMPTOMS.format(" --person alex")
        + "\nTo take this back: itb undo --person alex\n"
    )
    assert home("undo", "--person", "alex").out.startswith("TAKEN BACK: The last change is undone.\nRecord of: alex\n")
    assert json.loads(home("status", "--person", "alex", "--json").out)["data"]["alarm_date"] == "2026-12-10"


def test_on_a_screen_the_person_stands_there_too(home, alex_and_sam):
    shown = home("status", "--person", "sam", "--no-color", is_terminal=True, environment={"COLUMNS": "40"}).out
    assert "\nRecord of: sam\n" in home("history", "--person", "sam", "--no-color", is_terminal=True).out
    assert "Type:\nitb emergency --person sam\n" in shown
    assert shown.endswith("\nbeat dates. Record of: sam. All of it:\nitb --more --person sam\n")


@pytest.mark.parametrize("words", [("card",), ("check", "hot-tub"), ("emergency",), ("history",), ("restore",), ("status",)])
def test_every_answer_from_a_record_says_whose_it_is(home, alex_and_sam, words):
    assert "\nRecord of: alex\n" in home(*words, "--person", "alex").out
    assert json.loads(home(*words, "--person", "alex", "--json").out)["person"] == "alex"


@pytest.mark.parametrize("words", [("learn",), ("sources", "S01"), ("demo",)])
def test_what_comes_from_no_record_is_nobodys(home, alex_and_sam, words):
    for how in ({}, {"environment": {"ITB_PERSON": "alex"}}):
        assert home(*words, **how).out == home(*words).out
    assert home(*words, "--person", "alex").out.replace(" --person alex", "") == home(*words).out


def test_the_emergency_answer_gives_that_persons_clinic_before_all_others_and_its_first_words_stay(home, alex_and_sam):
    shown = home("emergency", "--person", "alex").out
    assert shown.startswith("Call your emergency number (112, 911 or 999) now if the person with the pump:\n")
    assert "\n\nRecord of: alex\n\nAny sign below" in shown
    assert "\nPump clinic: 555 0100. After hours: Not recorded.\n" in shown
    assert shown == home("--person", "alex", "emergency").out == home("emergency", "--person=Alex").out
    assert "555 0100" not in home("emergency", "--person", "sam").out


def test_the_emergency_answer_takes_the_file_with_an_equals_sign_too(run, tmp_path):
    other = tmp_path / "other.toml"
    run("setup", "--clinic-phone", "555 0123", "--file", str(other))
    assert "\nPump clinic: 555 0123. After hours: Not recorded.\n" in run("emergency", f"--file={other}").out


# Nobody by that name


@pytest.mark.parametrize("words", READING)
def test_somebody_who_is_not_recorded_is_an_error_that_lists_who_is(home, people, alex_and_sam, words):
    before = sorted(path.name for path in people.iterdir())
    result = home(*words, "--person", "alx", code=4)
    assert result.out == ""
    assert result.err == (
        "itb: There is no record of alx.\n"
        "     Recorded: alex, sam. To start one: itb setup --person alx. Help now: itb emergency --person alx\n"
    )
    assert not [secret for secret in SECRETS if secret in result.err]
    assert sorted(path.name for path in people.iterdir()) == before


def test_it_is_unknown_for_machines(home, alex_and_sam):
    assert json.loads(home("status", "--person", "alx", "--json", code=4).out) == {
        "schema_version": 1,
        "command": "status",
        "as_of": "2026-11-22",
        "person": "alx",
        "state": "unknown",
        "data": {},
        "notices": [],
        "error": {
            "code": "no_such_person",
            "message": "There is no record of alx.",
            "hint": "Recorded: alex, sam. To start one: itb setup --person alx. Help now: itb emergency --person alx",
            "exit_code": 4,
        },
    }


def test_where_nobody_is_recorded_it_says_so_and_makes_no_folder(home, record):
    assert home("status", "--person", "O'Brien", code=4).err == (
        "itb: There is no record of o'brien.\n"
        '     Nobody is recorded by name. To start one: itb setup --person "o\'brien". Help now: itb emergency --person "o\'brien"\n'
    )
    assert not record.parent.exists()


def test_the_usual_record_never_stands_in_for_somebody_else(home):
    home(*REFILL)
    assert home("status", "--person", "alx", code=4).out == ""


@pytest.mark.parametrize("words", [("card",), ("check", "hot-tub"), ("emergency",)])
def test_help_is_given_all_the_same_and_holds_nothing_of_anybody(home, alex_and_sam, words):
    home("setup", "--clinic-phone", "555 0100")
    shown = home(*words, "--person", "alx").out
    assert "There is no record of alx. Nothing of one stands here. Why: itb status --person alx\n" in shown
    assert "could not be read" not in shown
    assert "\nRecord of: alx\n" in shown
    assert "555 0100" not in shown


# Starting a record


@pytest.mark.parametrize("answer", ["n", "", "no", "alex\nn"])
def test_a_mistyped_name_starts_no_record_unless_somebody_says_yes(home, people, alex_and_sam, answer):
    result = home(*REFILL, "--person", "Alx", code=5, typed=f"{answer}\n", is_terminal=True)
    assert result.out == ""
    assert result.err.startswith("There is no record of alx yet. Recorded: alex, sam. Start one? [y/N] ")
    assert "Nothing was stored." in result.err
    assert not list(people.glob("alx*"))


def test_with_yes_the_record_is_started_and_the_answer_says_so(home, people, alex_and_sam):
    shown = home(*REFILL, "--person", "Kim", "--plain", typed="y\n", is_terminal=True).out
    assert shown.startswith("SAVED: Refill on Tuesday 1 September 2026 (82 days ago).\nRecord of: kim\n")
    assert "\nA new record was started, of kim. None was there by this name.\n" in shown
    assert (people / "kim.toml").exists()
    assert "A new record" not in home("log", "2026-11-01", "--person", "kim").out


@pytest.mark.parametrize("how", [{}, {"typed": "y\n", "is_terminal": True}])
def test_where_nobody_can_be_asked_nothing_is_stored(home, people, alex_and_sam, how):
    words = (*REFILL, "--person", "Alx", *(("--json",) if how else ()))
    result = home(*words, code=5, **how)
    if how:
        assert json.loads(result.out)["error"]["code"] == "confirmation_needed"
    else:
        assert result.err == (
            "itb: There is no record of alx yet. Recorded: alex, sam. Start one?\n"
            "     Nothing was stored. To start one, type the same again with --yes, or: itb setup --person alx\n"
        )
    assert not list(people.glob("alx*"))


def test_the_flag_answers_yes(home, people):
    shown = home(*REFILL, "--person", "alex", "--yes").out
    assert "\nA new record was started, of alex. None was there by this name.\n" in shown
    assert (people / "alex.toml").exists()


def test_other_questions_are_still_asked_of_somebody_new(home, people):
    dated = ("log", "--alarm-date", "2027-02-20", "--person", "alex")
    home(*dated, code=5, typed="y\nn\n\n", is_terminal=True)
    assert not (people / "alex.toml").exists()
    asked = home(*dated, typed="y\ny\n", is_terminal=True).err
    assert asked == (
        "There is no record of alex yet. Nobody is recorded by name. Start one? [y/N] "
        "Record of: alex. You named no day. Was the pump filled today, Sunday 22 November 2026? [y/N] "
    )
    assert (people / "alex.toml").exists()


def test_setting_up_starts_a_record_without_a_question(home, people):
    assert home("setup", "--person", "Alex", "--clinic-phone", "555 0100").out == text(
        """
        SAVED: 1 setting changed.
        Record of: alex

        Phone of the pump clinic: 555 0100 (itb setup --clinic-phone PHONE --person alex)

        To remove one, give it an empty text. To see what follows: itb status --person alex

        A new record was started, of alex. None was there by this name.

        To take this back: itb undo --person alex

        Now your last refill: itb log --person alex
        """
    )
    assert (people / "alex.toml").exists()


def test_setting_up_by_questions_starts_one_too(home, people):
    said = home("setup", "--person", "alex", typed="555 0100\n\n\n\n\n\ny\n", is_terminal=True)
    assert said.err.startswith("Record of: alex. Enter passes over a question or keeps what stands. ")
    assert "Now your last refill: itb log --person alex" in said.out
    assert (people / "alex.toml").exists()


def test_a_setup_that_changes_nothing_starts_nothing(home, people):
    shown = home("setup", "--person", "alex", "--clinic-phone", "", "--plain").out
    assert shown.startswith("NO CHANGE: Nothing new was stored.\nRecord of: alex\n")
    assert "A new record" not in shown
    assert json.loads(home("setup", "--person", "alex", "--clinic-phone", "", "--json").out)["notices"] == []
    assert not (people / "alex.toml").exists()


# Names


@pytest.mark.parametrize(
    ("name", "shown", "why"),
    [
        ("../record", "../record", "it holds a sign that is not allowed"),
        ("al\x1b[2Jex", "al\\x1b[2Jex", "it holds a sign that is not allowed"),
        ("nul", "nul", "Windows keeps this name for itself"),
    ],
)
def test_a_name_that_can_be_no_file_is_refused(home, record, name, shown, why):
    refused = f'itb: "{shown}" cannot be the name of a record: {why}.'
    assert home("status", "--person", name, code=5).err == f"{refused}\n{ALLOWED}"
    assert home(*REFILL, "--person", name, "--yes", code=5).err == f"{refused} Nothing was stored.\n{ALLOWED}"
    assert not record.parent.exists()


def test_names_of_files_are_harmless_to_list(home, people, alex_and_sam):
    (people / "x\x1b[2Jy.toml").write_text("", encoding="utf-8")
    assert "Recorded: alex, sam, x\\x1b[2Jy." in home("status", "--person", "alx", code=4).err
    asked = home(*REFILL, "--person", "alx", code=5, typed="n\n", is_terminal=True).err
    assert "\x1b" not in asked


# Which record is meant


def test_the_environment_chooses_a_person_and_itb_alone_then_means_them(home, alex_and_sam):
    shown = home("status", environment={"ITB_PERSON": "Alex"}).out
    assert "\nRecord of: alex\n" in shown
    assert "Type: itb emergency\n" in shown, "the variable is set: a command alone is about the same person"
    assert json.loads(home("--json", environment={"ITB_PERSON": "Sam"}).out)["person"] == "sam"


def test_the_flag_beats_the_environment(home, record, alex_and_sam):
    for environment in ({"ITB_PERSON": "sam"}, {"ITB_FILE": str(record)}, {"ITB_PERSON": "sam", "ITB_FILE": str(record)}):
        assert "\nRecord of: alex\n" in home("status", "--person", "alex", environment=environment).out
    other = str(record.parent / "other.toml")
    home(*REFILL, "--file", other, "--yes")
    assert "Record of" not in home("status", "--file", other, environment={"ITB_PERSON": "sam"}).out


@pytest.mark.parametrize("words", [("status",), ("log",), ("undo",), ("status", "--all"), ("doctor",)])
@pytest.mark.parametrize("name", ["ITB_FILE", "ITB_PERSON"])
def test_a_variable_that_is_empty_chooses_nothing_in_silence(home, record, alex_and_sam, words, name):
    home(*REFILL)
    assert home(*words, environment={name: ""}, code=2).err == (
        f"itb: {name} is set, but empty. It is not clear whose record is meant.\n"
        f"     Unset it: unset {name}. Help now: itb emergency\n"
    )


@pytest.mark.parametrize("flag", ["--file", "--person"])
def test_an_empty_flag_chooses_nothing_in_silence(home, record, flag):
    home(*REFILL)
    for words in (("status",), ("undo",), ("log", "2026-10-01", "--yes")):
        assert home(*words, flag, "", code=2).err == (
            f"itb: {flag} is empty. It is not clear whose record is meant.\n"
            "     Leave it out, or name one. Help now: itb emergency\n"
        )


def test_help_is_there_whatever_is_empty(home, alex_and_sam):
    for words in (("emergency",), ("card",), ("check", "hot", "tub")):
        for empty in ({"ITB_FILE": ""}, {"ITB_PERSON": ""}):
            assert "could not be read" in home(*words, environment=empty).out
        assert "could not be read" in home(*words, "--file", "").out


# A file that is not there


@pytest.mark.parametrize(
    "words", [*READING, ("report",), ("remind",), ("trip", "today", "tomorrow"), ("export", "json"), ("edit", "--yes")]
)
def test_a_file_that_is_not_there_is_said_to_be_missing_and_never_to_hold_nothing(run, tmp_path, words):
    missing = str(tmp_path / "nowhere.toml")
    result = run(*words, "--file", missing, code=4)
    assert result.out == ""
    assert result.err == (
        f"itb: There is no file {missing}.\n"
        f"     Look at its name. To start a record there: itb setup --file {missing}. Help now: itb emergency --file {missing}\n"
    )
    assert not (tmp_path / "nowhere.toml").exists()


def test_help_is_there_without_the_file(run, tmp_path):
    missing = ("--file", str(tmp_path / "nowhere.toml"))
    for words in (("emergency",), ("card",), ("check", "hot", "tub")):
        assert f"There is no file {missing[1]}. Nothing of one stands here." in " ".join(run(*words, *missing).out.split())


def test_a_first_entry_in_a_file_that_is_not_there_is_asked_about_and_said(run, tmp_path):
    missing = tmp_path / "nowhere.toml"
    asked = run(*REFILL, "--file", str(missing), code=5).err
    assert asked.startswith(f"itb: There is no file {missing} yet. Start a new record there?\n")
    assert not missing.exists()
    started = f"A new record was started, at {missing}. None was there by this name."
    assert started in run(*REFILL, "--file", str(missing), "--yes").out
    assert started not in run("dose", "300", "--file", str(missing), "--yes").out


def test_a_file_that_is_gone_but_has_earlier_states_is_no_new_one(run, tmp_path):
    gone = tmp_path / "mine.toml"
    run(*REFILL, "--file", str(gone), "--yes")
    run("dose", "300", "--file", str(gone), "--yes")
    gone.unlink()
    assert "There is no file" not in run("status", "--file", str(gone), code=4).err


@pytest.mark.parametrize("command", ["status", "log", "card", "learn", "undo"])
def test_two_records_by_flags_are_refused(home, record, command):
    result = home(command, "--file", str(record), "--person", "alex", code=2)
    assert result.err == (
        "itb: --file and --person name two records at once.\n     Leave one of them out. Help now: itb emergency\n"
    )
    assert not record.parent.exists()


@pytest.mark.parametrize("command", ["status", "next-refill", "history", "log", "undo", "restore"])
def test_two_records_by_the_environment_are_refused(home, record, alex_and_sam, command):
    both = {"ITB_FILE": str(record), "ITB_PERSON": "alex"}
    assert home(command, environment=both, code=2).err == (
        "itb: ITB_FILE and ITB_PERSON are both set. It is not clear whose record is meant.\n"
        "     Unset one of them, or name the record with --person or --file. Help now: itb emergency\n"
    )


@pytest.mark.parametrize("command", ["emergency", "card"])
def test_help_does_not_wait_until_it_is_clear_whose_record_is_meant(home, record, alex_and_sam, command):
    both = {"ITB_FILE": str(record), "ITB_PERSON": "alex"}
    for how in ({"environment": both}, {"environment": {"ITB_PERSON": "../x"}}):
        shown = home(command, **how).out
        assert "Your record could not be read. Nothing of it stands here." in shown
        assert "555 0100" not in shown
    home("emergency", "--file", str(record), "--person", "alex")


# A record in a bad state


def test_an_error_says_whose_record_it_is_and_how_to_go_on_with_the_same_person(home, people, alex_and_sam):
    (people / "alex.toml").write_text("x", encoding="utf-8")
    assert home("status", "--person", "alex", code=4).err == (
        "itb: The record cannot be read: line 1, its last: this is not TOML.\n"
        "     Record of: alex. It was not changed. Earlier states: itb restore --person alex. "
        "Help now: itb emergency --person alex.\n"
    )
    assert home("status", code=4, environment={"ITB_PERSON": "alex"}).err == (
        "itb: The record cannot be read: line 1, its last: this is not TOML.\n"
        "     Record of: alex. It was not changed. Earlier states: itb restore. Help now: itb emergency.\n"
    )
    assert json.loads(home("status", "--person", "alex", "--json", code=4).out)["person"] == "alex"


def test_a_record_that_is_gone_is_no_unknown_name_and_can_be_brought_back(home, people, alex_and_sam):
    (people / "alex.toml").unlink()
    for words in (("status",), REFILL, ("undo",)):
        assert "is gone, but earlier states of it are left." in home(*words, "--person", "alex", code=4).err
    shown = home("restore", "2", "--yes", "--person", "alex").out
    assert shown.startswith("BROUGHT BACK: Your record is as in state 2 again.\nRecord of: alex\n")
    assert "To look: itb status --person alex. To take this back: itb undo --person alex\n" in shown
    home("status", "--person", "alex")


def test_a_refusal_says_whose_record_it_is(home, alex_and_sam):
    result = home("log", "2026-11-30", "--person", "alex", code=5)
    assert "Nothing was stored." in result.err
    assert "\n     Record of: alex. " in result.err


def test_a_message_says_whose_it_is_if_a_person_was_chosen(home, alex_and_sam):
    assert home("remind", "--message", "--person", "alex").out.startswith("Pump refill of alex, 22 November 2026: BOOK NOW. ")
    assert home("remind", "--message", "--person", "sam").out.startswith("Pump refill of sam, 22 November 2026: CALL NOW. ")
    home("setup", "--person", "sam", "--name", "Samuel Reed")
    assert home("remind", "--message", "--detailed", "--person", "sam").out.startswith("Pump refill of Samuel Reed, 22 November")


@pytest.mark.parametrize("form", ["txt", "md", "html", "svg"])
def test_a_card_on_paper_says_whose_it_is_if_no_name_is_recorded(home, alex_and_sam, tmp_path, form):
    """Two people's cards lie in one drawer; a name that is recorded stands alone."""

    def card(*words):
        home("card", "-o", str(tmp_path / f"card.{form}"), "--overwrite", *words)
        return re.sub(r"<[^>]*>|\s+", " ", (tmp_path / f"card.{form}").read_text(encoding="utf-8"))

    assert re.search(r"[Rr]ecord +of:?\W* *alex", card("--person", "alex"))
    home("setup", "--person", "alex", "--name", "Alexandra Reed")
    assert "Alexandra" in card("--person", "alex")
    assert not re.search(r"[Rr]ecord +of", card("--person", "alex"))


def test_a_report_on_paper_says_whose_it_is_and_a_redacted_one_does_not(home, alex_and_sam, tmp_path):
    for name, words in (("whole.html", ()), ("bare.html", ("--redact",))):
        home("report", "--html", str(tmp_path / name), "--person", "alex", *words)
    whole, bare = ((tmp_path / name).read_text(encoding="utf-8") for name in ("whole.html", "bare.html"))
    assert "Record of: alex" in whole
    assert "alex" not in bare.casefold()
