"""Every command that writes a file does it in one way: private, never over another unasked, `-` for standard output."""

import os
from pathlib import Path

import pytest

WAYS = {
    "card": (("card", "--format", "html", "-o"), "card.html"),
    "report": (("report", "--html"), "report.html"),
    "sheet": (("sources", "--review", "--html"), "sheet.html"),
    "case": (("sources", "--safety", "--html"), "case.html"),
    "export": (("export", "json", "-o"), "all.json"),
    "table": (("export", "csv", "-o"), "all.csv"),
    "schema": (("export", "schema", "status", "-o"), "schema.json"),
    "calendar": (("calendar", "--ics"), "dates.ics"),
}
MINE = b"mine"
HINT = "Name another file, or add --overwrite to replace it."


@pytest.fixture(params=WAYS.values(), ids=WAYS)
def way(request, run, tmp_path) -> tuple[tuple[str, ...], Path]:
    """The words of a command that writes a file, without the file's name, and the file; a refill is recorded."""
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    words, name = request.param
    return words, tmp_path / name


def flat(shown: str) -> str:
    return " ".join(shown.split())


def test_a_new_file_is_its_owners_only_and_said_to_be_written(run, way):
    words, place = way
    before = os.umask(0)
    try:
        assert run(*words, str(place)).out.startswith("WRITTEN: ")
    finally:
        os.umask(before)
    assert os.name == "nt" or place.stat().st_mode & 0o777 == 0o600
    assert not [path for path in place.parent.iterdir() if path.name.endswith("tmp")]


def test_what_is_there_stays_and_every_command_says_the_same(run, way, record):
    words, place = way
    place.write_bytes(MINE)
    stored = record.read_bytes()
    refused = run(*words, str(place), code=5)
    assert refused.out == ""
    assert flat(refused.err) == f"itb: {place} is there already. It was not changed. {HINT}"
    assert place.read_bytes() == MINE
    assert record.read_bytes() == stored


def test_one_flag_replaces_it_everywhere_and_makes_it_private(run, way):
    words, place = way
    place.write_bytes(MINE)
    place.chmod(0o644)
    run(*words, str(place), "--overwrite")
    assert MINE not in place.read_bytes()[:4]
    assert os.name == "nt" or place.stat().st_mode & 0o777 == 0o600


def test_the_flag_needs_nothing_that_stands_there(run, way):
    words, place = way
    run(*words, str(place), "--overwrite")
    assert place.stat().st_size


def test_a_terminal_asks_and_only_yes_replaces(run, way):
    words, place = way
    place.write_bytes(MINE)
    question = f"{place} is there already. Replace it? [y/N]"
    refused = run(*words, str(place), is_terminal=True, typed="n\n", code=5)
    assert question in flat(refused.out + refused.err)
    assert place.read_bytes() == MINE
    run(*words, str(place), is_terminal=True, typed="y\n")
    assert place.read_bytes() != MINE


def test_nobody_at_a_terminal_is_a_no(run, way):
    words, place = way
    place.write_bytes(MINE)
    run(*words, str(place), is_terminal=True, typed="", code=5)
    assert place.read_bytes() == MINE


def test_no_flag_replaces_a_record(run, way, record):
    words, _ = way
    stored = record.read_bytes()
    for place in (record, record.with_name("other.ics")):
        place.write_bytes(stored)
        said = flat(run(*words, str(place), "--overwrite", code=5).err)
        assert f"{place} is, or may be, a record. It was not changed." in said or "ends in .ics" in said
        assert place.read_bytes() == stored


def test_a_damaged_record_is_not_replaced_either(run, record):
    record.parent.mkdir()
    record.write_bytes(b"\x00")
    run("card", "--format", "html", "-o", str(record), "--overwrite", code=5)
    assert record.read_bytes() == b"\x00"


OTHERS = {
    "another's, damaged": ("people/alex.toml", b"\x00\xff"),
    "a quoted key": ("mine.html", b'\xef\xbb\xbf# by hand\n  "schema_version" = 1\n'),
    "an earlier state": ("old.html", b"schema_version=1\n[[refills]]\n"),
}


@pytest.mark.parametrize(("name", "data"), OTHERS.values(), ids=OTHERS)
def test_what_may_be_a_record_is_not_replaced(run, tmp_path, name, data):
    place = tmp_path / name
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(data)
    run("card", "--format", "html", "-o", str(place), "--overwrite", code=5)
    run("card", "--format", "html", "-o", str(place), is_terminal=True, typed="y\n", code=5)
    assert place.read_bytes() == data


def test_an_export_that_names_a_schema_is_replaced(run, tmp_path):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    place = tmp_path / "all.json"
    run("export", "json", "-o", str(place))
    run("export", "json", "-o", str(place), "--overwrite")


def test_a_folder_that_is_not_there_is_told_alike(run, way, record):
    words, place = way
    stored = record.read_bytes()
    missing = place.parent / "no" / place.name
    said = flat(run(*words, str(missing), code=5).err)
    assert said == f"itb: {missing} was NOT written: No such file or directory. Nothing there was changed. Name another file."
    assert record.read_bytes() == stored


def test_a_home_that_nobody_knows_is_told_alike(run, way):
    words, place = way
    said = flat(run(*words, f"~nobody-of-this-name/{place.name}", code=5).err)
    assert said == "itb: It is not known where that home folder is. Name the whole path of the file."


@pytest.mark.parametrize("words", [("--overwrite",), ("--overwrite", "--json")])
def test_what_is_no_file_is_not_replaced(run, way, words):
    command, place = way
    if command[0] in ("report", "sources") and "--json" in words:
        pytest.skip("a page and its JSON do not go together")
    place.mkdir()
    ended = run(*command, str(place), *words, code=5)
    assert "is not a regular file. It was not changed." in flat(ended.err + ended.out)
    assert place.is_dir()


@pytest.mark.skipif(os.name == "nt", reason="a file's mode says nothing there")
def test_what_nobody_may_write_is_not_replaced(run, way):
    words, place = way
    place.write_bytes(MINE)
    place.chmod(0o400)
    assert "was NOT written: it is read-only." in flat(run(*words, str(place), "--overwrite", code=5).err)
    assert place.read_bytes() == MINE


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_stays_a_link(run, way, tmp_path):
    words, place = way
    behind = tmp_path / "behind"
    behind.write_bytes(MINE)
    place.symlink_to(behind)
    run(*words, str(place), "--overwrite")
    assert place.is_symlink()
    assert behind.read_bytes() != MINE


def test_a_dash_is_standard_output_and_no_file(run, way, tmp_path, monkeypatch):
    words, place = way
    run(*words, str(place))
    monkeypatch.chdir(tmp_path)
    beginning = place.read_bytes().decode().replace("\r\n", "\n")[:15]
    assert run(*words, "-").out.replace("\r\n", "\n").startswith(beginning)
    assert not (tmp_path / "-").exists()


def test_the_flag_without_a_file_is_refused(run, way):
    words, _ = way
    assert "--overwrite is for a file." in flat(run(*words[:-1], "--overwrite", code=2).err)
    assert "--overwrite is for a file." in flat(run(*words, "-", "--overwrite", code=2).err)


@pytest.mark.parametrize("words", [("report",), ("sources", "--review"), ("sources", "--safety")])
def test_a_page_in_a_file_and_json_do_not_go_together(run, tmp_path, words):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    said = run(*words, "--html", str(tmp_path / "x.html"), "--json", code=2)
    assert "--json and --html do not go together." in flat(said.out + said.err)
    assert not (tmp_path / "x.html").exists()


def test_a_record_that_cannot_be_named_keeps_no_card_from_being_written(run, tmp_path):
    place = tmp_path / "card.html"
    place.write_bytes(MINE)
    run("card", "--format", "html", "-o", str(place), "--overwrite", environment={"ITB_PERSON": "..", "ITB_FILE": ""})
    assert place.read_bytes() != MINE
