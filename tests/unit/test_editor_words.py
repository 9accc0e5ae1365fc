"""VISUAL and EDITOR as people write them on each system."""

import pytest

from itb_cli.cli.record.editor import editor_words

THERE = (r"C:\Program Files\Notepad++\notepad++.exe", "notepad")


def words(command, system):
    return editor_words(command, is_windows=system == "windows", is_program=lambda program: program in THERE)


@pytest.mark.parametrize(
    ("command", "system", "meant"),
    [
        ("nano", "posix", ["nano"]),
        ("code --wait", "posix", ["code", "--wait"]),
        ("'/opt/my ed/ed' -n", "posix", ["/opt/my ed/ed", "-n"]),
        (r"/opt/my\ ed/ed", "posix", ["/opt/my ed/ed"]),
        ("ed # no remark", "posix", ["ed", "#", "no", "remark"]),
        ("", "posix", []),
        ("  ", "windows", []),
        ("notepad", "windows", ["notepad"]),
        (r'"C:\my ed\ed.exe"', "windows", [r"C:\my ed\ed.exe"]),
        (r'"C:\my ed\ed.exe" -n "a b"', "windows", [r"C:\my ed\ed.exe", "-n", "a b"]),
        (r"C:\ed\new.exe -n", "windows", [r"C:\ed\new.exe", "-n"]),
        (r"C:\Users\O'Brien\ed.exe", "windows", [r"C:\Users\O'Brien\ed.exe"]),
        (r"C:\Program Files\Notepad++\notepad++.exe", "windows", [r"C:\Program Files\Notepad++\notepad++.exe"]),
    ],
)
def test_an_editor_is_read_as_its_system_writes_it(command, system, meant):
    assert words(command, system) == meant


@pytest.mark.parametrize(("command", "system"), [("'nano", "posix"), ('"nano', "posix"), (r'"C:\my ed\ed.exe', "windows")])
def test_a_quotation_mark_without_its_other_half_is_said(command, system):
    with pytest.raises(ValueError, match="quotation"):
        words(command, system)
