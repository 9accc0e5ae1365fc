"""What each kind of event is called and what it can do to a pump, each sentence with its sources."""

from itb_cli.domain.record import EventKind
from itb_cli.domain.statement import Statement

EVENT_WORDS = {
    EventKind.MRI: "an MRI scan",
    EventKind.DIVE: "a dive",
    EventKind.HYPERBARIC: "hyperbaric treatment",
    EventKind.ALTITUDE: "a flight or a stay high up",
    EventKind.ALARM: "a pump alarm",
    EventKind.FALL: "a fall or a blow",
    EventKind.OTHER: "something that may upset the pump",
}

EVENT_REASONS = {
    EventKind.MRI: Statement(
        "A scan can stop the pump, and it may not start again by itself. It can also give too much or too little. "
        "So the pump must be read out after the scan.",
        ("S05", "S21"),
    ),
    EventKind.DIVE: Statement(
        "Deep water can slow or stop the pump, and can crush its reservoir. Then the refill date is wrong.",
        ("S08", "S80"),
    ),
    EventKind.HYPERBARIC: Statement(
        "Pressure in the chamber lets less baclofen flow. It can also bend the pump, so that it holds less.",
        ("S19", "S80"),
    ),
    EventKind.ALTITUDE: Statement(
        "In thin air the pump may give more, and go on doing so. Then it runs low before its date.",
        ("S67", "own"),
    ),
    EventKind.ALARM: Statement(
        "An alarm can mean that the drug runs low, or that the pump has stopped.",
        ("S86",),
    ),
    EventKind.FALL: Statement(
        "A sudden move can shift, bend or block the tube of the pump, its maker says. On falls and blows there is "
        "no checked source: ask your pump clinic.",
        ("S08", "S67"),
    ),
    EventKind.OTHER: Statement("There is no checked source on this: ask your pump clinic."),
}
