"""`itb learn`: the article retold, with its source and its limits."""

import json
import re

import pytest

from conftest import text

SECTIONS = (
    "ms",
    "spasticity",
    "baclofen",
    "ms-treatment",
    "candidates",
    "how-it-works",
    "after-implant",
    "risks",
    "cost",
    "about",
)
LISTED = """\
Multiple sclerosis and what it does: itb learn ms
Spasticity: itb learn spasticity
Baclofen and its side effects: itb learn baclofen
Medicines for MS: itb learn ms-treatment
Who a pump is for: itb learn candidates
How the pump works: itb learn how-it-works
After the pump is put in: itb learn after-implant
Risks of the pump: itb learn risks
Cost and insurance: itb learn cost
About the article and what it leaves out: itb learn about

"""
NO_PERMISSION = "This explains. It gives no permission and no advice on doses. Not yet checked by a clinician.\n"


def test_without_a_word_it_lists_the_sections_and_what_to_type(run):
    opening = "LEARN: What the article explains, section by section.\n\n"
    assert run("learn").out == opening + LISTED + NO_PERMISSION


def test_a_section_is_told_whole_with_sources_and_the_articles_part(run):
    assert run("learn", "cost").out == (
        text(
            """
            LEARN: Cost and insurance

            The FDA, which controls drugs and medical devices in the US, has approved this treatment. For that reason most US insurers pay for the pump and for the care that follows. [S01]
            Plans differ, and so does how much they pay. Ask your own insurer. [S01]
            The article gives no price, and it does not speak of other countries. Never put off a refill over a bill: call your pump clinic now. [S01, S04]

            More, with what to do: itb check refill-visits
            Retold from the article's part "How much does a pump cost? Does insurance cover a intrathecal baclofen pump?".

            Who says so:
            S01: MedicineNet: Intrathecal Baclofen Pump Therapy for Multiple Sclerosis (MS). By Danette C. Taylor, DO, edited by Melissa Conrad Stöppler, MD, reviewed by Joseph Carcione, DO. Date: 13 September 2016.
            S04: RxList: Gablofen: patient counselling text of the label (copy of July 2016). Date not shown.

            """
        )
        + NO_PERMISSION
    )


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_cites_the_article_and_sends_to_topics_that_exist(run, section):
    shown = run("learn", section).out
    assert shown.startswith("LEARN: ")
    assert "\nWho says so:\nS01: MedicineNet: " in shown
    assert shown.endswith(NO_PERMISSION)
    for topic in re.findall(r"itb check (\S+)$", shown, re.MULTILINE):
        run("check", topic)


@pytest.mark.parametrize("words", [("multiple sclerosis",), ("what", "is", "MS?"), ("MS",)])
def test_a_section_is_found_by_other_words(run, words):
    assert run("learn", *words).out == run("learn", "ms").out


def test_two_words_give_two_sections_in_the_order_asked(run):
    shown = run("learn", "risks", "cost").out
    assert re.findall(r"^LEARN: (.*)$", shown, re.MULTILINE) == ["Risks of the pump", "Cost and insurance"]


def test_what_the_article_has_no_section_on_is_not_answered(run):
    assert run("learn", "chocolate", code=3).out == (
        'NOT IN THE LIST: The article has no section on "chocolate".\n\n'
        + LISTED
        + "For safety questions, type: itb check and the thing.\n"
    )


def test_a_near_miss_only_suggests(run):
    assert run("learn", "spasticty", code=3).out == (
        'NOT IN THE LIST: The article has no section on "spasticty".\n\n'
        "Did you mean:\nSpasticity: itb learn spasticity\n\n" + LISTED + "For safety questions, type: itb check and the thing.\n"
    )


def test_it_needs_no_record_and_reads_none(run, record):
    record.parent.mkdir(parents=True)
    record.write_bytes(b"damaged")
    run("learn", "ms")
    run("learn")


def test_the_envelope_has_paragraphs_with_sources(run):
    envelope = json.loads(run("learn", "cost", "--json").out)
    data = envelope["data"]
    assert (envelope["command"], data["query"]) == ("learn", "cost")
    (section,) = data["sections"]
    assert (section["id"], section["title"], section["see"]) == ("cost", "Cost and insurance", ["refill-visits"])
    assert section["paragraphs"][1] == {
        "text": "Plans differ, and so does how much they pay. Ask your own insurer.",
        "sources": ["S01"],
    }
    assert [source["id"] for source in data["sources"]] == ["S01", "S04"]


def test_the_list_for_machines_has_every_section(run):
    data = json.loads(run("learn", "--json").out)["data"]
    assert (data["query"], data["sections"]) == (None, [])
    assert tuple(section["id"] for section in data["listed"]) == SECTIONS
