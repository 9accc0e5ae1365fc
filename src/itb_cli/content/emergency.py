"""The emergency text: plain values, no file to read, so that nothing can damage it (R79). Facts: evidence 2.1 to 2.6, 9.3."""

from itb_cli.domain.emergency import EmergencyText
from itb_cli.domain.statement import Statement

EMERGENCY_TEXT = EmergencyText(
    call_if=(
        Statement("is hard to wake, very sleepy, or passes out", ("S04", "S10")),
        Statement("breathes slowly, or takes small breaths", ("S04", "S10")),
        Statement("is limp, floppy, or suddenly weak or dizzy", ("S04", "S10", "S30", "S35")),
        Statement("has a fit (a seizure)", ("S02", "S04")),
        Statement("is confused, or sees things that are not there", ("S02", "S42")),
        Statement("has a high fever, or goes very stiff", ("S02", "S04")),
        Statement("has any sign below, and a fever, an alarm, or a late refill", ("own",)),
        Statement("has any sign below, and the pump clinic does not answer at once", ("own",)),
    ),
    say=Statement(
        "This person has an intrathecal baclofen pump. Please think of baclofen withdrawal and of overdose. "
        "Call the pump clinic.",
        ("S42", "S48"),
    ),
    too_little=(
        Statement("itching, often with no rash", ("S04", "S30")),
        Statement("tingling in arms or legs", ("S04",)),
        Statement("tightness or spasms coming back", ("S04", "S10")),
        Statement("fever, sweating, or being cross for no reason", ("S30", "S35")),
        Statement("then: high fever, confusion, fits, very stiff muscles", ("S02", "S42")),
    ),
    too_much=(
        Statement("heavy sleepiness, or dizziness", ("S04", "S10")),
        Statement("weak or floppy arms and legs", ("S30", "S35")),
        Statement("slow or shallow breathing", ("S04", "S10")),
        Statement("confusion", ("S04",)),
        Statement("then: fits, or passing out", ("S04",)),
    ),
    call_clinic_if=Statement("Any sign below, and none of these? Call the pump clinic now, at any hour.", ("S31", "S33")),
    meanwhile=(
        Statement("You need not know which of the two it is. What to do is the same.", ("S48",)),
        Statement("Signs can come on fast or creep in slowly. Act at once.", ("S10", "S30")),
        Statement("Do not touch the pump. Do not try to change it.", ("S15", "S64")),
        Statement("Do not wait for the alarm. It can stay silent.", ("S40", "S45")),
        Statement("A low dose is no protection.", ("S47",)),
        Statement("Do not leave the person alone.", ("own",)),
        Statement(
            "Follow your clinic's written plan for tablets on the way. Tablets do not make it right to stay at home.",
            ("S43", "S64", "S115"),
        ),
        Statement("Never give tablets to someone who is drowsy.", ("own",)),
        Statement("Take the pump card and all medicines with you.", ("S05", "S114")),
    ),
    do_not=Statement(
        "Do not touch the pump, do not wait for its alarm, do not leave the person alone. No tablets for someone drowsy.",
        ("S15", "S40", "S45", "S64", "own"),
    ),
    at_once=Statement(
        "Hard to wake, slow breathing, floppy, a fit, confused, high fever, very stiff?",
        ("S02", "S04", "S10", "S30", "S35", "S42"),
    ),
    for_staff=(
        Statement(
            "Stopping intrathecal baclofen suddenly, for any cause, can lead to high fever, altered mental state, rebound "
            "spasticity, muscle rigidity, rhabdomyolysis, organ failure and death.",
            ("S02", "S03"),
        ),
        Statement(
            "Baclofen withdrawal can look like autonomic dysreflexia, sepsis, serotonin syndrome, neuroleptic malignant "
            "syndrome, malignant hyperthermia, drug effects, meningitis or epilepsy.",
            ("S42",),
        ),
        Statement("An overdose can look like withdrawal.", ("S48",)),
        Statement("Blood pressure can be high or low. It does not tell which of the two it is.", ("S36", "S44")),
        Statement(
            "The pump may hold drug and still not deliver it: most cases in one series came from the catheter.",
            ("S47",),
        ),
        Statement("More at risk: spinal cord injury at T6 or above, trouble communicating, withdrawal before.", ("S02",)),
    ),
)
