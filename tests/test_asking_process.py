"""Conversations on a real terminal: each question after the last answer, in lines of its width; a key that stops stores nothing."""

import sys
import tomllib

import pytest

from selection import rest_slow
from shown_day import day_in

if sys.platform == "win32":
    pytest.skip("terminals and pipes are others there", allow_module_level=True)

from test_process import OnTerminal

WIDTHS = [40, 80]
STOPPED = "\nitb: Stopped. Nothing was stored.\n"


@pytest.fixture
def record(tmp_path):
    return tmp_path / "itb" / "record.toml"


def stored(record):
    return tomllib.loads(record.read_text(encoding="utf-8"))


class Conversation(OnTerminal):
    """What is typed follows what is asked: each mark is looked for behind the last answer."""

    def __init__(self, record, columns, *words):
        super().__init__(record, columns, *words, ITB_PLAIN="1")
        self._before = ""

    def answer(self, mark, typed, ended_by="\n"):
        self.read_until(mark)
        self._before, self.shown = self._before + self.shown, ""
        self.type(f"{typed}{ended_by}")

    def whole(self):
        """The exit code and all lines that were shown."""
        code = self.end()
        return code, self._before + self.shown


def walk(record, columns, words, answers):
    """All that was shown; every line in the width of the terminal."""
    terminal = Conversation(record, columns, *words)
    for mark, typed in answers:
        terminal.answer(mark, typed)
    code, shown = terminal.whole()
    assert code == 0, shown
    assert [line for line in shown.split("\n") if len(line) > columns] == []
    return shown


SETUP = (
    ("]:", "555 0100"),
    ("]:", "<"),
    ("[555 0100]:", ""),
    ("]:", "none"),
    ("]:", "?"),
    ("]:", "112"),
    ("]:", "2.0 mL"),
    ("[y/N]", "n"),
    ("]:", "SynchroMed II"),
    ("]:", ""),
    ("[y/N]", ""),
    ("[y/n]", "y"),
)


def refill_of(filled, alarm):
    return (
        ("yesterday:", filled.isoformat()),
        ("2026-12-10:", alarm.isoformat()),
        ("mL:", ""),
        ("mL:", "<"),
        ("mL:", "18,5"),
        ("mL:", "18.5"),
        ("mL:", ""),
        ("mcg:", ""),
        ("[y/n]", "y"),
    )


@pytest.mark.parametrize("columns", WIDTHS)
def test_a_first_day_from_setup_to_the_last_refill(record, columns):
    filled, alarm = day_in(-30), day_in(60)
    assert walk(record, columns, ("setup",), SETUP).endswith("\nNow your last refill: itb log\n")
    walk(record, columns, ("log",), refill_of(filled, alarm))
    kept = stored(record)
    assert (kept["clinic"], kept["plan"]) == ({"phone": "555 0100"}, {"emergency_number": "112"})
    assert kept["pump"] == {"model": "SynchroMed II"}
    (refill,) = kept["refills"]
    assert (refill["on"], refill["alarm_date"], refill["filled_ml"]) == (filled, alarm, 18.5)


@pytest.mark.parametrize("columns", WIDTHS)
def test_a_no_at_the_review_leads_to_one_answer_and_keeps_the_others(record, columns):
    filled, alarm = day_in(-30), day_in(60)
    *answers, _ = refill_of(filled, alarm)
    again = (("[y/n]", "n"), ("them):", "3"), ("[18.5]:", "19"), ("[y/n]", "y"))
    shown = walk(record, columns, ("log",), (*answers, *again))
    assert "Which answer is to be changed?" in " ".join(shown.split())
    (refill,) = stored(record)["refills"]
    assert (refill["on"], refill["alarm_date"], refill["filled_ml"]) == (filled, alarm, 19)


@pytest.mark.parametrize("columns", WIDTHS)
def test_a_no_to_what_was_typed_behind_a_command_asks_for_that_alone(record, columns):
    filled = day_in(-30)
    words = ("log", filled.isoformat(), "--alarm-date", day_in(60).isoformat(), "--dose", "8000", "--note", "by phone")
    walk(record, columns, words, (("[y/N]", "n"), ("nothing):", "300")))
    (refill,) = stored(record)["refills"]
    assert (refill["on"], refill["dose_mcg_per_day"], refill["note"]) == (filled, 300, "by phone")


@pytest.mark.parametrize("columns", WIDTHS)
def test_a_printout_that_does_not_say_all(record, tmp_path, columns):
    filled, alarm = day_in(-30), day_in(60)
    paper = tmp_path / "printout.txt"
    paper.write_text(f"Alarm date: {alarm}\nRefill by: 03/04/2027\nLow reservoir: yes\n", encoding="utf-8")
    answers = (
        ("out):", "03/04/2027"),
        ("out):", ""),
        ("out):", ""),
        ("yesterday:", filled.isoformat()),
        ("[y/N]", "y"),
    )
    walk(record, columns, ("log", "--printout", str(paper)), answers)
    (refill,) = stored(record)["refills"]
    assert (refill["on"], refill["alarm_date"], "refill_by" in refill) == (filled, alarm, False)


@pytest.mark.parametrize("columns", WIDTHS)
def test_a_state_is_brought_back_after_a_look_at_what_that_takes_away(record, columns):
    filled = day_in(-30)
    walk(record, columns, ("log", filled.isoformat(), "--alarm-date", day_in(60).isoformat()), ())
    walk(record, columns, ("event", "mri", day_in(-3).isoformat()), ())
    shown = walk(record, columns, ("restore", "1"), (("[y/N]", "y"),))
    assert "Taken away:\nEvent: " in shown
    assert "BROUGHT BACK" in shown
    assert "events" not in stored(record)


@pytest.mark.parametrize(
    ("words", "answers"),
    [
        (("setup",), (("]:", "555 0100"), ("]:", None))),
        (("setup",), (("]:", "2.0"), ("]:", "555 0100"), *[("]:", "")] * 4, ("[y/N]", ""), ("[y/n]", None))),
        (("log",), (("yesterday:", ""), ("[y/N]", None))),
        (("log",), (("yesterday:", "today"), *[(":", "")] * 4, ("[y/n]", "n"), ("them):", None))),
        (("log", "--printout", "-"), (("Enter.\n", None),)),
        (("log", "--printout", "-"), (("Enter.\n", "Alarm date: 03/04/2027\n."), ("out):", None))),
    ],
)
@pytest.mark.parametrize("key", rest_slow(["\x03", "\x04"]))
def test_a_key_that_stops_stores_nothing_and_it_is_said(record, words, answers, key):
    terminal = Conversation(record, 80, *words)
    for mark, typed in answers:
        if typed is not None:
            terminal.answer(mark, typed)
    terminal.read_until(answers[-1][0])
    if key == "\x03":
        code = terminal.interrupted()
    else:
        terminal.type(key)
        code = terminal.end()
    if words[-1] == "-" and len(answers) == 1 and key == "\x04":
        assert (code, "itb: Nothing in this text was understood." in terminal.shown) == (5, True)
    else:
        assert (code, STOPPED in terminal.shown) == (130, True), terminal.shown
    assert not record.exists()
