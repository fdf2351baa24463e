"""What tables, benches and dining chairs are made of, by formula from the chosen length, wood and finish."""

from alder_and_loom.structure import Choice, Structure


def add_top(structure: Structure, top: str, choice: Choice, *, length: float, thickness: int = 40) -> None:
    """Add a solid top: ripped, planed, glued up over night, shaped, sanded and finished."""
    width = choice.width / 1000
    area = length * width
    structure.use(top, f"{choice.boards}-{thickness}", area * thickness / 1000, 10, scrap_ratio=0.2)
    structure.use(top, "GLUE-D3", 0.15 * area, 30)
    structure.do(top, 10, "Rip and cut to length", "RIP-CROSSCUT", run=16 + 13 * area, setup_minutes=10)
    structure.do(top, 20, "Plane and thickness", "PLANER", run=15 + 14 * area, setup_minutes=10)
    structure.do(top, 30, "Match and glue up", "JOINERY", run=42 + 32 * area, setup_minutes=10, wait_minutes=720)
    structure.do(
        top, 40, "Size and shape the edge", "CNC", run=18 + 14 * area, setup_minutes=12, setup_family="PROG-TOP"
    )
    structure.do(top, 50, "Sand", "JOINERY", run=18 + 24 * area)
    structure.finish(top, 60, choice, area=2.2 * area, minutes=32 + 30 * area)


def pack_table(structure: Structure, item: str, *, run: float) -> None:
    """Add the last operation of a table: two people put it together, inspect and pack it."""
    structure.use(item, "KIT-TABLE", 1, 10, phantom=1)
    structure.use(item, "CARTON-TABLE", 1, 10)
    structure.do(item, 10, "Assemble and pack", "FINAL", run=run, setup_minutes=8, crew=2, skill="assembly", inspect=1)


def trestle(item: str, prefix: str, choice: Choice) -> Structure:
    """Return the structure of a table on two powder-coated steel trestles."""
    structure = Structure()
    add_top(structure, f"{prefix}-TOP", choice, length=choice.length / 1000)
    structure.use(item, f"{prefix}-TOP", 1, 10)
    structure.use(item, f"BASE-TRESTLE-{choice.extra or 'BLACK'}", 2, 10)
    pack_table(structure, item, run=34)
    return structure


def pedestal(item: str, prefix: str, choice: Choice) -> Structure:
    """Return the structure of a round table on a column; a glass inset is cut for it outside."""
    structure = Structure()
    column, foot = f"{prefix}-COLUMN", f"{prefix}-FOOT"
    add_top(structure, f"{prefix}-TOP", choice, length=choice.length / 1000)
    structure.use(item, f"{prefix}-TOP", 1, 10)
    structure.use(item, column, 1, 10)
    structure.use(item, foot, 1, 10)
    if choice.extra.startswith("GLASS"):
        structure.use(item, choice.extra, 1, 10)
    structure.use(column, f"{choice.boards}-40", 0.031, 10, scrap_ratio=0.2)
    structure.do(column, 10, "Rip staves", "RIP-CROSSCUT", run=22, setup_minutes=8)
    structure.do(column, 20, "Plane staves", "PLANER", run=18, setup_minutes=8)
    structure.do(column, 30, "Glue column", "JOINERY", run=58, setup_minutes=10, wait_minutes=600)
    structure.do(column, 40, "Turn column", "CNC", run=46, setup_minutes=20, setup_family="PROG-COLUMN")
    structure.finish(column, 50, choice, area=1.1, minutes=44)
    structure.use(foot, "BASE-RAW-DISC", 1, 10)
    structure.do(foot, 10, "Drill and fit foot", "JOINERY", run=18)
    structure.send_out(foot, 20, "Powder coat outside", "JOINERY", days=6)
    pack_table(structure, item, run=42)
    return structure


def extending(item: str, prefix: str, choice: Choice) -> Structure:
    """Return the structure of a table that opens on slides; the tray for its leaf is an option."""
    structure = Structure()
    add_top(structure, f"{prefix}-TOP", choice, length=choice.length / 1000)
    add_top(structure, f"{prefix}-LEAF", choice, length=0.5, thickness=27)
    apron = f"{prefix}-APRON"
    structure.use(item, f"{prefix}-TOP", 1, 10)
    structure.use(item, f"{prefix}-LEAF", 1 if choice.length < 2000 else 2, 10)
    structure.use(item, apron, 1, 10)
    structure.use(item, "SLIDE-600" if choice.length < 2000 else "SLIDE-1000", 1, 10)
    if choice.extra == "TRAY":
        structure.use(item, "LEAF-TRAY", 1, 10)
    structure.use(apron, f"{choice.boards}-27", 0.014 + 0.004 * choice.length / 1000, 10, scrap_ratio=0.18)
    structure.use(apron, f"{choice.leg}-{choice.wood}", 4, 30)
    structure.do(apron, 10, "Rip apron", "RIP-CROSSCUT", run=20, setup_minutes=8)
    structure.do(apron, 20, "Plane apron", "PLANER", run=16, setup_minutes=8)
    structure.do(apron, 30, "Mortise, joint and glue", "JOINERY", run=95, setup_minutes=10, wait_minutes=240)
    structure.finish(apron, 40, choice, area=1.2, minutes=50)
    pack_table(structure, item, run=70)
    return structure


def bench(item: str, prefix: str, choice: Choice) -> Structure:
    """Return the structure of a solid bench on four legs."""
    structure = Structure()
    seat = f"{prefix}-SEAT"
    add_top(structure, seat, choice, length=choice.length / 1000, thickness=27)
    structure.use(item, seat, 1, 10)
    structure.use(item, f"{prefix}-LEGS", 1, 10)
    structure.use(f"{prefix}-LEGS", f"{choice.leg}-{choice.wood}", 4, 10)
    structure.finish(f"{prefix}-LEGS", 10, choice, area=0.4, minutes=34)
    pack_table(structure, item, run=24)
    return structure


def dining_chair(item: str, choice: Choice) -> Structure:
    """Return the bill of a dining chair put together from stocked frames and cores; its routing is the master's."""
    structure = Structure()
    structure.use(item, f"CHAIR-FRAME-{choice.wood}", 1, 30)
    structure.use(item, "SEAT-PAD-CORE", 1, 20)
    structure.use(item, choice.cover, 0.72, 10, scrap_ratio=0.03)
    structure.use(item, "STAPLE-71", 0.02, 20)
    structure.use(item, "GLIDE-FELT", 4, 30)
    structure.use(item, "CARTON-CHAIR", 0.5, 30)
    return structure


def add_dining_chair_routing(structure: Structure, item: str) -> None:
    """Add the routing every dining chair shares."""
    structure.do(item, 10, "Cut seat cover", "FABRIC-CUT", run=4)
    structure.do(item, 20, "Upholster seat", "UPHOLSTERY", run=16)
    structure.do(item, 30, "Fit seat and pack", "FINAL", run=7, crew=1, skill="assembly", inspect=1)
