"""Hazards as values: what can go wrong, how bad it is before and after its controls, and the tests that hold each control."""

from itb_cli.domain.values import NamedTuple


class Control(NamedTuple):
    """What keeps a hazard down. `type`: safe by design, protective measure or information. `tests` hold it."""

    what: str
    type: str
    requirements: tuple[str, ...]
    tests: tuple[str, ...]


class Score(NamedTuple):
    """1 minor to 5 catastrophic, times 1 very low to 5 very high."""

    severity: int
    probability: int
    risk: int


class Hazard(NamedTuple):
    """One row of the hazard table (ISO 14971, DCB0129). `causes` are its events, `status` says what is left open."""

    id: str
    hazard: str
    causes: tuple[str, ...]
    situation: str
    harm: str
    before: Score
    after: Score
    notices: tuple[str, ...]
    status: str
    owner: str
    controls: tuple[Control, ...]
