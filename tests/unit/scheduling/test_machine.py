"""Programs that are run: what they say, and that nothing they leave running holds anybody up."""

import os
import signal
import sys

import pytest

from itb_cli.machine import Ended, run_to_end

KILLED = getattr(signal, "SIGKILL", signal.SIGTERM)
LEAVES_ONE_RUNNING = """\
import subprocess, sys
running = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(120)"])
print(running.pid, flush=True)
sys.exit(3)
"""
NEVER_ENDS = """\
import subprocess, sys, time
running = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(20)"])
print(running.pid, flush=True)
time.sleep(120)
"""


def ran(code, given=b"", **more):
    return run_to_end((sys.executable, "-c", code), os.environ, given, **more)


def test_what_a_program_says_on_both_streams_and_how_it_ends_is_told():
    said = ran("import sys; print('one'); print('two', file=sys.stderr); sys.exit(4)")
    assert (said.code, said.out.split(), said.err.split()) == (4, [b"one"], [b"two"])


@pytest.mark.parametrize("given", [b"", b"a\nb\n", b"x" * 1_000_000], ids=len)
def test_a_program_gets_all_that_it_is_given_and_gives_back_as_much(given):
    assert ran("import sys; sys.stdout.buffer.write(sys.stdin.buffer.read())", given) == Ended(0, given, b"")


def test_a_program_that_does_not_read_what_it_is_given_holds_nobody_up():
    assert ran("import sys; sys.exit(5)", b"x" * 1_000_000).code == 5


def test_a_program_that_is_not_there_is_no_error():
    assert run_to_end(("no-program-of-this-name",), os.environ) == Ended(126, b"", b"")


def test_what_a_program_leaves_running_with_its_streams_open_is_not_waited_for():
    """`schtasks` can leave one that lives for ever; whoever waits for its pipes then waits for ever."""
    said = ran(LEAVES_ONE_RUNNING)
    os.kill(int(said.out), KILLED)
    assert said.code == 3


def test_a_program_that_does_not_end_in_time_is_ended_whatever_it_left_running():
    assert ran(NEVER_ENDS, longest=1) == Ended(126, b"", b"")
