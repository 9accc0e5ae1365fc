"""What is done with a file of the folder that a calendar reads: ours is written, what a person changed is left."""

import pytest

from itb_cli.domain.calendar_folder import UNREADABLE, Deed, Mark, deed

WRITTEN, WANTED = Mark("1 June", "visit", "9:00"), Mark("2 June", "visit", "9:00")
NO_ALARM = WRITTEN._replace(rings="")
OTHER_ALARM = WRITTEN._replace(rings="8:00")
OTHER_DAY = WRITTEN._replace(shows="7 June")
OTHER_WORDS = WRITTEN._replace(says="visit with Sam")

CASES = [
    ("nothing is there yet", (), None, WANTED, Deed.WRITE),
    ("it stands as it was written", (WRITTEN,), WRITTEN, WANTED, Deed.WRITE),
    ("a server took its alarm out", (WRITTEN,), NO_ALARM, WANTED, Deed.WRITE),
    ("a save was cut short before it", (WRITTEN, WANTED), WRITTEN, WANTED, Deed.WRITE),
    ("a save was cut short after it", (WRITTEN, WANTED), WANTED, WANTED, Deed.SAME),
    ("it is there, and forgotten", (), WANTED, WANTED, Deed.SAME),
    ("nothing changed", (WRITTEN,), WRITTEN, WRITTEN, Deed.SAME),
    ("another day by hand", (WRITTEN,), OTHER_DAY, WANTED, Deed.BY_HAND),
    ("another day by hand, and the record as it was", (WRITTEN,), OTHER_DAY, WRITTEN, Deed.BY_HAND),
    ("another alarm by hand", (WRITTEN,), OTHER_ALARM, WANTED, Deed.BY_HAND),
    ("other words by hand, and the day moves", (WRITTEN,), OTHER_WORDS, WANTED, Deed.BY_HAND),
    ("other words by hand, and the day is right", (WRITTEN,), OTHER_WORDS, WRITTEN, Deed.LEFT),
    ("other words by hand, and other words are wanted", (WRITTEN,), OTHER_WORDS, WRITTEN._replace(says="doubt"), Deed.BY_HAND),
    ("no entry in it", (WRITTEN,), UNREADABLE, WANTED, Deed.BY_HAND),
    ("something that was never ours", (), OTHER_DAY, WANTED, Deed.BY_HAND),
    ("deleted by hand", (WRITTEN,), None, WANTED, Deed.BY_HAND),
]


@pytest.mark.parametrize(("known", "found", "wanted", "done"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_only_what_nobody_changed_is_written_over(known, found, wanted, done):
    assert deed(known, found, wanted, matters=True) is done


def test_an_entry_deleted_by_hand_whose_day_has_passed_is_nobodys_concern():
    assert deed((WRITTEN,), None, WANTED, matters=False) is Deed.LEFT
