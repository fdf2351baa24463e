"""The twelve product models in their standard version, and the parts that are made for stock."""

from collections.abc import Callable
from dataclasses import dataclass

from alder_and_loom import dining, upholstered
from alder_and_loom.materials import FOAMS, WOODS
from alder_and_loom.structure import Choice, Structure
from alder_and_loom.tables import Row, Tables

Builder = Callable[[str, str, Choice], Structure]


@dataclass(frozen=True)
class Model:
    """What is sold under one code: its maker, its standard version, a price and a price a metre."""

    description: str
    category: str
    build: Builder
    standard: Choice
    price: float
    price_a_metre: float


def chair(item: str, prefix: str, choice: Choice) -> Structure:
    """Return the structure of a dining chair; only the standard one brings the routing."""
    structure = dining.dining_chair(item, choice)
    if prefix.endswith("-STD"):
        dining.add_dining_chair_routing(structure, item)
    return structure


SOFA, HEADBOARD = upholstered.sofa, upholstered.headboard
CANVAS, WEAVE = "FAB-STR-OAT", "FAB-IPO-DOVE"
MODELS: dict[str, Model] = {
    "HARLOW": Model("Harlow sofa", "sofa", SOFA,
                    Choice("HARLOW", 2100, 920, "OAK", cover=CANVAS, leg="LEG-TAPER"), 1680, 960),
    "WREN": Model("Wren sofa, show-wood arms", "sofa", SOFA,
                  Choice("WREN", 1900, 880, "OAK", cover=WEAVE, leg="LEG-TAPER"), 1850, 1050),
    "BOWER": Model("Bower sofa, buttoned", "sofa", SOFA,
                   Choice("BOWER", 2200, 980, "BEECH", cover=WEAVE, leg="LEG-TURNED"), 1480, 900),
    "CORNER": Model("Corner sofa in two modules", "sofa", SOFA,
                    Choice("CORNER", 2600, 1000, "OAK", cover=WEAVE, leg="LEG-BLOCK"), 2150, 1140),
    "FINCH": Model("Finch armchair", "armchair", SOFA,
                   Choice("FINCH", 820, 840, "OAK", cover=CANVAS, leg="LEG-TAPER"), 1280, 820),
    "PLOVER": Model("Plover armchair, show-wood arms", "armchair", SOFA,
                    Choice("PLOVER", 760, 820, "OAK", cover=WEAVE, leg="LEG-TAPER"), 1800, 980),
    "TRESTLE": Model("Trestle table", "table", dining.trestle, Choice("TRESTLE", 2000, 950, "OAK", extra="BLACK"),
                     980, 620),
    "PEDESTAL": Model("Pedestal table, round", "table", dining.pedestal, Choice("PEDESTAL", 1200, 1200, "OAK"),
                      1240, 760),
    "EXTENDING": Model("Extending table", "table", dining.extending,
                       Choice("EXTENDING", 1800, 900, "OAK", leg="LEG-BLOCK"), 1680, 790),
    "BENCH": Model("Dining bench", "bench", dining.bench,
                   Choice("BENCH", 1400, 350, "OAK", finish="NATURAL", leg="LEG-TAPER"), 560, 360),
    "HEADBOARD": Model("Headboard", "headboard", HEADBOARD, Choice("HEADBOARD", 1600, 1100, cover=CANVAS), 1240, 420),
    "CHAIR": Model("Fern dining chair", "chair", chair, Choice("CHAIR", 500, 520, "OAK", cover=CANVAS), 320, 0),
}  # fmt: skip

LEG_SHAPES = {"LEG-TAPER": ("tapered", 0.0011, 3.6), "LEG-TURNED": ("turned", 0.0013, 5.4),
              "LEG-BLOCK": ("block", 0.0016, 3.0)}  # fmt: skip
CHAIR_WOODS = ("OAK", "ASH", "BEECH")
KITS = {
    "KIT-FRAME": ("Frame fixings", (("SCREW-5X60", 36), ("CORNER-BLOCK", 10))),
    "KIT-SOFA": ("Sofa fixings", (("BOLT-M8X60", 6), ("T-NUT-M8", 6), ("GLIDE-FELT", 6))),
    "KIT-TABLE": ("Table fixings", (("TABLE-CLIP", 10), ("SCREW-5X60", 16), ("LEVELLER-M10", 4))),
}


def part_structure() -> Structure:
    """Return bills and routings of the parts made for stock and of the fixing kits."""
    structure = Structure()
    for shape, (_, cubic_metres, minutes) in LEG_SHAPES.items():
        for wood in WOODS:
            leg = f"{shape}-{wood}"
            structure.use(leg, f"{wood}-NATURAL-40", cubic_metres, 10, scrap_ratio=0.15)
            structure.do(leg, 10, "Rip leg blanks", "RIP-CROSSCUT", run=1.4, setup_minutes=10)
            structure.do(leg, 20, "Plane blanks", "PLANER", run=1.2, setup_minutes=10)
            structure.do(leg, 30, "Shape legs", "CNC", run=minutes, setup_minutes=20, setup_family="PROG-LEG")
            structure.do(leg, 40, "Sand and drill", "JOINERY", run=2.0)
    for foam in FOAMS:
        core = f"CORE-SEAT-{foam}"
        structure.use(core, f"FOAM-{foam}", 0.048, 10, scrap_ratio=0.06)
        structure.use(core, "FIBRE-WRAP", 1.1, 10)
        structure.do(core, 10, "Cut and wrap core", "FOAM", run=5.5, setup_minutes=10)
    structure.use("SEAT-PAD-CORE", "PLY-BIRCH-12", 0.2, 10)
    structure.use("SEAT-PAD-CORE", "FOAM-FIRM", 0.011, 20)
    structure.do("SEAT-PAD-CORE", 10, "Cut seat boards", "PANEL-SAW", run=2.2, setup_minutes=10)
    structure.do("SEAT-PAD-CORE", 20, "Bond seat pads", "FOAM", run=3.0, setup_minutes=10, wait_minutes=60)
    for wood in CHAIR_WOODS:
        frame = f"CHAIR-FRAME-{wood}"
        structure.use(frame, f"{wood}-NATURAL-27", 0.0125, 10, scrap_ratio=0.2)
        structure.do(frame, 10, "Rip chair parts", "RIP-CROSSCUT", run=6, setup_minutes=12)
        structure.do(frame, 20, "Plane chair parts", "PLANER", run=5, setup_minutes=10)
        structure.do(frame, 30, "Shape chair parts", "CNC", run=11, setup_minutes=25, setup_family="PROG-CHAIR")
        structure.do(frame, 40, "Glue up and sand", "JOINERY", run=19, setup_minutes=10, wait_minutes=240)
        structure.use(frame, "LACQUER-CLEAR-MATT", 0.19, 50)
        structure.use(frame, "HARDENER", 0.02, 50)
        structure.do(
            frame,
            50,
            "Spray clear matt and cure",
            "SPRAY",
            run=7,
            setup_minutes=30,
            wait_minutes=600,
            setup_family="CLEAR-MATT",
        )
    for kit, (_, fixings) in KITS.items():
        for fixing, count in fixings:
            structure.use(kit, fixing, count)
    for colour in ("BLACK", "WHITE"):
        structure.use(f"BASE-TRESTLE-{colour}", "BASE-RAW-TRESTLE", 1)
    structure.use("LEAF-TRAY", "PLY-BIRCH-12", 0.65)
    return structure


def standard_structures() -> dict[str, Structure]:
    """Return the structure of every model in its standard version, by model."""
    return {code: model.build(code, f"{code}-STD", model.standard) for code, model in MODELS.items()}


def add_made_items(tables: Tables) -> None:
    """Add models, their standard sub-assemblies, stock parts, kits and subcontracted bases to the items."""
    for code, model in MODELS.items():
        strategy = "assemble_to_order" if code == "CHAIR" else "make_to_order"
        add_item(tables, code, model.description, model.category, strategy, lead_time_days=5)
        for part in sub_assemblies(code):
            name = part.rsplit("-", 1)[-1].lower()
            days = 8 if name in {"top", "column"} else 6
            description = f"{model.description}: {name}, standard"
            add_item(tables, part, description, "sub-assembly", "make_to_order", lead_time_days=days)
    add_stock_parts(tables)
    for kit, (description, _) in KITS.items():
        add_item(tables, kit, description, "kit", "make_to_order")
    tray = "Tray that stores the leaf, new this month"
    add_item(tables, "LEAF-TRAY", tray, "sub-assembly", "make_to_order", lead_time_days=7)
    for colour in ("BLACK", "WHITE"):
        add_trestle_base(tables, colour)


def add_stock_parts(tables: Tables) -> None:
    """Add the legs, cushion cores, seat pads and chair frames that are made in lots for the store."""
    lots = {"lot_minimum": 24, "lot_multiple": 8, "lot_days": 10, "safety_stock": 8}
    for shape, (name, _, _) in LEG_SHAPES.items():
        for wood in WOODS:
            leg, description = f"{shape}-{wood}", f"{wood.title()} leg, {name}"
            add_item(
                tables,
                leg,
                description,
                "stock part",
                "make_to_stock",
                lead_time_days=5,
                scrap_ratio=0.04,
                unit_cost=9.5,
                **lots,
            )
    lots = {"lot_minimum": 16, "lot_multiple": 4, "lot_days": 5, "lead_time_days": 3}
    for foam in FOAMS:
        core, description = f"CORE-SEAT-{foam}", f"Seat cushion core, {foam.lower()}"
        add_item(tables, core, description, "stock part", "make_to_stock", unit_cost=24, **lots)
    lots = {"lot_minimum": 12, "lot_multiple": 12, "lot_days": 10, "lead_time_days": 3}
    pad = "Seat pad core for dining chairs"
    add_item(tables, "SEAT-PAD-CORE", pad, "stock part", "make_to_stock", unit_cost=11, **lots)
    lots = {"lot_minimum": 8, "lot_multiple": 4, "lot_days": 10, "lead_time_days": 8}
    for wood in CHAIR_WOODS:
        frame, description = f"CHAIR-FRAME-{wood}", f"Chair frame, {wood.lower()}, clear matt"
        add_item(tables, frame, description, "stock part", "make_to_stock", unit_cost=88, **lots)


def add_trestle_base(tables: Tables, colour: str) -> None:
    """Add a steel trestle that a workshop outside coats for us."""
    code, price, days = f"BASE-TRESTLE-{colour}", 46.0, 8
    description = f"Steel trestle, powder-coated {colour.lower()}"
    row: Row = {"item": code, "description": description, "category": "base", "uom": "EA", "decimals": 0}
    tables.add("items", **row, supply="subcontract", strategy="make_to_order", lead_time_days=days, unit_cost=price)
    tables.add(
        "sources", item=code, supplier="TUAS-POWDER", rank=1, price=price, lead_time_days=days, on_time_ratio=0.9
    )


def add_item(tables: Tables, item: str, description: str, category: str, strategy: str, **cells: int | float) -> None:
    """Add one made item."""
    row: Row = {"item": item, "description": description, "category": category, "uom": "EA", "decimals": 0}
    tables.add("items", **row, supply="make", strategy=strategy, **cells)


def sub_assemblies(code: str) -> list[str]:
    """Return the parts that only the standard version of a model has, in the order of its bill."""
    parents = [str(row["parent"]) for row in standard_structures()[code].bom]
    return [part for part in dict.fromkeys(parents) if part != code]


def add_master_structures(tables: Tables) -> set[str]:
    """Add all master bills, routings and alternatives; return every component they consume."""
    structures = [*standard_structures().values(), part_structure()]
    for structure in structures:
        structure.add_master(tables)
    # The narrower staple replaces the wide one from the middle of December.
    tables.add(
        "boms", parent="CORE-SEAT-MEDIUM", component="STAPLE-71", sequence=10, quantity_per=0.01, valid_to="2026-12-13"
    )
    tables.add(
        "boms",
        parent="CORE-SEAT-MEDIUM",
        component="STAPLE-80",
        sequence=10,
        quantity_per=0.01,
        valid_from="2026-12-14",
    )
    found = {"STAPLE-71", "STAPLE-80"}
    return found.union(*(structure.components for structure in structures))
