"""A page written to a file instead of the screen. For its owner only, never over a file that is there already."""

from pathlib import Path

from itb_cli.cli.call import Call
from itb_cli.domain.command import led
from itb_cli.domain.statement import Statement
from itb_cli.errors import InputRefusedError
from itb_cli.pages.blocks import Headline, Notes, Page, Tone


def written_page(call: Call, page: Page, title: str, place: str | None) -> Page:
    """`page` itself, or, if `place` names a file, the page that says that it was written there."""
    if place is None or call.style.json:
        return page
    from itb_cli.files.new_file import write_new
    from itb_cli.render import html

    try:
        write_new(Path(place).expanduser(), html.render(led(page, call.chosen.lead_from_elsewhere), title).encode())
    except FileExistsError:
        raise InputRefusedError(f"{place} is there already. It was not changed.", "Name another file.") from None
    except (OSError, RuntimeError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or "the system refuses"
        raise InputRefusedError(f"{place} cannot be written: {reason}.", "Name another file.") from None
    done = Headline("WRITTEN", f"{title} to {place}", Tone.NEUTRAL)
    return Page((done, Notes((Statement("Open it in a browser, and print it from there."),))))
