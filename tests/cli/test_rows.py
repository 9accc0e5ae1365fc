"""How many rows an answer takes on a terminal of 80 columns and 24 rows: what scrolls away is not read (design, section 6)."""

import re
from datetime import date

import pytest

from itb_cli.content.loader import packaged_knowledge

STYLES = re.compile(r"\x1b\[[0-9;]*m")
ON_TERMINAL = {"COLUMNS": "80", "TERM": "xterm-256color", "LANG": "en_GB.UTF-8"}
RECORD = (
    *("setup", "--clinic-name", "Riverside Pump Clinic", "--clinic-phone", "555 0100", "--after-hours-phone", "555 0199"),
    *("--emergency-number", "911", "--pump-model", "SynchroMed II"),
)
MOST_ROWS = {
    "emergency": 22,
    "": 23,
    "check itching": 23,
    "check beeping": 23,
    "check hot tub": 23,
    "check itching and an MRI and alcohol tonight": 23,
    "card": 23,
    "trip 2026-12-01 2026-12-20": 23,
    "trip 2026-12-01 2026-12-20 --flying": 23,
}
"""The commands of every day, and the most rows that each may take; the prompt needs one of the 24 too."""
FULL = (
    *("setup", "--clinic-name", "Riverside Pump Clinic", "--clinic-phone", "555 0100", "--after-hours-phone", "555 0199"),
    *("--emergency-number", "911", "--pump-model", "SynchroMed II", "--pump-serial", "NGP123456H", "--name", "Alex Reed"),
    *("--born", "1980-01-02", "--allergy", "Penicillin", "--contact", "Ben, brother, 555 0102", "--replace-by", "2029-05-01"),
    *("--tablets-use-before", "2027-08-31", "--alarm-volume", "2", "--card-printed-on", "2026-09-15"),
)
REFILL = ("log", "2026-09-14", "--alarm-date", "2026-12-29", "--filled", "18.6", "--strength", "2000", "--dose", "285.4")
RECORDS = {
    "no record": (),
    "missing facts": (("log", "2026-09-01", "--alarm-date", "2026-12-10"),),
    "full": (FULL, REFILL),
    "booked": (FULL, REFILL, ("book", "2026-12-15", "--at", "10:30")),
}
DAYS = {"fine": date(2026, 11, 22), "late": date(2026, 12, 24), "too late": date(2027, 1, 2)}
UNSURE = {("trip", "no record", day): 3 for day in DAYS} | {("", "no record", day): 3 for day in DAYS}
"""What ends with 3: not answerable."""
UNSAID = re.compile(r"(?:All of it|More, and who says so): itb .* ?--more$")


def shown(run, *words, **how):
    """What `words` show on a terminal, without the styles."""
    return STYLES.sub("", run(*words, is_terminal=True, environment=ON_TERMINAL, **how).out)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("written", RECORDS)
def test_the_answers_of_every_day_fit_the_screen(run, written, day):
    for words in RECORDS[written]:
        run(*words)
    for command, most in MOST_ROWS.items():
        if command.startswith("trip") and day != "fine":
            continue  # nobody plans a trip that has begun
        answer = run(*command.split(), "--json", today=DAYS[day], code=UNSURE.get((command[:4], written, day), 0))
        rows = shown(run, *command.split(), today=DAYS[day], code=answer.code).splitlines()
        assert 5 < len(rows) <= most, command
        assert max(map(len, rows)) <= 80
        if command != "emergency":
            assert UNSAID.search(" ".join(row.rstrip() for row in rows[-4:])), "the last words say how to see the rest"


@pytest.mark.parametrize("model", [None, "SynchroMed II", "Prometra II"])
@pytest.mark.parametrize(
    "asked",
    ["the pump is beeping", "sleepy", "he is itchy and hot", "i had a beer and now im drowzy", "hot tub", "she has a fever"],
)
def test_a_question_that_is_no_command_fits_too_and_the_message_stands_last(run, asked, model):
    run(*RECORD, *(("--pump-model", model) if model else ()))
    answer = run(*asked.split(), is_terminal=True, environment=ON_TERMINAL)
    rows = STYLES.sub("", answer.out + answer.err).splitlines()
    assert len(rows) <= 23
    word = rows[0].split("   ")[0]
    assert word in " ".join(rows[-4:]) or len(rows) <= 22, "a long answer ends with its message"
    ending = " ".join(row.strip() for row in rows[-3:])
    assert "Read as a question. All of it: itb check" in ending, "it is said, within the answer"
    piped = run(*asked.split())
    assert "no command" in piped.err, "no terminal: it stands apart from the answer"


def test_nothing_of_a_topic_s_answer_scrolls_away(run):
    """All but what one pump's notes on a scan take: they are not shortened, since each of them warns."""
    run(*RECORD)
    long = {
        topic: rows
        for topic in packaged_knowledge().topics
        if (rows := shown(run, "check", topic).count("\n")) > 23 and topic != "mri"
    }
    assert not long


URGENT = ("emergency", "card", "check beeping", "check itching", "slepy and bepping", "the pump is beeping", "")
ALARM = (REFILL, ("event", "alarm", "2026-11-21"))


@pytest.mark.parametrize("whose", [(), ("--person", "alex")])
@pytest.mark.parametrize("state", ["alarm", "damaged", "nobody's"])
def test_what_is_asked_in_a_bad_hour_fits_with_a_bad_record_too(home, record, state, whose):
    place = record.parent / "people" / "alex.toml" if whose else record
    for words in () if state == "nobody's" else (RECORD, *ALARM):
        home(*words, "--yes", *whose)
    if state == "damaged":
        place.write_text(place.read_text()[:200])
    for command in URGENT:
        if not command and state == "damaged":
            continue  # what cannot be read is said in two lines
        code = 0 if state == "alarm" or command else 3
        if not command and state == "nobody's" and whose:
            continue
        answer = home(*command.split(), *whose, is_terminal=True, environment=ON_TERMINAL, code=code)
        rows = STYLES.sub("", answer.out + answer.err).splitlines()
        assert len(rows) <= 23, (command, rows)
        ending = " ".join(row.strip() for row in rows[-4:])
        if whose and state == "alarm":
            assert "Record of: alex" in " ".join(" ".join(rows).split())
        assert rows[0].split()[0].casefold() in ending.casefold() or len(rows) <= 22, command


def test_without_the_clinic_s_phone_what_to_type_for_it_stands_in_one_row(run):
    run(*REFILL)
    assert "itb setup --clinic-phone PHONE" in shown(run), "beside a dose, which must not take its room"


@pytest.mark.parametrize("columns", ["80", "100"])
def test_no_command_of_a_question_is_broken_between_its_words(run, columns):
    run(*RECORD)
    environment = {**ON_TERMINAL, "COLUMNS": columns}
    shown = STYLES.sub("", run("check", "sleepy and beeping", is_terminal=True, environment=environment).out)
    assert "itb check beeping" in shown, "a pasted line must hold the whole command"


@pytest.mark.parametrize("written", RECORDS)
def test_the_plain_answer_has_the_words_of_the_screen_in_their_order(run, written):
    for words in RECORDS[written]:
        run(*words)
    for command in MOST_ROWS:
        code = UNSURE.get((command[:4], written, "fine"), 0)
        body = said(run(*command.split(), "--plain", code=code).out.replace("Supply: ", "").rpartition("\n\n")[0])
        assert said(shown(run, *command.split(), code=code))[: len(body)] == body, command


def said(text):
    """The words of an answer, without drawings and marks."""
    return re.findall(r"[\w']+", re.sub(r"^.*█.*$", "", text, flags=re.MULTILINE).casefold())


@pytest.mark.parametrize("command", [*MOST_ROWS][1:])
def test_all_of_it_holds_what_the_answer_in_short_holds(run, command):
    """Every figure, date, phone and capital letter's word of the answer in short stands in the whole one."""
    for words in RECORDS["full"]:
        run(*words)
    short, whole = run(*command.split()).out, run(*command.split(), "--more").out
    facts = re.findall(r"\b(?:\d[\d,.]*|[A-Z]{2,}|[A-Z][a-z]+day)\b", short.rpartition("\n\n")[0])
    assert facts
    assert set(facts) - set(re.findall(r"\b(?:\d[\d,.]*|[A-Z]{2,}|[A-Z][a-z]+day)\b", whole)) == set()


IN_TROUBLE = {
    "overdue": (FULL[:-2], ("log", "2026-09-14", "--alarm-date", "2026-11-28", *REFILL[4:])),
    "critical": (FULL[:-2], ("log", "2026-09-14", "--alarm-date", "2026-11-19", *REFILL[4:])),
    "five doubts": (
        FULL[:-4],
        REFILL,
        ("dose", "350", "2026-11-10"),
        ("event", "mri", "2026-11-20"),
        ("event", "fall", "2026-11-21"),
        ("book", "2026-12-28"),
    ),
}
WHAT_WARNS = {
    "overdue": ("OVERDUE", "disagree", "18 November 2026", "28 November 2026", "555 0100"),
    "critical": ("CALL NOW", "disagree", "19 November 2026", "555 0100", "555 0199", "Type: itb emergency"),
    "five doubts": (
        *("UNKNOWN", "an MRI scan on Friday 20 November 2026. Not checked", "a fall or a blow on Saturday 21 November 2026"),
        *("Ask your pump clinic for the new alarm date", "too late", "in doubt", "alarm volume", "555 0100"),
    ),
}
UNANSWERED = {("five doubts", "next-refill")}


@pytest.mark.parametrize(
    "command", ["itb", "next-refill", "trip 2026-12-05 2026-12-12", "dose 360 2026-11-21", "undo", "restore 2"]
)
@pytest.mark.parametrize("written", IN_TROUBLE)
def test_an_answer_with_much_to_warn_of_fits_too_and_leaves_out_no_warning(run, written, command):
    """What warns stands in few words; the whole words stand behind a flag that is named."""
    for words in IN_TROUBLE[written]:
        run(*words, *(() if words[0] == "setup" else ("--yes",)))
    words = [*command.removeprefix("itb").split(), *(["--yes"] if command.startswith(("restore", "dose")) else [])]
    rows = shown(run, *words, code=3 if (written, command) in UNANSWERED else 0).splitlines()
    assert len(rows) <= 23, "\n".join(rows)
    told = " ".join(" ".join(rows).split())
    assert "--more" in told or "[S04, S10, S30, S35]" in told, (
        "what is said in short names the rest; what is whole has its sources"
    )
    if command in ("itb", "next-refill"):
        assert [words for words in WHAT_WARNS[written] if words not in told] == []
        is_long = len(rows) > 21
        assert told.count(f"{rows[0].partition('   ')[0]}: ") >= is_long, "the last line says the first one's message again"


@pytest.mark.parametrize(("command", "code"), [("--more", 0), ("next-refill --why", 3), ("doctor --more", 0)])
def test_the_flag_for_all_of_it_shows_all_of_it_however_long(run, command, code):
    for words in IN_TROUBLE["five doubts"]:
        run(*words, *(() if words[0] == "setup" else ("--yes",)))
    told, piped = (
        "".join(text.split()) for text in (shown(run, *command.split(), code=code), run(*command.split(), code=code).out)
    )
    for words in (
        "at the fastest that the pump's label allows",
        "So the pump must be read out after the scan",
        "Only you can read it",
    ):
        assert ("".join(words.split()) in told) == ("".join(words.split()) in piped), words


def test_a_long_place_is_told_once_on_a_terminal_and_no_command_leads_to_another_record(run, record):
    place = record.parent / "a long name of a folder" / "a record with a long name.toml"
    place.parent.mkdir(parents=True)
    for words in (*RECORDS["full"], ("event", "fall", "2026-11-21")):
        run(*words, "--file", str(place), "--yes")
    for command, code in (("", 0), ("next-refill", 3), ("check hot tub", 0), ("history", 0), ("restore", 0)):
        rows = shown(run, *command.split(), "--file", str(place), code=code).splitlines()
        told = " ".join(rows)
        assert len(rows) <= 24, command
        assert "".join(told.split()).count("".join(str(place).split())) == (" itb " in told), command
        for one in re.findall(r"\bitb (?:emergency|undo|book|log|setup|check|next-refill|restore|--more)\b[^.:,;)]*", told):
            assert "--file FILE" in " ".join(one.split()), (command, one)
    piped = run("next-refill", "--file", str(place), code=3).out
    assert f'itb emergency --file "{place}"' in piped, "what is piped has every command as it can be pasted"


def test_what_is_pasted_with_the_word_file_finds_none_and_changes_nothing(run, record):
    run(*RECORDS["missing facts"][0])
    before = record.read_bytes()
    said = run("undo", "--file", "FILE", code=4).err
    assert "There is no file FILE." in said
    assert record.read_bytes() == before


READABLE_STYLES = {"", "0", "1", "30;43", "1;97;41"}
"""Black on yellow, white on red, bold alone: each can be read on a light and on a dark ground; no colour without a ground."""


@pytest.mark.parametrize(
    "command", ["", "emergency", "check itching", "check hot tub", "calendar", "history", "card", "trip 2027-02-02 2027-02-09"]
)
@pytest.mark.parametrize("day", [date(2026, 9, 2), date(2026, 11, 22), date(2027, 2, 1)], ids=["fine", "soon", "late"])
def test_no_colour_stands_on_the_terminals_own_ground(run, command, day):
    run(*RECORD)
    run("log", "2026-09-01", "--alarm-date", "2026-12-10", today=date(2026, 9, 2))
    drawn = run(*command.split(), is_terminal=True, environment=ON_TERMINAL, today=day).out
    assert set(re.findall(r"\x1b\[([0-9;]*)m", drawn)) <= READABLE_STYLES


def test_what_a_restore_or_an_undo_took_away_leaves_room_for_the_state(run):
    """All of it was shown before it was done."""
    run(*REFILL)
    for day in range(10, 24):
        run("book", f"2026-12-{day}", "--yes")
    asked = run("restore", "1", is_terminal=True, environment=ON_TERMINAL, typed="y\n")
    assert asked.err.count("Appointment: ") == 14
    rows = STYLES.sub("", asked.out).splitlines()
    assert len(rows) <= 23
    assert rows[0].startswith("BROUGHT BACK")
    assert "And          10 more" in " ".join(rows)
    assert any(row.startswith("DATES OK") for row in rows)
    assert len(shown(run, "undo").splitlines()) <= 23


@pytest.mark.parametrize("command", ["emergency", "card", "check itching", "next-refill", "trip 2026-12-01 2026-12-20"])
def test_much_to_warn_of_fits_for_somebody_with_a_long_name_too(home, command):
    for words in IN_TROUBLE["five doubts"]:
        home(*words, "--yes", "--person", "alexandra")
    code = 3 if command == "next-refill" else 0
    answer = home(*command.split(), "--person", "alexandra", is_terminal=True, environment=ON_TERMINAL, code=code)
    rows = STYLES.sub("", answer.out).splitlines()
    assert len(rows) <= 23
    assert "Record of: alexandra" in " ".join(" ".join(rows).split())


def test_in_a_narrow_window_help_says_all_since_it_scrolls_in_any_case(home):
    home(*RECORD, "--yes", "--person", "alexandra")
    narrow = {**ON_TERMINAL, "COLUMNS": "40"}
    rows = STYLES.sub("", home("emergency", "--person", "alexandra", is_terminal=True, environment=narrow).out)
    assert "itb emergency --staff" in " ".join(rows.split())
    assert "\nRecord of: alexandra\n" in rows
