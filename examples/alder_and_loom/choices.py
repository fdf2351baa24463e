"""What customers choose: one taste for each order, one configuration for each line."""

from dataclasses import dataclass

from alder_and_loom.catalogue import CHAIR_WOODS, MODELS
from alder_and_loom.dice import Dice
from alder_and_loom.materials import COLOURWAYS, LEATHERS
from alder_and_loom.structure import Choice

WOOD_TASTE = {"OAK": 46.0, "WALNUT": 14.0, "ASH": 22.0, "BEECH": 18.0}
GRADE_TASTE = {"NATURAL": 62.0, "PRIME": 24.0, "RUSTIC": 14.0}
FINISH_TASTE = {"CLEAR-MATT": 30.0, "CLEAR-SATIN": 14.0, "WHITE": 9.0, "SAGE": 6.0, "SMOKE": 8.0, "BLACK": 9.0,
                "NATURAL": 14.0, "WHITEWASH": 5.0, "DARK": 5.0}  # fmt: skip
MILL_TASTE = {"STR": 20.0, "IPO": 22.0, "LYS": 19.0, "VELA": 15.0, "BIS": 10.0, "VAL": 6.0, "LEATHER": 8.0}
FOAM_TASTE = {"MEDIUM": 56.0, "SOFT": 26.0, "FIRM": 18.0}
THEMES = {"living": 52.0, "dining": 38.0, "bedroom": 10.0}
MODEL_TASTE = {
    "living": {"HARLOW": 30.0, "WREN": 17.0, "BOWER": 13.0, "CORNER": 11.0, "FINCH": 16.0, "PLOVER": 13.0},
    "dining": {"TRESTLE": 21.0, "PEDESTAL": 13.0, "EXTENDING": 17.0, "BENCH": 15.0, "CHAIR": 34.0},
    "bedroom": {"HEADBOARD": 62.0, "BENCH": 20.0, "PLOVER": 18.0},
}
LENGTHS = {
    "HARLOW": (1600, 2700, 20), "WREN": (1500, 2400, 20), "BOWER": (1600, 2600, 20), "CORNER": (2300, 3100, 20),
    "FINCH": (780, 900, 20), "PLOVER": (720, 820, 20), "TRESTLE": (1600, 2800, 50), "PEDESTAL": (1000, 1500, 50),
    "EXTENDING": (1400, 2400, 50), "BENCH": (900, 1900, 50), "HEADBOARD": (1200, 2000, 50),
}  # fmt: skip
WIDTHS = {
    "HARLOW": (860, 980, 20), "WREN": (840, 940, 20), "BOWER": (920, 1020, 20), "CORNER": (940, 1040, 20),
    "FINCH": (800, 880, 20), "PLOVER": (780, 860, 20), "TRESTLE": (850, 1050, 50), "EXTENDING": (850, 1000, 50),
    "BENCH": (320, 420, 20), "HEADBOARD": (900, 1300, 50),
}  # fmt: skip
LEG_TASTE = {"LEG-TAPER": 36.0, "LEG-TURNED": 24.0, "LEG-BLOCK": 22.0, "LEG-SLED-BLACK": 11.0, "LEG-CASTOR-BRASS": 7.0}
WOODEN_LEGS = ("LEG-TAPER", "LEG-TURNED", "LEG-BLOCK")


@dataclass(frozen=True)
class Taste:
    """What runs through all lines of one order."""

    theme: str
    wood: str
    grade: str
    finish: str
    mill: str
    colour: str


def taste_of(dice: Dice) -> Taste:
    """Return the taste of one customer for one order."""
    mill = dice.weighted(MILL_TASTE)
    colour = dice.pick(tuple(LEATHERS if mill == "LEATHER" else COLOURWAYS))
    return Taste(
        dice.weighted(THEMES),
        dice.weighted(WOOD_TASTE),
        dice.weighted(GRADE_TASTE),
        dice.weighted(FINISH_TASTE),
        mill,
        colour,
    )


def choice_of(dice: Dice, taste: Taste, model: str) -> Choice:
    """Return one configuration of a model to a taste."""
    if model == "CHAIR":
        wood = taste.wood if taste.wood in CHAIR_WOODS else dice.pick(CHAIR_WOODS)
        mill, colour = (taste.mill, taste.colour) if taste.mill != "LEATHER" else ("IPO", "CHARCOAL")
        return Choice(model, 500, 520, wood, cover=f"FAB-{mill}-{colour}")
    length = dice.whole(*LENGTHS[model])
    width = length if model == "PEDESTAL" else dice.whole(*WIDTHS[model])
    is_leather = taste.mill == "LEATHER"
    cover = f"LEATHER-{taste.colour}" if is_leather else f"FAB-{taste.mill}-{taste.colour}"
    leg = dice.weighted(LEG_TASTE) if MODELS[model].category in ("sofa", "armchair") else dice.pick(WOODEN_LEGS)
    return Choice(
        model,
        length,
        width,
        taste.wood,
        taste.grade,
        taste.finish,
        cover,
        leg,
        dice.weighted(FOAM_TASTE),
        is_piped=dice.happens(0.35),
        is_perforated=is_leather and dice.happens(0.3),
        extra=extra_of(dice, model),
    )


def extra_of(dice: Dice, model: str) -> str:
    """Return the option that only some models have."""
    if model == "TRESTLE":
        return "WHITE" if dice.happens(0.3) else "BLACK"
    if model == "PEDESTAL" and dice.happens(0.3):
        return dice.pick(("GLASS-CLEAR-800", "GLASS-CLEAR-1000", "GLASS-SMOKED-800"))
    return ""


def model_of(dice: Dice, theme: str) -> str:
    """Return what a customer with this theme orders on one line."""
    return dice.weighted(MODEL_TASTE[theme])


def quantity_of(dice: Dice, model: str, customer_class: str) -> int:
    """Return how many of a model are ordered; houses furnish several rooms alike."""
    if model == "CHAIR":
        return dice.pick((4, 6, 6, 6, 8, 8, 10))
    if customer_class == "hospitality" and dice.happens(0.5):
        return dice.whole(2, 4)
    if model in ("FINCH", "PLOVER", "BENCH"):
        return 2 if dice.happens(0.3) else 1
    return 1


def price_of(choice: Choice) -> float:
    """Return the price of one, in whole dollars."""
    model = MODELS[choice.model]
    factor = {"WALNUT": 1.22, "ASH": 0.97, "BEECH": 0.92}.get(choice.wood, 1.0)
    if choice.cover.startswith("LEATHER"):
        factor += 0.55
    elif choice.cover.split("-")[1:2] in (["BIS"], ["VAL"]):
        factor += 0.24
    return float(round((model.price + model.price_a_metre * choice.length / 1000) * factor / 5) * 5)
