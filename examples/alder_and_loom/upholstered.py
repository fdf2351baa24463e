"""What sofas, armchairs and headboards are made of, by formula from the chosen length, legs and cover."""

from alder_and_loom.structure import Choice, Structure

METAL_LEGS = ("LEG-SLED-BLACK", "LEG-CASTOR-BRASS")
CENTRE_LEG_FROM = 2200


def sofa(item: str, prefix: str, choice: Choice) -> Structure:
    """Return the structure of a sofa or an armchair."""
    structure = Structure()
    seats, metres = choice.seats, choice.length / 1000
    is_corner = choice.model == "CORNER"
    add_frame(structure, f"{prefix}-FRAME", choice)
    add_cover(structure, f"{prefix}-COVER", choice)
    structure.use(item, f"{prefix}-FRAME", 1, 10)
    structure.use(item, "SPRING-600" if choice.width > 950 else "SPRING-500", 5 * seats, 10)
    structure.use(item, "SPRING-CLIP", 10 * seats, 10)
    structure.use(item, "WEBBING-70", 3.2 + 2.4 * seats, 10)
    structure.use(item, f"FOAM-{choice.foam}", 0.03 + 0.035 * metres, 20)
    structure.use(item, "CONTACT-GLUE", 0.12 + 0.06 * seats, 20)
    structure.use(item, "FIBRE-WRAP", 2.2 + 1.6 * seats, 30)
    structure.use(item, f"{prefix}-COVER", 1, 30)
    structure.use(item, f"CORE-SEAT-{choice.foam}", seats, 30)
    structure.use(item, "FEATHER-MIX", 0.9 * seats, 30)
    structure.use(item, "DUST-COVER", 0.9 * metres, 30)
    if choice.model == "BOWER":
        structure.use(item, "BUTTON-BLANK", 9 * seats, 30)
    structure.use(item, "KIT-SOFA", 1, 40, phantom=1)
    structure.use(item, "CARTON-SOFA", 2 if is_corner else 1, 40)
    add_legs(structure, item, f"{prefix}-LEGS", choice, at=40)
    if choice.model in ("WREN", "PLOVER"):
        add_show_wood(structure, f"{prefix}-RAIL", choice)
        structure.use(item, f"{prefix}-RAIL", 1, 40)
    if is_corner:
        structure.use(item, "SOFA-LINK", 2, 40)
    buttons = 14 * seats if choice.model == "BOWER" else 0
    structure.do(item, 10, "Spring and web", "SPRINGING", run=28 + 17 * seats, setup_minutes=8)
    structure.do(item, 20, "Bond foam", "FOAM", run=16 + 8 * seats, wait_minutes=60)
    structure.do(
        item,
        30,
        "Upholster",
        "UPHOLSTERY",
        run=100 + 58 * seats + buttons,
        setup_minutes=10,
        crew=2 if is_corner else 1,
    )
    structure.do(item, 40, "Fit legs and pack", "FINAL", run=20 + 6 * seats, crew=2, skill="assembly", inspect=1)
    return structure


def add_frame(structure: Structure, frame: str, choice: Choice) -> None:
    """Add the hidden frame: plywood sides, beech rails, glued and blocked."""
    metres, depth, seats = choice.length / 1000, choice.width / 1000, choice.seats
    structure.use(frame, "PLY-BIRCH-18", 1.3 * depth + 0.55 * metres, 10)
    structure.use(frame, "PLY-BIRCH-12", 0.35 * metres, 10)
    structure.use(frame, "HARDBOARD-3", 0.5 * metres, 30)
    structure.use(frame, "BEECH-NATURAL-40", 0.0065 * metres + 0.004, 20, scrap_ratio=0.12)
    structure.use(frame, "KIT-FRAME", 1, 30, phantom=1)
    structure.use(frame, "GLUE-D3", 0.12 + 0.06 * metres, 30)
    if choice.model in ("HARLOW", "CORNER", "FINCH"):
        structure.do(
            frame, 10, "Nest and cut sides", "CNC", run=24 + 11 * metres, setup_minutes=12, setup_family="PROG-SOFA"
        )
    else:
        structure.do(frame, 10, "Cut sides", "PANEL-SAW", run=14 + 7 * metres)
    structure.do(frame, 20, "Cut rails", "RIP-CROSSCUT", run=14 + 9 * metres, setup_minutes=8)
    structure.do(
        frame, 30, "Assemble frame", "FRAME", run=62 + 26 * metres + 8 * seats, setup_minutes=10, wait_minutes=180
    )


def cover_need(choice: Choice) -> float:
    """Return the metres of fabric, or the square metres of leather, that one cover takes."""
    metres = 3.1 + 2.9 * choice.length / 1000 + 0.85 * choice.seats + (0.6 if choice.is_piped else 0)
    return metres * 1.55 if choice.cover.startswith("LEATHER") else metres


def add_cover(structure: Structure, cover: str, choice: Choice) -> None:
    """Add the cover: cut, perforated outside where leather is to breathe, sewn in its thread."""
    seats = choice.seats
    structure.use(cover, choice.cover, round(cover_need(choice), 2), 10, scrap_ratio=0.03)
    structure.use(cover, f"THREAD-{choice.thread}", 0.1 + 0.05 * seats, 20)
    structure.use(cover, "ZIP-CHAIN", 0.8 * seats, 20)
    if choice.is_piped:
        structure.use(cover, "PIPING-CORD", 2.5 + 3.2 * seats, 20)
    structure.do(cover, 10, "Lay and cut", "FABRIC-CUT", run=30 + 15 * seats, setup_minutes=8)
    if choice.is_perforated:
        structure.send_out(cover, 15, "Perforate leather outside", "FABRIC-CUT", days=5)
    slow = 1.35 if choice.cover.startswith("LEATHER") else 1.0
    structure.do(
        cover,
        20,
        "Sew cover",
        "SEWING",
        run=slow * (82 + 62 * seats) + (34 if choice.is_piped else 0),
        setup_minutes=10,
        setup_family=choice.thread,
    )


def add_legs(structure: Structure, item: str, legs: str, choice: Choice, *, at: int) -> None:
    """Add the legs: metal ones as bought, wooden ones from stock, finished for this order; a long sofa has more."""
    count = 4 + (2 if choice.length >= CENTRE_LEG_FROM else 0) + (2 if choice.model == "CORNER" else 0)
    if choice.leg in METAL_LEGS:
        structure.use(item, choice.leg, count, at)
        return
    structure.use(item, legs, 1, at)
    structure.use(legs, f"{choice.leg}-{choice.wood}", count, 10)
    structure.finish(legs, 10, choice, area=0.07 * count, minutes=20 + 5 * count)


def add_show_wood(structure: Structure, rail: str, choice: Choice) -> None:
    """Add the visible arms and front rail of Wren and Plover."""
    metres = choice.length / 1000
    structure.use(rail, f"{choice.boards}-40", 0.012 + 0.007 * metres, 10, scrap_ratio=0.18)
    structure.do(rail, 10, "Rip arms and rail", "RIP-CROSSCUT", run=16 + 5 * metres, setup_minutes=8)
    structure.do(rail, 20, "Plane", "PLANER", run=14 + 4 * metres, setup_minutes=8)
    structure.do(rail, 30, "Shape arms", "CNC", run=26 + 4 * metres, setup_minutes=15, setup_family="PROG-ARM")
    structure.do(rail, 40, "Joint and sand", "JOINERY", run=55 + 14 * metres, setup_minutes=10, wait_minutes=120)
    structure.finish(rail, 50, choice, area=0.9 + 0.4 * metres, minutes=38 + 9 * metres)


def headboard(item: str, prefix: str, choice: Choice) -> Structure:
    """Return the structure of a headboard: a board, foam and a cover."""
    structure = Structure()
    metres, height = choice.length / 1000, choice.width / 1000
    structure.use(item, "MDF-22", 1.1 * metres * height, 10)
    structure.use(item, f"FOAM-{choice.foam}", 0.05 * metres * height, 20)
    structure.use(item, "CONTACT-GLUE", 0.25, 20)
    structure.use(item, f"{prefix}-COVER", 1, 30)
    structure.use(item, "STAPLE-71", 0.1, 30)
    structure.use(item, "WALL-CLEAT", 1, 40)
    structure.use(item, "CARTON-TABLE", 1, 40)
    add_cover(structure, f"{prefix}-COVER", choice)
    structure.do(item, 10, "Cut panel", "PANEL-SAW", run=12 + 6 * metres)
    structure.do(item, 20, "Bond foam", "FOAM", run=18 + 6 * metres, wait_minutes=60)
    structure.do(item, 30, "Upholster", "UPHOLSTERY", run=60 + 26 * metres, setup_minutes=10)
    structure.do(item, 40, "Inspect and pack", "FINAL", run=16, crew=2, skill="assembly", inspect=1)
    return structure
