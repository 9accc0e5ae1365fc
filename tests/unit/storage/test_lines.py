"""On which line an entry or a key stands, in texts as people write them."""

import pytest

from itb_cli.storage.lines import line_of

TEXT = '''# Kept by itb.
schema_version = 1

[pump]
model = "A"

[[refills]]
on = 2026-06-01
note = """
[[refills]]
on = 1
"""

[[ refills ]] # the second
on = 2026-09-01
"alarm_date" = 2026-12-10

[[doses]]
on = 2026-10-01
'''


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("pump", None, "model"), 'model = "A"'),
        (("pump", None, "serial"), "[pump]"),
        (("refills", 1, "on"), "on = 2026-06-01"),
        (("refills", 1, "alarm_date"), "[[refills]]"),
        (("refills", 2, None), "[[ refills ]] # the second"),
        (("refills", 2, "on"), "on = 2026-09-01"),
        (("refills", 2, "alarm_date"), '"alarm_date" = 2026-12-10'),
        (("doses", 1, "on"), "on = 2026-10-01"),
    ],
)
def test_a_key_is_found_in_its_own_entry_and_else_the_heading(place, line):
    number = line_of(TEXT, *place)
    assert number is not None
    assert TEXT.splitlines()[number - 1] == line


@pytest.mark.parametrize("place", [("refills", 3, "on"), ("events", 1, None), ("clinic", None, "phone")])
def test_what_stands_nowhere_has_no_line(place):
    assert line_of(TEXT, *place) is None


def test_a_table_in_one_line_has_none():
    assert line_of("schema_version = 1\nrefills = [{on = 1}]\n", "refills", 1, "on") is None
