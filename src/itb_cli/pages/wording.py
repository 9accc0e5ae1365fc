"""Words that several pages share: states, origins, missing values, phones, notices. Nothing that only one page says."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from itb_cli.domain.candidates import Candidate, Origin
from itb_cli.domain.command import Command
from itb_cli.domain.dates import spoken, spoken_days
from itb_cli.domain.record import Clinic
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Fact, Notes
from itb_cli.services.notices import Notice

UNKNOWN = "Unknown"
NOT_RECORDED = "Not recorded"
NOT_CHECKED = "Not yet checked by a clinician."

ORIGIN_WORDS = {
    Origin.CLINIC_REFILL_BY: "the date your clinic gave",
    Origin.CLINIC_ALARM_DATE: "your clinic's alarm date",
    Origin.CARRIED_DATE: "the alarm date that your clinic's printout becomes by the doses since",
    Origin.COMPUTED_ALARM_DATE: "the alarm date worked out here",
    Origin.FLOW_TOLERANCE: "the earliest day on which the pump can be dry, worked out here",
    Origin.DRUG_LIMIT: "the longest that the drug is left in a pump",
    Origin.ARTICLE_INTERVAL: "an estimate, from the interval in an article",
}

IN_DOUBT = "in doubt: ask your pump clinic"
"""Beside every date while anything speaks against it, in whatever state."""


def origin_words(earliest: Candidate | None, buffer_days: int | None) -> str:
    """How a refill-by date comes from what stands behind it: `10 days before your clinic's alarm date`."""
    if earliest is None:
        return ""
    words = ORIGIN_WORDS[earliest.origin]
    if earliest.carried_from is Origin.CLINIC_REFILL_BY:
        return "the refill-by date of your clinic, by the doses since"
    if earliest.assumed_dose_mcg_per_day is not None:
        words = "the alarm date if the dose is still the one from before the refill"
    if earliest.origin is Origin.FLOW_TOLERANCE:
        return f"1 day before {words}"
    days = (earliest.date - earliest.refill_by).days
    return f"{spoken_days(days if buffer_days is None else buffer_days)} before {words}" if _has_buffer(earliest) else words


def _has_buffer(candidate: Candidate) -> bool:
    """Whether the refill-by date lies before the date itself by the buffer."""
    return candidate.is_alarm_date or candidate.assumed_dose_mcg_per_day is not None


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
