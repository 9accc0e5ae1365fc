"""`itb setup`: pump, clinic, person, contacts, plan. One flag a setting, made from the table of settings."""

import inspect
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from itb_cli.cli.asking.setup_questions import asked_settings, settled_settings
from itb_cli.cli.call import Call
from itb_cli.cli.words.options import YES, command
from itb_cli.domain.settings import METAVARS, SETTINGS, Setting, flag_of, name_of
from itb_cli.pages import setup as pages
from itb_cli.services.people import setup as services


def _run(call: Call, yes: YES = False, **typed: Sequence[str] | str | None) -> int:
    """Pump, clinic, person, contacts, plan: by flags, or alone by questions. An empty text removes a setting.

    Example: itb setup --pump-model "SynchroMed II" --clinic-phone "555 0100"
    """
    words = {flag_of(name): given for name, given in typed.items() if given is not None}
    if not words and not call.can_ask:
        raise services.nothing_given()
    record = None if words else call.record(may_start=True)
    request = services.request(words) if record is None else asked_settings(call, record)
    outcome = settled_settings(call, request, yes=yes)
    return call.show(outcome, lambda: pages.build(outcome))


def _parameter(setting: Setting) -> inspect.Parameter:
    kind: Any = list[str] | None if setting.many else str | None
    text = setting.question + ("; may be given again." if setting.many else ".")
    option = typer.Option(setting.flag, metavar=METAVARS[setting.read], help=text)
    return inspect.Parameter(
        name_of(setting.flag), inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[kind, option]
    )


_call = inspect.Parameter("call", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Call)
_yes = inspect.Parameter("yes", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=YES)
_run.__signature__ = inspect.Signature([_call, *map(_parameter, SETTINGS), _yes])  # type: ignore[attr-defined]  # read by Typer
run = command(as_of=False)(_run)
