"""The fakes behave as the real things do, in all that tests rely on."""

from datetime import date

import pytest

from fakes import YouForgotToChooseARecord, fake_runtime
from itb_cli.cli.runtime import Runtime, real_runtime


def test_the_fake_has_every_field_of_the_real_runtime():
    assert fake_runtime(date(2026, 1, 1))._fields == real_runtime()._fields
    assert isinstance(fake_runtime(date(2026, 1, 1)), Runtime)


def test_asking_for_the_usual_record_is_an_error_with_a_telling_name():
    with pytest.raises(YouForgotToChooseARecord):
        fake_runtime(date(2026, 1, 1)).default_record({})


def test_ids_differ():
    world = fake_runtime(date(2026, 1, 1))
    assert world.new_id() != world.new_id()
    assert real_runtime().new_id() != real_runtime().new_id()


def test_nobody_can_be_asked_unless_the_streams_pose_as_terminals():
    assert not fake_runtime(date(2026, 1, 1)).is_interactive()
    assert fake_runtime(date(2026, 1, 1), is_terminal=True).is_interactive()


def test_a_question_is_answered_with_the_next_typed_line_and_the_end_is_an_end():
    world = fake_runtime(date(2026, 1, 1), typed="yes\n", is_terminal=True)
    assert world.ask("Sure?") == "yes"
    with pytest.raises(EOFError):
        world.ask("Sure?")
