"""Second copies by what they hold, whatever their name adds: `itb status`, everybody's list and `itb doctor` see each of them."""

import json

import pytest

ADDED = (
    "_PC_Nov-28-0901-2026_Conflict.toml",
    "_CaseConflict.toml",
    ".toml.conflict1",
    "..path1.toml",
    " (Alex's conflicting copy 2026-11-28).toml",
    " (Parsec - content conflict).toml",
    " (Case Conflict).toml",
    " (case clash from Ada).toml",
    " (Kopie in Konflikt stehend von Ada 2026-11-28).toml",
    " (Copie en conflit de Ada).toml",
    "（副本）.toml",
    " - Copy.toml",
    " copy.toml",
    " (copy).toml",
    ".toml.bak",
)
ALARM = '\n[[events]]\nid = "bbbbbbbb"\non = 2026-11-20\nkind = "alarm"\n'
REFILL = 'schema_version = 1\n\n[[refills]]\nid = "aaaaaaaa"\non = 2026-09-01\nalarm_date = 2027-02-20\n'


@pytest.fixture
def beside(record):
    """The folder of the record, and a record of the usual way with one refill."""
    (record.parent / "people").mkdir(parents=True)
    record.write_text(REFILL, encoding="utf-8")
    return record.parent


each_name = pytest.mark.parametrize("added", ADDED)


@each_name
def test_an_alarm_in_a_copy_of_any_name_counts_and_the_copy_is_named(run, beside, added):
    assert json.loads(run("status", "--json").out)["state"] == "ok"
    other = beside / f"record{added}"
    other.write_text(REFILL + ALARM, encoding="utf-8")
    envelope = json.loads(run("status", "--json").out)
    assert envelope["state"] == "critical"
    assert [other.name in notice["text"] for notice in envelope["notices"] if notice["code"] == "copy_holds_more"] == [True]
    (found,) = [check for check in json.loads(run("doctor", "--json", code=4).out)["data"]["checks"] if check["code"] == "copies"]
    assert not found["ok"]


@each_name
def test_among_people_it_is_a_copy_of_that_persons_record_and_nobody(run, beside, added):
    (beside / "people" / "alex.toml").write_text(REFILL, encoding="utf-8")
    (beside / "people" / f"alex{added}").write_text(REFILL + ALARM, encoding="utf-8")
    listed = json.loads(run("status", "--all", "--json", at_home=True).out)["data"]["people"]
    assert [(one["person"], one["state"]) for one in listed if one["place"] == "people"] == [("alex", "critical")]


UNLIKE = ALARM.replace("bbbbbbbb", "cccccccc").lstrip()


@each_name
def test_a_copy_that_shares_no_entry_counts_too(run, beside, added):
    other = beside / f"record{added}"
    other.write_text(f"schema_version = 1\n\n{UNLIKE}", encoding="utf-8")
    envelope = json.loads(run("status", "--json").out)
    assert envelope["state"] == "critical"
    assert [other.name in notice["text"] for notice in envelope["notices"] if notice["code"] == "copy_holds_more"] == [True]
    for words in (
        ("next-refill",),
        ("remind",),
        ("calendar",),
        ("report",),
        ("remind", "--message"),
        ("trip", "2026-11-23", "2026-11-24"),
    ):
        assert json.loads(run(*words, "--json").out)["state"] in ("critical", None)


@each_name
def test_among_people_one_that_shares_no_entry_is_that_persons_copy_too(run, beside, added):
    (beside / "people" / "alex.toml").write_text(REFILL, encoding="utf-8")
    (beside / "people" / f"alex{added}").write_text(f"schema_version = 1\n\n{UNLIKE}", encoding="utf-8")
    listed = json.loads(run("status", "--all", "--json", at_home=True).out)["data"]["people"]
    assert [(one["person"], one["state"]) for one in listed if one["place"] == "people"] == [("alex", "critical")]


def test_among_people_a_name_that_itb_gives_is_another_persons(run, beside):
    (beside / "people" / "alex.toml").write_text(REFILL, encoding="utf-8")
    (beside / "people" / "alex-maria.toml").write_text(f"schema_version = 1\n\n{UNLIKE}", encoding="utf-8")
    listed = json.loads(run("status", "--all", "--json", at_home=True).out)["data"]["people"]
    states = {one["person"]: one["state"] for one in listed if one["place"] == "people"}
    assert states == {"alex": "ok", "alex-maria": "critical"}


def test_an_answer_that_rests_on_the_pump_names_a_copy_that_knows_another_pump(run, beside, record):
    record.write_text(f'{REFILL}\n[pump]\nmodel = "SynchroMed II"\n', encoding="utf-8")
    (beside / "record.sync-conflict-20261120-101010-ABCDEFG.toml").write_text(
        f'{REFILL}\n[pump]\nmodel = "Prometra II"\n', encoding="utf-8"
    )
    notices = json.loads(run("check", "mri", "--json").out)["notices"]
    assert "copy_holds_more" in [notice["code"] for notice in notices]
    assert "It says something else than this record." in run("check", "mri").out


def test_of_two_pumps_in_two_copies_no_rule_of_one_alone_answers(run, beside, record):
    record.write_text(f'{REFILL}\n[pump]\nmodel = "SynchroMed II"\n', encoding="utf-8")
    alone = json.loads(run("check", "mri", "--json").out)["data"]["answers"][0]["topics"][0]
    assert not alone["strictest_for_any_pump"]
    (beside / "record (1).toml").write_text(f'{REFILL}{ALARM}\n[pump]\nmodel = "Prometra"\n', encoding="utf-8")
    both = json.loads(run("check", "mri", "--json").out)["data"]["answers"][0]["topics"][0]
    assert both["strictest_for_any_pump"]
    assert "SynchroMed II or Prometra" in run("card").out
    assert json.loads(run("status", "--json").out)["state"] == "critical"
