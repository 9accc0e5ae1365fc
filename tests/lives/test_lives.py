"""Simulated lives: the program driven through made-up years with a pump, and every law of `laws` on many of their days.

By hand, thousands of them: `python -m lives 1 1000` in `tests/`; one of them, told in full: `python -m lives show 7`.
"""

import pytest

from lives.driving import drive

FEW = range(1, 2)
MANY = range(2, 64)
DAYS = 8
"""Asked of each life here; by hand it is more."""


def check(seed, folder):
    driven = drive(seed, folder, DAYS)
    assert driven.asked
    typed = "\n".join(f"{on}  itb {' '.join(words)}" for on, words, _ in driven.typed)
    found = "\n".join(f"{day}  {breach.law} [{breach.surface}]: {breach.seen}" for day, breach in driven.breaches)
    assert not found, f"life {seed}\n{typed}\n\nbroken:\n{found}"


@pytest.mark.parametrize("seed", FEW)
def test_a_life_breaks_no_law(seed, tmp_path):
    check(seed, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("seed", MANY)
def test_many_lives_break_no_law(seed, tmp_path):
    check(seed, tmp_path)
