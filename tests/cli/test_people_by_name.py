"""A household whose records all have names: nobody is told "nothing recorded" for want of a name, and nothing is stored nameless."""

import pytest


@pytest.fixture
def mia_and_tom(home):
    home("setup", "--person", "mia", "--clinic-phone", "555 0100")
    home("log", "2026-09-01", "--alarm-date", "2026-12-10", "--person", "mia")
    home("setup", "--person", "tom", "--clinic-phone", "555 0177")


def test_itb_alone_tells_of_everybody(home, mia_and_tom):
    shown = home("--plain", is_terminal=True).out
    assert "BOOK NOW: mia." in shown
    assert "tom" in shown
    assert "2 records are listed" in shown
    for words in ((), ("--json",)):
        assert "recorded by name: mia, tom" in home(*words, code=3).out, "for programs the answer keeps its form"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("next-refill",), 3),
        (("emergency",), 0),
        (("check", "itching"), 0),
        (("card",), 0),
        (("trip", "2026-12-01", "2026-12-05"), 3),
    ],
)
def test_an_answer_that_knows_nobody_says_who_is_recorded_by_name(home, mia_and_tom, words, code):
    for flags in ((), ("--json",)):
        assert "recorded by name: mia, tom" in home(*words, *flags, code=code).out, flags
    assert "with --person mia behind it" in home(*words, code=code).out
    mine = home(*words, "--person", "mia", code=0).out
    assert "recorded by name" not in mine


@pytest.mark.parametrize("words", [("log", "2026-11-20"), ("dose", "300", "--on", "2026-11-20"), ("setup", "--name", "Jo")])
def test_nothing_is_stored_without_a_name_unasked(home, record, mia_and_tom, words):
    refused = home(*words, code=5, is_terminal=True, typed="n\n").err
    assert refused.startswith("Recorded by name: mia, tom. You named nobody. Start a record without a name? [y/N] ")
    assert "Type the same again with --person NAME." in refused
    assert not record.exists()


def test_who_says_yes_gets_a_record_without_a_name_and_is_not_asked_again(home, record, mia_and_tom):
    home("log", "2026-11-20", "--alarm-date", "2027-02-20", is_terminal=True, typed="y\n")
    assert record.exists()
    said = home("dose", "300", "2026-11-21", is_terminal=True)
    assert said.err == ""
    assert "recorded by name" not in home("status").out


def test_alone_at_a_terminal_it_asks_before_the_first_question(home, record, mia_and_tom):
    said = home("log", code=5, is_terminal=True, typed="n\n").err
    assert "Day of the refill" not in said
    assert "Day of the refill" in home("log", "--person", "mia", code=130, is_terminal=True, typed="").err


@pytest.mark.parametrize("words", [("status", "tom"), ("next-refill", "Tom"), ("history", "tom")])
def test_a_name_behind_a_command_is_told_its_flag(home, mia_and_tom, words):
    assert f"To name a person: itb {words[0]} --person tom." in " ".join(home(*words, code=2).err.split())


def test_a_name_that_is_no_command_is_told_where_its_record_is(home, mia_and_tom):
    said = home("tom", code=3)
    assert "NOT IN THE LIST" in said.out
    assert "Somebody is recorded by that name: itb status --person tom" in " ".join(said.err.split())
    assert "recorded by that name" not in home("itching").err


def test_a_reminder_without_a_name_says_that_it_is_about_nobody_by_name(home, mia_and_tom):
    said = home("remind", code=3).out
    assert "This is about nobody who is recorded by name. How they stand: itb status --all." in said
    assert "There is more to do." not in said


@pytest.mark.parametrize("words", [("emergency",), ("emergency", "--staff"), ("check", "itching"), ("check", "mri"), ("card",)])
def test_what_could_not_be_read_is_unknown_and_never_called_not_recorded(home, record, words):
    """Whoever reads "Allergies: not recorded" of a damaged record could take it for none."""
    home("setup", "--clinic-phone", "555 0100", "--allergy", "Penicillin")
    record.write_bytes(b'schema_version = 1\n[clinic]\nphone = "555 01')
    shown = home(*words).out
    assert "not recorded" not in shown.casefold()
    assert "Pump clinic" in shown
    assert "unknown" in shown.casefold()
    assert "setup --clinic-phone" not in shown
    assert "Your record could not be read" in shown
