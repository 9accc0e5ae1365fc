"""Saving: private whatever the umask, through links, never over what somebody else wrote, readable again."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from itb_cli.domain.record import Person, Pump, Record, Refill
from itb_cli.errors import (
    RecordChangedError,
    RecordDamagedError,
    RecordError,
    RecordNotSavedError,
    RecordUnreadableError,
    RecordVanishedError,
)
from itb_cli.storage.decoding import decode
from itb_cli.storage.encoding import encode
from itb_cli.storage.paths import generations_beside, lock_beside
from itb_cli.storage.record_reader import load
from itb_cli.storage.snapshots import generations
from saving import update

TODAY = date(2026, 11, 22)
RECORDS = Path(__file__).parents[2] / "data" / "records"
posix = pytest.mark.skipif(os.name != "posix", reason="permissions and links of POSIX systems")


def called(name: str) -> Callable[[Record], Record]:
    """A change that names the person."""
    return lambda record: record._replace(person=record.person._replace(name=name))


def name_in(path: Path) -> str | None:
    return load(path).record.person.name


def everything(folder: Path) -> Mapping[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def mode(path: Path) -> str:
    return oct(path.stat().st_mode & 0o777)


# --- what a save leaves behind


def test_a_save_can_be_read_again_and_leaves_record_lock_and_states_and_nothing_else(record: Path):
    update(record, TODAY, called("Ada"))
    update(record, TODAY, called("Ben"))
    assert name_in(record) == "Ben"
    left = everything(record.parent)
    left.pop("record.toml.lock", None)  # stays if a lock is on its file, goes if the lock is its file
    assert sorted(left) == [
        "record.toml",
        "record.toml.generations/000001_2026-11-22.toml",
        "record.toml.generations/000002_2026-11-22.toml",
    ]


def test_every_save_keeps_the_state_before_it_and_its_own(record: Path):
    update(record, TODAY, called("Ada"))
    update(record, TODAY, called("Ben"))
    assert [decode(state.path.read_bytes()).person.name for state in generations(record)] == ["Ada", "Ben"]
    assert generations(record)[-1].path.read_bytes() == record.read_bytes()


def test_a_record_that_itb_did_not_write_is_kept_byte_for_byte_before_the_first_save_over_it(record: Path):
    by_hand = (RECORDS / "hand_edited.toml").read_bytes()
    record.parent.mkdir()
    record.write_bytes(by_hand)
    update(record, TODAY, called("Ben"))
    assert generations(record)[0].path.read_bytes() == by_hand
    assert load(record).record == called("Ben")(decode(by_hand))


def test_a_change_that_changes_nothing_saves_nothing(record: Path):
    update(record, TODAY, called("Ada"))
    before = everything(record.parent)
    update(record, TODAY, lambda _record: None)
    assert everything(record.parent) == before


def test_a_change_that_fails_saves_nothing_and_frees_the_lock(record: Path):
    def fail(_record: Record) -> Record:
        raise ZeroDivisionError

    update(record, TODAY, called("Ada"))
    before = everything(record.parent)
    with pytest.raises(ZeroDivisionError):
        update(record, TODAY, fail)
    assert everything(record.parent) == before
    update(record, TODAY, called("Ben"))
    assert name_in(record) == "Ben"


def test_what_could_not_be_read_again_is_not_saved(record: Path):
    update(record, TODAY, called("Ada"))
    before = everything(record.parent)
    with pytest.raises(RecordError):
        update(record, TODAY, lambda stands: stands._replace(pump=Pump(reservoir_ml=Decimal(10**9))))
    assert everything(record.parent) == before


def test_the_last_thirty_states_all_stay_and_of_older_ones_the_newest_of_each_week(record: Path):
    for number in range(45):
        update(record, date(2026, 11, 2) + timedelta(days=number // 3), called(f"name {number}"))
    assert [state.number for state in generations(record)] == [15, *range(16, 46)]


def test_what_a_killed_save_left_over_does_not_hinder_the_next(record: Path):
    update(record, TODAY, called("Ada"))
    (record.parent / ".record.toml.2147483647-0123456789ab.itb-tmp").write_bytes(b"half of a re")
    (generations_beside(record) / ".000001_2026-09-01.toml.2147483647-0123456789ab.itb-tmp").write_bytes(b"half of a re")
    update(record, TODAY, called("Ben"))
    assert name_in(record) == "Ben"
    assert not [name for name in everything(record.parent) if name.endswith("tmp")]


# --- what somebody else wrote


def test_a_record_that_changes_meanwhile_is_not_overwritten(record: Path):
    def change(before: Record) -> Record:
        record.write_bytes(encode(Record(person=Person(name="From the other device"))))
        return called("Ben")(before)

    update(record, TODAY, called("Ada"))
    with pytest.raises(RecordChangedError):
        update(record, TODAY, change)
    assert name_in(record) == "From the other device"
    assert len(generations(record)) == 1


def test_a_record_that_appears_meanwhile_is_not_overwritten(record: Path):
    def change(before: Record) -> Record:
        record.write_bytes(encode(Record(person=Person(name="From the other device"))))
        return called("Ben")(before)

    with pytest.raises(RecordChangedError):
        update(record, TODAY, change)
    assert name_in(record) == "From the other device"


def test_a_record_that_is_taken_away_meanwhile_is_noticed(record: Path):
    def change(before: Record) -> Record:
        record.unlink()
        return called("Ben")(before)

    update(record, TODAY, called("Ada"))
    with pytest.raises(RecordChangedError):
        update(record, TODAY, change)
    assert not record.exists()


@pytest.mark.parametrize("name", ["empty", "truncated"])
def test_a_damaged_record_is_never_saved_over(record: Path, name: str):
    damaged = (RECORDS / f"{name}.toml").read_bytes()
    record.parent.mkdir()
    record.write_bytes(damaged)
    with pytest.raises(RecordDamagedError):
        update(record, TODAY, called("Ada"))
    assert record.read_bytes() == damaged
    assert not generations_beside(record).exists()


def test_a_vanished_record_is_never_begun_anew(record: Path):
    update(record, TODAY, called("Ada"))
    record.unlink()
    with pytest.raises(RecordVanishedError):
        update(record, TODAY, called("Ben"))
    assert not record.exists()


def test_a_folder_in_the_records_place_is_refused(record: Path):
    record.mkdir(parents=True)
    with pytest.raises(RecordNotSavedError):
        update(record, TODAY, called("Ada"))


def test_a_name_longer_than_the_system_knows_is_refused(tmp_path: Path):
    with pytest.raises(RecordNotSavedError):
        update(tmp_path / ("a" * 300) / "record.toml", TODAY, called("Ada"))


# --- links


@posix
def test_a_link_stays_a_link_and_the_real_file_is_replaced(record: Path, tmp_path: Path):
    real = tmp_path / "synced" / "mine.toml"
    update(real, TODAY, called("Ada"))
    inode = real.stat().st_ino
    record.parent.mkdir()
    (record.parent / "between.toml").symlink_to(real)
    record.symlink_to("between.toml")
    update(record, TODAY, called("Ben"))
    assert record.is_symlink()
    assert (record.parent / "between.toml").is_symlink()
    assert (name_in(real), name_in(record)) == ("Ben", "Ben")
    assert real.stat().st_ino != inode
    assert sorted(path.name for path in record.parent.iterdir()) == ["between.toml", "record.toml"]
    assert len(generations(real)) == 2
    assert lock_beside(real).exists()


@posix
@pytest.mark.parametrize("folder", ["new", "."])
def test_nothing_is_begun_behind_a_link_to_a_place_where_nothing_is(record: Path, tmp_path: Path, folder: str):
    record.parent.mkdir()
    record.symlink_to(tmp_path / folder / "mine.toml")
    with pytest.raises(RecordUnreadableError):
        update(record, TODAY, called("Ada"))
    assert record.is_symlink()
    assert sorted(tmp_path.rglob("*")) == [record.parent, record]


@posix
def test_a_link_in_the_temporary_files_place_is_not_written_through(record: Path, tmp_path: Path):
    update(record, TODAY, called("Ada"))
    (tmp_path / "precious").write_bytes(b"precious")
    (record.parent / ".record.toml.2147483647-0123456789ab.itb-tmp").symlink_to(tmp_path / "precious")
    update(record, TODAY, called("Ben"))
    assert (tmp_path / "precious").read_bytes() == b"precious"
    assert not record.is_symlink()


# --- permissions


@posix
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_everything_is_its_owners_only_whatever_the_umask(tmp_path: Path, umask: int):
    record = tmp_path / "new" / "deep" / "record.toml"
    for day in ("2026-06-01", "2026-09-01"):
        command = [sys.executable, "-m", "itb_cli", "log", day]
        subprocess.run(command, env={**os.environ, "ITB_FILE": str(record)}, umask=umask, check=True, capture_output=True)
    folders = [tmp_path / "new", record.parent, generations_beside(record)]
    assert {str(path): mode(path) for path in folders} == {str(path): "0o700" for path in folders}
    files = [record, lock_beside(record), *(state.path for state in generations(record))]
    assert {str(path): mode(path) for path in files} == {str(path): "0o600" for path in files}
    assert len(files) == 4


@posix
def test_a_record_that_others_could_read_is_private_after_a_save(record: Path):
    update(record, TODAY, called("Ada"))
    record.chmod(0o644)
    update(record, TODAY, called("Ben"))
    assert mode(record) == "0o600"


@posix
def test_a_folder_that_was_there_before_keeps_its_permissions(record: Path):
    record.parent.mkdir()
    record.parent.chmod(0o755)
    update(record, TODAY, called("Ada"))
    assert mode(record.parent) == "0o755"


# --- what a command accepts, the next one can read


@pytest.mark.parametrize(
    "argv",
    [
        ("log", "2026-09-01", "--yes", "--dose", "9999999.999999", "--filled", "0.000001"),
        ("log", "2026-09-01", "--yes", "--strength", "2000", "--alarm-date", "2199-12-31", "--refill-by", "2199-12-31"),
        ("log", "2026-09-01", "--yes", "--note", "\"'\\\x00\x1b[2J\n[[refills]]\r\u2028\ud800"),
        ("setup", "--yes", "--lead-days", "0", "--buffer-days", "90", "--reservoir", "0.000001", "--born", "1900-01-01"),
        ("setup", "--name", '"""\n[pump]\nserial = 1', "--allergy", "'", "--contact", "=, =, 555"),
        pytest.param(("log", "2026-09-01", "--yes", "--dose", "9999999 mg")),
        pytest.param(("log", "2026-09-01", "--yes", "--strength", "9999999 mg/mL")),
    ],
    ids=["smallest-and-largest", "latest-days", "hostile-note", "nought-days", "toml-in-texts", "dose-in-mg", "strength-in-mg"],
)
def test_whatever_was_saved_can_be_read_again(run: Callable[..., object], record: Path, argv: tuple[str, ...]):
    before = load(record).record
    try:
        run(*argv)
    except AssertionError:  # refused: then nothing is stored
        run(*argv, code=5)
        assert load(record).record == before
    else:
        assert load(record).record != before


def test_unknown_keys_and_entries_survive_a_log(run: Callable[..., object], record: Path):
    by_hand = (RECORDS / "hand_edited.toml").read_bytes()
    record.parent.mkdir()
    record.write_bytes(by_hand)
    run("log", "2026-11-20")
    before, after = decode(by_hand), load(record).record
    assert after == before._replace(refills=(*before.refills, Refill(id="id-1", on=date(2026, 11, 20))))
    assert after.extra["measured"] == [Decimal("1.50"), 2]
