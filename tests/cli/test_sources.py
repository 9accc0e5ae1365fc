"""`itb sources`: who says so, when, and what rests on it."""

import json
import re

import pytest

from conftest import text

SOURCE_ID = re.compile(r"\bS\d+[a-z]?\b")


def test_the_article_is_told_whole_with_people_date_address_and_what_rests_on_it(run):
    shown, _, rests = run("sources", "S01").out.partition("What rests on it: ")
    assert {"check alcohol", "check mri", "learn risks"} <= set(rests.replace(" and ", ", ").strip().split(", "))
    assert shown == text(
        """
        S01: MedicineNet: Intrathecal Baclofen Pump Therapy for Multiple Sclerosis (MS). By Danette C. Taylor, DO, edited by Melissa Conrad Stöppler, MD, reviewed by Joseph Carcione, DO. Date: 13 September 2016.

        Kind: other web page; shown only because this program is built on it
        Address: http://www.medicinenet.com/baclofen_pump_therapy/article.htm
        """
    )


def test_a_source_without_an_address_of_its_own_says_so(run):
    assert run("sources", "S102").out == text(
        """
        S102: Journal paper (journal not shown in the copy read): Baclofen in the pump: stability up to 367 days (PubMed 38043050). Date: 2023.

        Kind: hospital, health service or peer-reviewed journal
        Address: Not recorded (no address of the publisher's own was read)
        What rests on it: check refill-visits, check refill-interval and next-refill and status
        """
    )


@pytest.mark.parametrize("typed", ["s28B", "S28b", " s28b "])
def test_case_and_space_in_an_id_do_not_matter(run, typed):
    assert run("sources", typed).out.startswith("S28b: Flowonix: Prometra II manual, page 14. Date not shown.\n")


def test_an_id_that_is_in_no_list_is_told_beside_those_that_are(run):
    shown = run("sources", "S08", "S999", code=3).out
    assert shown.startswith("S08: Medtronic UK: ")
    assert shown.endswith('\n"S999" is no source that itb knows. All sources: itb sources\n')


def test_the_list_has_every_source_once(run):
    shown = run("sources").out
    ids = re.findall(r"^(S\d+[a-z]?): ", shown, re.MULTILINE)
    assert shown.startswith(f"SOURCES: {len(ids)} sources stand behind what itb says.\n")
    assert len(ids) == len(set(ids))
    assert shown.endswith("\nWhat rests on one of them: itb sources S01\nNot yet checked by a clinician.\n")


@pytest.mark.parametrize(
    "words",
    [
        *(
            ("emergency", "--staff"),
            ("card", "--more"),
            ("learn", "risks", "ms", "about", "baclofen"),
            ("check", "mri", "hot tub", "alcohol", "--more"),
        ),
        *(("next-refill", "--why"), ("status", "--more")),
    ],
)
def test_every_source_that_an_answer_names_is_known_and_says_that_the_answer_rests_on_it(run, words):
    run("log", "2026-11-20", "--filled", "20", "--strength", "2000", "--dose", "350")
    named = set(SOURCE_ID.findall(run(*words).out))
    assert named
    listed = {
        use["source"]["id"]: " ".join(use["used_by"])
        for use in json.loads(run("sources", *sorted(named), "--json").out)["data"]["sources"]
    }
    assert set(listed) == named
    told = {"emergency": "emergency", "card": "card", "next-refill": "next-refill", "status": "status"}.get(words[0], words[0])
    assert all(told in used_by for used_by in listed.values())


def test_no_answer_rests_on_a_page_of_the_lowest_kind_but_the_article(run):
    sources = json.loads(run("sources", "--json").out)["data"]["sources"]
    assert [use["source"]["id"] for use in sources if use["source"]["tier"] == "D"] == ["S01"]


def test_the_envelope_names_what_is_not_known(run):
    envelope = json.loads(run("sources", "S999", "--json", code=3).out)
    assert (envelope["command"], envelope["data"]) == ("sources", {"sources": [], "unknown_ids": ["S999"]})
