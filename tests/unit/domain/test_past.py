"""What a question tells as past, and what it only asks for."""

import pytest

from itb_cli.domain.past import told_as_past


@pytest.mark.parametrize(
    "question",
    [
        "I sat in a hot tub for an hour yesterday",
        "was in the hot tub for an hour before I saw the warning",
        "we went through the MRI with the pump",
        "had a sauna with my pump",
        "did a dive of 25m in egypt",
        "went diving to 30 metres last week",
        "fell asleep on a heating pad",
        "they used cautery near my pump",
        "physio put short wave on my hip this morning",
        "HE'S BEEN IN THE SAUNA",
        "sauna, what now",
        "sauna last night",
        "can I get an overdose from the sauna I had yesterday",
        "had ten sessions in the oxygen chamber and they didnt know about the pump",
        "walked through the mri room door",
    ],
)
def test_what_has_been_is_told_as_past(question):
    assert list(told_as_past(question))


@pytest.mark.parametrize(
    "question",
    [
        "hot tub",
        "can I use a hot tub",
        "can he have an MRI",
        "am I allowed a sauna",
        "may I go diving next week",
        "my MRI is booked for monday",
        "I have never been in a hot tub",
        "I had to cancel my MRI",
        "I haven't had an MRI",
        "I would like to try a sauna",
        "if I had a sauna, would it hurt",
        "I used to dive",
        "she wants to go to a hot tub party",
    ],
)
def test_what_is_only_asked_for_is_not(question):
    assert list(told_as_past(question)) == []


def test_each_piece_counts_for_itself():
    assert list(told_as_past("Had surgery last week. Can I use a hot tub?")) == ["had surgery last week"]
    assert list(told_as_past("is a hot tub ok, I had an MRI on monday")) == [" i had an mri on monday"]
