"""Words that several pages share: states, origins, missing values, phones, notices. Nothing that only one page says."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from itb_cli.domain.command import Command
from itb_cli.domain.dates import spoken
from itb_cli.domain.record import Clinic
from itb_cli.domain.statement import Statement
from itb_cli.domain.supply import Origin
from itb_cli.pages.blocks import Fact, Notes
from itb_cli.services.notices import Notice

UNKNOWN = "Unknown"
NOT_RECORDED = "Not recorded"
NOT_CHECKED = "Not yet checked by a clinician."

ORIGIN_WORDS = {
    Origin.CLINIC_REFILL_BY: "the date your clinic gave",
    Origin.CLINIC_ALARM_DATE: "your clinic's alarm date",
    Origin.COMPUTED_ALARM_DATE: "the alarm date worked out here",
    Origin.DRUG_LIMIT: "the longest that the drug is left in a pump",
    Origin.ARTICLE_INTERVAL: "an estimate, from the interval in an article",
}


class Spoken(Protocol):
    """A function that writes a quantity for people."""

    def __call__(self, value: Decimal, /) -> str:
        """The quantity with its unit."""


def day_or_unknown(day: date | None) -> str:
    """The day for people, or `Unknown` (R30)."""
    return UNKNOWN if day is None else spoken(day)


def text_or_not_recorded(text: str | None) -> str:
    """What a person recorded, or `Not recorded` (R30)."""
    return text or NOT_RECORDED


def quantity_or_not_recorded(value: Decimal | None, spoken_quantity: Spoken) -> str:
    """The quantity for people, or `Not recorded` (R30)."""
    return NOT_RECORDED if value is None else spoken_quantity(value)


def clinic_facts(clinic: Clinic) -> tuple[Fact, ...]:
    """Whom to ring, by day and after hours."""
    name = f"{clinic.name}, " if clinic.name else ""
    phone = name + clinic.phone if clinic.phone else clinic.name or NOT_RECORDED
    remark = "" if clinic.phone else f"phone not recorded: {Command('setup --clinic-phone')}"
    return Fact("Pump clinic", phone, remark), Fact("After hours", text_or_not_recorded(clinic.out_of_hours_phone))


def notes(notices: Iterable[Notice], leave_out: Sequence[str] = ()) -> Notes:
    """The notices as sentences, but those whose words the page already says."""
    return Notes(tuple(Statement(notice.text, notice.sources) for notice in notices if notice.code not in leave_out))


def listing(items: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; `last` is the word before the last item."""
    return f" {last} ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)
