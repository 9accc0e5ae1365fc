"""`itb check` as a person sees it: answered with the article cited, or unknown, and never a guess."""

import json
import re
from datetime import date

import pytest

from conftest import text

ARTICLE = (
    "S01: MedicineNet: Intrathecal Baclofen Pump Therapy for Multiple Sclerosis (MS). The article this program is built on. "
    "By Danette C. Taylor, DO, reviewed by Joseph Carcione, DO. Date: 13 September 2016. "
    "Heading: What are the potential risks and side effects of an intrathecal baclofen pump?\n"
)
NO_MODEL = (
    "The strictest rule for any pump is the answer: your model is not recorded, or has no rule here. "
    "To record it: itb setup --pump-model MODEL\n"
)
HOT_TUB = text(
    f"""
    DO NOT: Hot tub, spa, whirlpool
    Avoid this.

    What to do:
    1. Stay out, even for a short time. [S01, S08]
    2. Already been in? Get out and cool down. [own]
    3. Do not stay alone. Do not drive. [own]
    4. Very sleepy, floppy or slow to breathe? Get emergency help now. [S04, S10, S30]
    5. No signs? Call your pump clinic now, even if you feel well. [own]

    Pump clinic: Not recorded (To record it: itb setup --clinic-phone PHONE)
    After hours: Not recorded

    Why:
    - Heat can make the pump give more baclofen than it should. That can be an overdose. [S01, S08]
    - The maker of SynchroMed says that this can cause serious injury or death. [S08]
    - Signs of too much baclofen may come on fast or creep up slowly. [S10, S30]
    - How long can signs take to show after heat? No checked source: ask your pump clinic. [own]
    - The maker of SynchroMed warns most of all above 102 °F (38.9 °C). That does not make cooler water safe. [S08]

    {NO_MODEL}
    By pump model:
    - Prometra (first model), Prometra II and Other pump: How does heat act on your model? No checked source: ask your pump clinic. The article warns about heat for every pump of this kind, so stay out. [S01]
    - Constant-flow pump: Body heat drives pumps of this kind. A hospital sheet on one says that a rise in body heat makes it give faster, and it says: no hot tubs. [S146, S147, own]

    What the article says:
    The article names the hot tub as a kind of heat that can speed up how the drug flows. Then you may get too much of it. [S01]

    Who says so:
    {ARTICLE.rstrip()}
    S08: Medtronic UK: Cautions on activities (drug pump for severe spasticity). Date not shown.
    S04: RxList: Gablofen: patient counselling text of the label (copy of July 2016). Date not shown.
    S10: Medtronic, baclofenpump.com: Underdose and overdose. Date not shown.
    S30: Alder Hey Children's NHS Foundation Trust: Intrathecal baclofen: frequently asked questions, leaflet PIAG 209. Date not shown.
    S146: Johnson and Johnson MedTech: CODMAN 3000 constant flow pump: patient support. Date not shown.
    S147: Alberta Health Services: Hepatic artery infusion pump: what to expect at home. Date not shown.
    own: itb: Its own rule, on the strict side. No source says it. Date: 28 November 2026.

    Read against these sources on 22 November 2026, to be read again by 22 November 2027. Not yet checked by a clinician.

    DO NOT: Hot tub, spa, whirlpool. Stay out, even for a short time.
    """
)
CHOCOLATE = """\
NOT IN THE LIST: "chocolate"
itb has no checked answer for this. That does not mean it is safe. Ask your pump clinic.

Pump clinic: Not recorded (To record it: itb setup --clinic-phone PHONE)
After hours: Not recorded

All topics: itb check
Any sign of trouble: itb emergency
"""


def headlines(shown):
    """The first lines of the answers: level, title, what was asked."""
    words = "EMERGENCY|CALL NOW|DO NOT|ASK FIRST|TELL STAFF|TAKE CARE|INFORMATION|NOT IN THE LIST"
    return re.findall(rf"^(?:{words}): .*$", shown, re.MULTILINE)


@pytest.mark.parametrize(
    "words",
    [
        ("hot-tub",),
        ("jacuzzi",),
        ("hot", "tub"),
        ("hot tub",),
        ("HOT TUBS",),
        ("Jacuzzi?",),
        ("hottub",),
        ("can I go in a hot tub?",),
        ("is", "a", "hot", "tub", "safe"),
    ],
)
def test_a_hot_tub_by_any_name_is_answered_whole_with_the_article_cited(run, words):
    assert run("check", "--more", *words).out == HOT_TUB


def test_what_is_not_in_the_list_is_unknown_and_never_fine(run, record):
    result = run("check", "chocolate", code=3)
    assert (result.out, result.err) == (CHOCOLATE, "")
    assert not record.parent.exists(), "reading must make no folder"


@pytest.mark.parametrize(
    ("words", "level", "title"),
    [
        (("hot-tub",), "DO NOT", "Hot tub, spa, whirlpool"),
        (("can I use a heating pad?",), "DO NOT", "Heating pad"),
        (("alcohol",), "DO NOT", "Alcohol"),
        (("a glass of wine",), "DO NOT", "Alcohol"),
        (("mri",), "DO NOT", "MRI scan"),
        (("infection",), "CALL NOW", "Infection of the pump or the wound"),
        (("clothing",), "TAKE CARE", "Clothes and straps over the pump"),
        (("abrupt-stop",), "EMERGENCY", "Baclofen stops suddenly"),
        (("refill-visits",), "TAKE CARE", "Refill visits"),
    ],
)
def test_every_topic_of_the_article_is_answered_with_level_article_and_age(run, words, level, title):
    shown = run("check", "--more", *words).out
    assert shown.startswith(f"{level}: {title}\n")
    assert "\nWhat to do:\n1. " in shown
    assert "\nWhat the article says:\nThe article " in shown
    cited = shown.partition("Who says so:\n")[2]
    assert cited.startswith("S01: MedicineNet: Intrathecal Baclofen Pump Therapy for Multiple Sclerosis (MS). ")
    assert "Date: 13 September 2016. Heading: " in cited
    assert "Read against these sources on " in shown
    assert "Not yet checked by a clinician.\n" in shown


def test_an_mri_with_synchromed_ii_is_ask_first_with_its_own_rules_only(run):
    run("setup", "--pump-model", "SynchroMed II")
    shown = run("check", "--more", "mri").out
    assert shown.startswith("ASK FIRST: MRI scan\nNot until your pump clinic has said yes for your pump.\n")
    assert (
        text(
            """
        For your pump:
        - SynchroMed II: The magnet stops the pump motor during the scan. You get no baclofen from it in that time. [S18, S20]
        - SynchroMed II and SynchroMed EL: The motor may start again late: delays of 2 to 24 hours have been reported. Staff must check the pump afterwards. [S18, S26]
        - SynchroMed II: If an alarm sounds during the scan, the pump can get stuck and not start again on its own. Do not leave before staff have read the pump. [S21]
        - SynchroMed II and SynchroMed EL: The UK regulator says that a scan may also change the program of the pump. Staff must check that too. [S60]

        """
        )
        in shown
    )
    assert "- Prometra" not in shown
    assert NO_MODEL not in shown
    assert ARTICLE in shown


def test_an_mri_with_the_first_prometra_is_do_not(run):
    run("setup", "--pump-model", "Prometra I")
    shown = run("check", "--more", "mri").out
    assert shown.startswith("DO NOT: MRI scan\nAvoid this.\n")
    assert (
        text(
            """
        For your pump:
        - Prometra (first model): The magnet can open the valves, so that all the baclofen runs into your spine at once. That can kill. [S27, S28]
        - Prometra (first model): In Europe this pump is labelled MR Unsafe: no MRI scan at all. We take the same rule for the United Kingdom. [S29, own]
        - Prometra (first model): In the US, no scan unless your pump team has emptied the pump and set its flow to zero. The pump must be checked afterwards. [S27, S28, S05]
        - Prometra (first model): Scanned while it held drug? Get emergency help now, even if you feel well. [S27, S28, own]

        """
        )
        in shown
    )
    assert "- SynchroMed II: " not in shown


@pytest.mark.parametrize("model", [None, "Prometra", "SynchroMed", "?"])
def test_an_mri_where_the_model_does_not_tell_the_pump_takes_the_strictest_rule_for_any(run, model):
    if model:
        run("setup", "--pump-model", model, "--yes")
    shown = run("check", "--more", "mri").out
    assert shown.startswith("DO NOT: MRI scan\nAvoid this.\n")
    assert NO_MODEL in shown
    assert shown.count("- Prometra (first model): ") == 4
    assert "\n- SynchroMed II: " in shown


def test_the_clinics_phone_stands_in_every_answer(run):
    run("setup", "--clinic-name", "Riverside Pump Clinic", "--clinic-phone", "555 0100", "--after-hours-phone", "555 0199")
    for thing, code in (("hot tub", 0), ("mri", 0), ("chocolate", 3)):
        whole, in_short = run("check", "--more", thing, code=code).out, run("check", thing, code=code).out
        assert "\nPump clinic: Riverside Pump Clinic, 555 0100\nAfter hours: 555 0199\n" in whole
        if code == 0:
            assert "\nPump clinic: Riverside Pump Clinic, 555 0100, after hours 555 0199\n" in in_short


def test_two_things_are_answered_each_for_itself(run):
    in_short = headlines(run("check", "alcohol", "mri").out)
    assert in_short[:2] == [
        'DO NOT: Alcohol (you asked: "alcohol")',
        (
            "DO NOT: MRI scan: Do not go into the MRI room before your pump clinic has said yes for your pump. "
            "To read on: itb check mri"
        ),
    ]
    shown = run("check", "--more", "alcohol", "mri").out
    assert headlines(shown) == [
        'DO NOT: Alcohol (you asked: "alcohol")',
        'DO NOT: MRI scan (you asked: "mri")',
        "DO NOT: Alcohol. Do not drink alcohol.",
    ]


def test_an_unknown_thing_beside_a_known_one_is_unknown_and_the_known_one_answered(run):
    result = run("check", "--more", "alcohol", "chocolate", code=3)
    assert headlines(result.out) == [
        'DO NOT: Alcohol (you asked: "alcohol")',
        'NOT IN THE LIST: "chocolate"',
        "DO NOT: Alcohol. Do not drink alcohol.",
    ]
    in_short = run("check", "alcohol", "chocolate", code=3).out
    assert (
        'NOT IN THE LIST: "chocolate": itb has no checked answer for this. That does not mean it is safe. Ask your pump clinic.\n'
    ) in in_short
    assert "1. Do not drink alcohol. [S01, S62]\n" in result.out
    assert result.out.endswith(f"{CHOCOLATE}\nDO NOT: Alcohol. Do not drink alcohol.\n")


def test_words_that_were_not_understood_beside_words_that_were_are_named(run):
    shown = run("check", "--more", "chocolate in a hot tub").out
    assert shown == HOT_TUB.replace(
        "Avoid this.\n",
        "Avoid this.\n"
        "This answers only for: Hot tub, spa, whirlpool. itb has no answer for: chocolate. "
        "That does not mean it is safe. Ask your pump clinic.\n",
    )


def test_words_that_were_not_understood_are_told_to_machines_too(run):
    envelope = json.loads(run("check", "chocolate in a hot tub", "--json").out)
    assert [(notice["code"], notice["signal"]) for notice in envelope["notices"]] == [("partly_understood", "warning")]
    assert envelope["data"]["answers"][0]["not_understood"] == ["chocolate"]


def test_a_near_miss_only_suggests(run):
    shown = run("check", "micrwave ovens", code=3).out
    assert headlines(shown) == ['NOT IN THE LIST: "micrwave ovens"']
    assert "\nDid you mean:\nMicrowave oven: itb check microwave-oven\n" in shown
    assert "What to do" not in shown


@pytest.mark.parametrize(
    ("question", "first", "read_as"),
    [
        ("heeting pads", "DO NOT: Heating pad", "heating (you wrote: heeting)"),
        ("i had a beer and now im drowzy", "EMERGENCY: Very sleepy or hard to wake", "drowsy (you wrote: drowzy)"),
    ],
)
def test_a_misspelt_word_is_answered_on_the_strict_side_and_says_how_it_was_read(run, question, first, read_as):
    shown = run("check", question).out
    assert shown.startswith(f"{first}\n")
    assert f"\nRead as: {read_as}. Not what you meant? Ask again.\n" in shown
    envelope = json.loads(run("check", question, "--json").out)
    assert "read_as" in [notice["code"] for notice in envelope["notices"]]
    (word,) = envelope["data"]["answers"][0]["read_as"]
    assert f"{word['word']} (you wrote: {word['typed']})" == read_as


def test_a_sign_that_is_denied_is_no_reason_but_proves_nothing(run):
    shown = run("check", "no itching today", code=3).out
    assert shown.startswith('NOT IN THE LIST: "no itching today"\nYou wrote that this is not there: itching. ')
    assert "prove nothing" in shown
    assert "itb check itching" in shown
    told = run("check", "no itching but my legs are tight as boards").out
    assert told.startswith("CALL NOW: Tight muscles or spasms coming back\n")
    assert "EMERGENCY: Very sleepy" in run("check", "no fever but she is very sleepy").out


@pytest.mark.parametrize(
    "words", [("itching beeping",), ("itching", "beeping"), ("beeping", "itching"), ("itching and beeping",)]
)
def test_a_sign_and_an_alarm_are_an_emergency_however_they_are_quoted(run, words):
    shown = run("check", *words).out
    assert shown.startswith("EMERGENCY: Itching")
    assert (
        "\nAn alarm: with a sign, this is an emergency.\n\n1. Get emergency help now.\n2. Do not wait for a call back. " in shown
    )
    whole = run("check", "--more", *words).out
    assert "\nWhat to do:\n1. Get emergency help now. [S04]\n" in whole
    assert "Call your pump clinic now, at any hour. [S04, S10" not in whole.partition("Why:")[0]
    assert whole.endswith("EMERGENCY: Itching. Get emergency help now.\n")


def test_the_record_counts_an_overdue_refill_or_an_alarm_makes_a_sign_an_emergency_and_says_why(run):
    run("log", "2026-09-01", "--refill-by", "2027-02-01")
    assert run("check", "itching").out.startswith("CALL NOW: Itching\n")
    late = run("check", "itching", today=date(2027, 2, 2)).out
    assert late.startswith("EMERGENCY: Itching\n")
    assert "\nA refill that is overdue by your record: with a sign, this is an emergency.\n" in late
    assert run("check", "hot tub", today=date(2027, 2, 2)).out.startswith("DO NOT: Hot tub")
    run("event", "alarm", "--yes")
    alarm = run("check", "itching").out
    assert alarm.startswith("EMERGENCY: Itching\n")
    assert "\nAn alarm in your record that nobody checked: with a sign, this is an emergency.\n" in alarm


def test_the_strictest_stands_first_and_each_further_topic_is_a_line(run):
    shown = run("check", "Can I fly to Spain, drink wine and lie in a hot tub?").out
    assert len(headlines(shown)) == 2 + shown.count("To read on: itb check ") - 1 == 3
    assert headlines(shown)[0].startswith("DO NOT: ")
    assert "\nAlso in your question:\nDO NOT: " in shown
    assert "ASK FIRST: Flying: " in shown
    assert shown.count("\n1. ") == 1
    assert len(shown.splitlines()) < 24
    assert run("check", "--more", "Can I fly to Spain, drink wine and lie in a hot tub?").out.count("What to do:") == 3


def test_several_things_stand_the_strictest_first(run):
    for words in (("airport", "dizzy"), ("airport", "dizzy", "--more")):
        shown = run("check", *words).out
        assert [line.partition(":")[0] for line in headlines(shown)][:2] == ["EMERGENCY", "TELL STAFF"]


def test_no_headline_stands_against_a_life_saving_shock(run):
    shown = run("check", "defibrillator").out
    assert shown.split("\n")[1] == "A life at risk? Use it at once. Before a planned one: ask your pump clinic."


def test_a_pump_model_in_the_question_counts_for_it(run):
    run("setup", "--pump-model", "SynchroMed II")
    shown = run("check", "MRI with a Prometra II").out
    assert shown.startswith("DO NOT: MRI scan\n")
    assert "\n- SynchroMed II:" not in shown


def test_everyday_words_are_not_called_words_without_an_answer(run):
    shown = run("check", "please can my husband feel ok in a hot tub for 2 hours").out
    assert "itb has no answer for" not in shown


@pytest.mark.parametrize("nothing", ["", " ", "?", "the", "\u200b", "🍫"])
def test_words_that_say_nothing_are_unknown(run, nothing):
    assert headlines(run("check", nothing, code=3).out)[0].startswith("NOT IN THE LIST: ")


def test_a_question_without_end_is_refused_and_not_cut_in_silence(run):
    assert "too long for a question" in run("check", "chocolate " * 5000 + "hot tub", code=5).err
    assert run("check", "hot tub " + "chocolate " * 400).out.startswith("DO NOT: Hot tub, spa, whirlpool\n")


def test_an_answer_past_its_review_says_so(run):
    last_good, too_late = date(2027, 11, 22), date(2027, 11, 23)
    warning = 'The answer on "Alcohol" should have been checked again by now. Ask your pump clinic.\n'
    assert warning not in run("check", "alcohol", today=last_good).out
    assert f"\n{warning}\n" in run("check", "alcohol", today=too_late).out


@pytest.mark.slow
def test_without_a_thing_it_lists_every_topic_once_with_what_to_type(run):
    shown = run("check").out
    assert shown.startswith("ASK: Type itb check and a thing, for example: itb check hot tub\n\nSigns:\n")
    assert "Answer: DO NOT; Thing: Hot tub, spa, whirlpool; Type: itb check hot-tub\n" in shown
    assert shown.endswith("\nWhat is not in this list is unknown. That does not mean it is safe. Ask your pump clinic.\n")
    named = re.findall(r"itb check ([a-z-]+)$", shown, re.MULTILINE)
    assert len(named) == len(set(named)) > 7
    for topic in named:
        run("check", topic)


def test_the_list_shows_the_level_that_the_answer_will_have_for_this_pump(run):
    assert "Answer: DO NOT; Thing: MRI scan; Type: itb check mri\n" in run("check").out
    run("setup", "--pump-model", "SynchroMed II")
    assert "Answer: ASK FIRST; Thing: MRI scan; Type: itb check mri\n" in run("check").out


@pytest.mark.parametrize("content", [b"", b'schema_version = 1\n[pump]\nmodel = "SynchroMed II\n', b"schema_version = 2\n"])
def test_with_a_record_that_cannot_be_read_it_answers_as_for_an_unknown_pump(run, record, content):
    record.parent.mkdir(parents=True)
    record.write_bytes(content)
    shown = run("check", "mri").out
    assert shown.startswith("DO NOT: MRI scan\n")
    assert "\nYour record could not be read. Nothing of it stands here. Why: itb status\n" in shown
    assert record.read_bytes() == content


def test_the_envelope_has_the_level_every_answer_and_every_source(run):
    envelope = json.loads(run("check", "hot-tub", "chocolate", "--json", code=3).out)
    assert (envelope["command"], envelope["state"], envelope["error"]) == ("check", None, None)
    assert [notice["code"] for notice in envelope["notices"]] == ["not_in_the_list"]
    data = envelope["data"]
    assert data["level"] == "do_not"
    hot_tub, chocolate = data["answers"]
    assert (chocolate["query"], chocolate["topics"]) == ("chocolate", [])
    (topic,) = hot_tub["topics"]
    assert hot_tub["suggestions"] == []
    assert (topic["id"], topic["title"], topic["level"]) == ("hot-tub", "Hot tub, spa, whirlpool", "do_not")
    assert topic["steps"][0] == {"text": "Stay out, even for a short time.", "sources": ["S01", "S08"]}
    assert (topic["reviewed_on"], topic["review_by"], topic["signed_by"]) == ("2026-11-22", "2027-11-22", None)
    assert [source["id"] for source in topic["sources"]] == ["S01", "S08", "S04", "S10", "S30", "S146", "S147", "own"]
    article = topic["sources"][0]
    assert article["section"] == "What are the potential risks and side effects of an intrathecal baclofen pump?"
    assert (article["publisher"], article["date"], article["tier"]) == ("MedicineNet", "2016-09-13", "D")


def test_an_unknown_thing_for_machines_has_the_level_unknown(run):
    data = json.loads(run("check", "chocolate", "--json", code=3).out)["data"]
    assert data["level"] == "unknown"


# --- the list, chosen from --------------------------------------------------------------------------------------------


def test_the_list_can_be_chosen_from_by_level_and_by_kind(run):
    everything = json.loads(run("check", "--json").out)["data"]["listed"]
    assert len(everything) > 100
    for flags, name, value in ((("--level", "emergency"), "level", "emergency"), (("--kind", "sound"), "kind", "sound")):
        chosen = json.loads(run("check", *flags, "--json").out)["data"]["listed"]
        assert chosen == [topic for topic in everything if topic[name] == value] != []
    both = json.loads(run("check", "--kind", "symptom", "--level", "do_not", "--json").out)["data"]["listed"]
    assert both == []


def test_the_list_stands_by_kind_and_within_a_kind_the_strictest_first(run):
    order = ["emergency", "call_now", "do_not", "ask_first", "tell_staff", "care", "information"]
    listed = json.loads(run("check", "--json").out)["data"]["listed"]
    kinds = [topic["kind"] for topic in listed]
    assert kinds == sorted(kinds, key=kinds.index)
    for kind in kinds:
        levels = [order.index(topic["level"]) for topic in listed if topic["kind"] == kind]
        assert levels == sorted(levels)


def test_every_symptom_and_sound_asks_for_help_whatever_the_record_says(run):
    run("log", "2026-09-01", "--alarm-date", "2027-02-01")
    run("setup", "--clinic-phone", "555 0100", "--pump-model", "SynchroMed II")
    for topic in json.loads(run("check", "--kind", "symptom", "--json").out)["data"]["listed"]:
        shown = run("check", topic["id"]).out
        assert shown.startswith(("EMERGENCY: ", "CALL NOW: ")), topic["id"]
        assert "Pump clinic: 555 0100, after hours not recorded\n" in shown


def test_a_level_that_does_not_exist_is_a_usage_error(run):
    assert "--level" in run("check", "--level", "fine", code=2).err
