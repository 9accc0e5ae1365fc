"""What an export or an import is about: the forms of file, and a record as such a file holds it. Neither files nor words."""

from collections.abc import Mapping
from enum import StrEnum

from itb_cli.domain.record import Record
from itb_cli.domain.values import NamedTuple


class FileForm(StrEnum):
    """How a record is written for other places: JSON holds everything, CSV the entries alone."""

    JSON = "json"
    CSV = "csv"


class Incoming(NamedTuple):
    """A record as a file from elsewhere holds it. `places` says where in the file each entry of a list stands, by the list."""

    record: Record
    form: FileForm
    places: Mapping[str, tuple[str, ...]]
