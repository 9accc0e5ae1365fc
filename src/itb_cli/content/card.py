"""The card's own sentences, and what it says of MRI for each family of pumps. Facts: evidence section 3.

If no family is known, the strictest rule.
"""

from itb_cli.domain.paper import CardText
from itb_cli.domain.pumps import PumpFamily
from itb_cli.domain.statement import Statement

_UNKNOWN = Statement(
    "No MRI before make and model of the pump are known and the pump clinic has said yes. Some pumps must be emptied first. "
    "The pump must be checked afterwards.",
    ("S05", "S27", "S59"),
)

_MRI = {
    None: _UNKNOWN,
    PumpFamily.OTHER: _UNKNOWN,
    PumpFamily.SYNCHROMED_II: Statement(
        "No MRI before the pump clinic has said yes for this pump. The magnet stops it. It must be checked afterwards.",
        ("S05", "S18", "S20", "S59"),
    ),
    PumpFamily.SYNCHROMED_III: Statement(
        "No MRI before the pump clinic has said yes for this pump, and only if every condition of its own MRI guide is met. "
        "It must be checked afterwards.",
        ("S05", "S25", "S59"),
    ),
    PumpFamily.SYNCHROMED_EL: Statement(
        "No MRI before the pump clinic has said yes for this pump. The magnet stops it, and its gears may jam. "
        "It must be checked afterwards.",
        ("S05", "S26", "S59"),
    ),
    PumpFamily.PROMETRA: Statement(
        "No MRI: it can empty this pump into the spine and kill. In Europe and the United Kingdom: MR Unsafe. In the US: none "
        "unless the pump team has emptied the pump and set its flow to zero. It must be checked afterwards.",
        ("S05", "S27", "S28", "S29", "own"),
    ),
    PumpFamily.PROMETRA_II: Statement(
        "No MRI unless the pump team has emptied the pump first. Afterwards its valve stays shut, and no baclofen flows before "
        "staff have checked and reset it.",
        ("S27", "S28b", "S28c"),
    ),
    PumpFamily.CONSTANT_FLOW: Statement(
        "No MRI before the pump clinic or the maker has said yes for this pump. It must be checked afterwards.", ("S05",)
    ),
}

CARD_TEXT = CardText(
    first=(Statement("Stopping baclofen suddenly can kill. Too much can stop breathing.", ("S02", "S44")),),
    do=(
        Statement("Signs of too little or too much: emergency help now.", ("S04",)),
        Statement("Think of baclofen withdrawal and of overdose. Call the pump clinic.", ("S42", "S48")),
        Statement("Do not stop the pump. Only trained staff may refill it or change it.", ("S02", "S15")),
    ),
    carry=Statement("Also carry your pump ID card and your pump maker's emergency card.", ("S69", "S114")),
    mri=_MRI,
)
