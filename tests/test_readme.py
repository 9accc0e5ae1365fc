"""Every example of the README is run, in order, on one record; its output is compared whole (F28)."""

import re
import shlex
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"
EXAMPLE = re.compile(r"<!-- example -->\n```console\n\$ itb ([^\n]*)\n(.*?)```", re.DOTALL)
NOT_ANSWERED = {"check chocolate": 3}


def test_every_example_gives_the_output_that_stands_there(run):
    examples = EXAMPLE.findall(README.read_text(encoding="utf-8"))
    assert len(examples) == 3
    for command, output in examples:
        assert run(*shlex.split(command), code=NOT_ANSWERED.get(command, 0)).out == output


def test_the_two_commands_stand_there_once_each_on_one_line():
    text = README.read_text(encoding="utf-8")
    demo = re.findall(r"<!-- demo command -->\n```sh\n([^\n]+)\n```", text)
    tests = re.findall(r"<!-- test command -->\n```sh\n([^\n]+)\n```", text)
    assert len(demo) == len(tests) == 1
    assert demo[0].endswith("itb demo")
    assert tests[0].endswith("python -m pytest")
