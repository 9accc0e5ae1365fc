"""A record typed by hand with a day that cannot be: every answer says that it is in doubt, on every day that it is asked on."""

import json
from datetime import date

import pytest

AHEAD = 'schema_version = 1\n\n[[refills]]\nid = "bbbbbbbb"\non = 2027-09-10\nalarm_date = 2027-12-20\n'
EARLIER = '\n[[refills]]\nid = "aaaaaaaa"\non = 2026-08-20\nalarm_date = 2026-12-10\ndose_mcg_per_day = 250\n'
YEAR_SLIPPED = 'schema_version = 1\n\n[[refills]]\nid = "aaaaaaaa"\non = 2026-09-10\nalarm_date = 2027-12-20\n'
FIGURES = "filled_ml = 40\nstrength_mcg_per_ml = 2000\ndose_mcg_per_day = 154.5\n"
SURFACES = (
    ("status",),
    ("next-refill",),
    ("remind",),
    ("trip", "2026-11-23", "2026-11-25"),
    ("report",),
    ("calendar",),
    ("card",),
)
each_surface = pytest.mark.parametrize("words", SURFACES, ids=lambda words: words[0])


@pytest.fixture
def written(record):
    """Writes the record by hand."""

    def write(text):
        record.parent.mkdir(parents=True, exist_ok=True)
        record.write_text(text, encoding="utf-8")

    return write


def shown(run, *words, **how):
    return run(*words, code=3 if words[0] in ("next-refill", "trip", "calendar") else 0, **how).out


def state(run, *words, **how):
    return json.loads(shown(run, *words, "--json", **how))["state"]


@each_surface
def test_a_refill_a_year_ahead_comforts_nobody(run, written, words):
    written(AHEAD)
    assert state(run, *words) in ("unknown", None)
    told = shown(run, *words)
    assert "in doubt" in told or "UNKNOWN" in told


def test_nor_is_it_believed_for_the_days_after_it_before_they_have_come(run, written):
    written(AHEAD)
    envelope = json.loads(run("status", "--json", "--as-of", "2027-09-12").out)
    assert (envelope["state"], envelope["data"]["doubts"]) == ("unknown", ["entry_ahead"])
    assert "days left" not in run("status", "--as-of", "2027-09-12").out
    assert not json.loads(shown(run, "trip", "2027-09-12", "2027-09-14", "--json"))["data"]["enough"]


def test_the_earlier_refill_still_hurries(run, written):
    written(AHEAD + EARLIER)
    envelope = json.loads(run("status", "--json").out)
    assert envelope["data"]["refill_by"] == "2026-11-30"
    told = run("status").out
    assert told.startswith("UNKNOWN: ")
    assert "Ask for a refill by Monday 30 November 2026 at the latest." in told
    message = " ".join(shown(run, "remind", "--message").split())
    assert "Ask the pump clinic for a refill by Monday 30 November 2026 at the latest." in message
    assert state(run, "status", today=date(2026, 12, 1)) == "overdue"
    assert "OVERDUE" in run("remind", today=date(2026, 12, 1)).out


def test_the_words_name_the_entry_and_how_to_look_at_it(run, written):
    written(AHEAD)
    told = run("status").out
    assert "10 September 2027" in told
    assert "itb history" in told


@each_surface
def test_an_alarm_date_more_than_a_year_after_the_refill_comforts_nobody(run, written, words):
    written(YEAR_SLIPPED)
    soon_after = date(2026, 10, 1)
    envelope = json.loads(run(*words, "--json", code=3 if words[0] in ("next-refill", "calendar") else 0, today=soon_after).out)
    assert envelope["state"] in ("unknown", None)
    told = run(*words, code=3 if words[0] in ("next-refill", "calendar") else 0, today=soon_after).out
    assert "in doubt" in told or "UNKNOWN" in told or (words[0] == "card" and told.count("only an estimate") == 2)


def test_the_working_says_why_such_a_date_does_not_count(run, written):
    written(YEAR_SLIPPED)
    told = " ".join(run("next-refill", "--why").out.split())
    assert "20 December 2027. It lies so far off that its year may be wrong" in told
    assert "rose" not in told


def test_it_is_no_later_than_with_no_alarm_date_at_all(run, written):
    for text in (YEAR_SLIPPED, YEAR_SLIPPED.replace("alarm_date = 2027-12-20\n", "")):
        written(text)
        told = json.loads(run("next-refill", "--json").out)
        assert (told["state"], told["data"]["refill_by"]) == ("overdue", "2026-11-10")


def test_unless_the_figures_say_the_same(run, written):
    written(YEAR_SLIPPED + FIGURES)
    assert state(run, "status") == "ok"


def test_the_prompt_knows_all_of_it(run, written, tmp_path):
    for number, text in enumerate((AHEAD, AHEAD + EARLIER, YEAR_SLIPPED)):
        written(text)
        cache = tmp_path / str(number)
        run("prompt", "bash", cache_folder=cache, environment={"ITB_PROMPT": "1"})
        (told,) = [path.read_text("ascii") for path in cache.rglob("*") if path.is_file()]
        assert not {"ok", "soon"} & set(told.split())
        assert state(run, "status", today=date(2026, 12, 2)) == _turned(told, 20261202)


def _turned(told, day):
    turns = [line.split() for line in told.splitlines() if not line.startswith("end")]
    return [state for on, state in turns if int(on) <= day][-1]


def test_every_surface_answers_if_an_earlier_refill_hurries_without_a_date_of_its_own(run, written):
    written(AHEAD + FIGURES + '\n[[refills]]\nid = "aaaaaaaa"\non = 2026-10-10\n')
    for words in SURFACES:
        assert "UNKNOWN" in shown(run, *words) or words[0] in ("card", "trip")
    assert "10 December 2026" in shown(run, "calendar")


def test_doctor_does_not_call_in_order_what_puts_every_answer_in_doubt(run, written):
    written(YEAR_SLIPPED.replace("2027-12-20", "2027-02-20") + "alarm_dat = 2026-12-05\n")
    assert state(run, "status") == "unknown"
    told = run("doctor", code=4).out
    assert told.startswith("NOT IN ORDER")
    assert "alarm_dat in refills" in told
    written(YEAR_SLIPPED.replace("2027-12-20", "2027-02-20") + "x-dat = 2026-12-05\n")
    assert run("doctor").out.startswith("IN ORDER")
