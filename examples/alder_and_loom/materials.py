"""The bought items with their suppliers: timber, boards, fabrics, leathers, foam, springs, hardware, finishes."""

from dataclasses import dataclass

from alder_and_loom.suppliers import SUPPLIERS
from alder_and_loom.tables import Tables


@dataclass(frozen=True)
class Source:
    """Where an item comes from, at what price, how long it takes and in what amounts."""

    supplier: str
    price: float
    lead_time_days: int
    minimum: float = 0
    multiple: float = 0


@dataclass(frozen=True)
class Material:
    """A bought item; the first source is the one that is used."""

    item: str
    description: str
    category: str
    uom: str
    decimals: int
    sources: tuple[Source, ...]
    to_order: bool = False
    safety_stock: float = 0
    safety_days: int = 0


# wood: price of a cubic metre, density word for the description, supplier, days by sea
WOODS = {"OAK": 2150, "WALNUT": 4900, "ASH": 1780, "BEECH": 1290}
GRADES = {"PRIME": 1.18, "NATURAL": 1.0, "RUSTIC": 0.84}
THICKNESSES = (27, 40)

# mill: supplier, price band, price of a metre, days, to order, colours with the thread that suits them
MILLS = {
    "LYS": ("LYS-WEAVERS", "linen", 64.0, 24, True),
    "VELA": ("VAN-ACKER", "velvet", 58.0, 17, True),
    "BIS": ("BISENZIO", "boucle", 92.0, 21, True),
    "VAL": ("VALSESIA", "wool", 110.0, 28, True),
    "STR": ("STRAITS-CLOTH", "cotton canvas", 24.0, 5, False),
    "IPO": ("IPOH-MILLS", "performance weave", 33.0, 10, False),
}
COLOURWAYS = {
    "ECRU": "ECRU", "OAT": "ECRU", "SAND": "ECRU", "PEBBLE": "GREY", "DOVE": "GREY", "CHARCOAL": "GREY",
    "INK": "BLUE", "DENIM": "BLUE", "TEAL": "BLUE", "MOSS": "GREEN", "OLIVE": "GREEN", "RUST": "RUST",
    "TERRACOTTA": "RUST", "PLUM": "RUST",
}  # fmt: skip
LEATHERS = {"COGNAC": "RUST", "CHESTNUT": "RUST", "BONE": "ECRU", "GRAPHITE": "GREY", "NAVY": "BLUE", "FOREST": "GREEN"}

SPRAY_FINISHES = {"CLEAR-MATT": 13.5, "CLEAR-SATIN": 13.9, "WHITE": 15.2, "SAGE": 17.8, "SMOKE": 17.1, "BLACK": 15.4}
OIL_FINISHES = {"NATURAL": 31.0, "WHITEWASH": 34.0, "DARK": 33.0}

FOAMS = {"SOFT": 305, "MEDIUM": 340, "FIRM": 388}

# item: description, category, uom, decimals, supplier, price, days, minimum, multiple, safety stock
PLAIN_MATERIALS = (
    ("PLY-BIRCH-18", "Birch plywood 18 mm", "board", "M2", 2, "SUNGEI-PANEL", 38.0, 6, 29.8, 2.98, 0),
    ("PLY-BIRCH-12", "Birch plywood 12 mm", "board", "M2", 2, "SUNGEI-PANEL", 29.0, 6, 29.8, 2.98, 0),
    ("HARDBOARD-3", "Hardboard 3 mm", "board", "M2", 2, "SUNGEI-PANEL", 6.2, 4, 29.8, 2.98, 0),
    ("MDF-22", "Moisture-resistant MDF 22 mm", "board", "M2", 2, "SUNGEI-PANEL", 17.5, 6, 14.9, 2.98, 0),
    ("VENEER-OAK", "Oak veneer, crown cut", "veneer", "M2", 2, "JOHOR-VENEER", 19.0, 12, 20, 1, 0),
    ("VENEER-WALNUT", "Walnut veneer, crown cut", "veneer", "M2", 2, "JOHOR-VENEER", 31.0, 12, 20, 1, 0),
    ("VENEER-ASH", "Ash veneer, quarter cut", "veneer", "M2", 2, "JOHOR-VENEER", 17.0, 12, 20, 1, 0),
    ("VENEER-BEECH", "Beech veneer, quarter cut", "veneer", "M2", 2, "JOHOR-VENEER", 14.0, 12, 20, 1, 0),
    ("FIBRE-WRAP", "Polyester wrap 200 g", "filling", "M", 1, "LION-FOAM", 3.1, 4, 50, 50, 50),
    ("FEATHER-MIX", "Feather and fibre mix", "filling", "KG", 2, "DOWNLAND", 21.5, 35, 25, 25, 10),
    ("SPRING-500", "Sinuous spring 500 mm", "spring", "EA", 0, "MERLION-SPRING", 1.15, 7, 200, 100, 100),
    ("SPRING-600", "Sinuous spring 600 mm", "spring", "EA", 0, "MERLION-SPRING", 1.3, 7, 200, 100, 100),
    ("SPRING-CLIP", "Spring clip, covered", "spring", "EA", 0, "MERLION-SPRING", 0.12, 7, 1000, 500, 500),
    ("WEBBING-70", "Elastic webbing 70 mm", "spring", "M", 1, "MERLION-SPRING", 0.95, 7, 100, 50, 50),
    ("PIPING-CORD", "Piping cord 5 mm", "trim", "M", 1, "BUKIT-THREAD", 0.35, 3, 100, 100, 50),
    ("ZIP-CHAIN", "Zip chain no. 5", "trim", "M", 1, "BUKIT-THREAD", 0.8, 3, 100, 100, 40),
    ("DUST-COVER", "Dust cover cloth", "trim", "M2", 1, "BUKIT-THREAD", 1.6, 3, 50, 50, 0),
    ("BUTTON-BLANK", "Cover button 28 mm", "trim", "EA", 0, "BUKIT-THREAD", 0.18, 3, 100, 100, 0),
    ("STAPLE-71", "Staples 71 series, box", "fixing", "EA", 0, "SELETAR-FIX", 4.2, 3, 10, 10, 5),
    ("STAPLE-80", "Staples 80 series, box", "fixing", "EA", 0, "SELETAR-FIX", 3.9, 3, 10, 10, 0),
    ("SCREW-5X60", "Screw 5 x 60", "fixing", "EA", 0, "SELETAR-FIX", 0.05, 3, 500, 500, 500),
    ("CORNER-BLOCK", "Corner block, beech", "fixing", "EA", 0, "SELETAR-FIX", 0.4, 3, 100, 100, 40),
    ("BOLT-M8X60", "Hanger bolt M8 x 60", "fixing", "EA", 0, "SELETAR-FIX", 0.32, 3, 200, 100, 100),
    ("T-NUT-M8", "T-nut M8", "fixing", "EA", 0, "SELETAR-FIX", 0.14, 3, 200, 100, 100),
    ("TABLE-CLIP", "Table top clip", "fixing", "EA", 0, "SELETAR-FIX", 0.6, 3, 100, 100, 0),
    ("GLIDE-FELT", "Felt glide", "fixing", "EA", 0, "SELETAR-FIX", 0.22, 3, 200, 100, 60),
    ("GLUE-D3", "Wood glue D3", "consumable", "KG", 2, "DRY-COAT", 5.4, 4, 20, 10, 5),
    ("CONTACT-GLUE", "Foam contact glue", "consumable", "L", 2, "DRY-COAT", 8.8, 4, 20, 20, 8),
    ("SLIDE-600", "Extension slide, pair, 600 mm", "hardware", "EA", 0, "OBERWALD", 74.0, 38, 10, 5, 2),
    ("SLIDE-1000", "Extension slide, pair, 1000 mm", "hardware", "EA", 0, "OBERWALD", 96.0, 38, 10, 5, 2),
    ("LEVELLER-M10", "Levelling foot M10", "hardware", "EA", 0, "OBERWALD", 1.9, 38, 50, 50, 16),
    ("WALL-CLEAT", "Wall cleat, pair", "hardware", "EA", 0, "SELETAR-FIX", 3.8, 3, 20, 10, 0),
    ("SOFA-LINK", "Sofa module connector, pair", "hardware", "EA", 0, "OBERWALD", 7.5, 38, 20, 10, 4),
    ("BASE-RAW-TRESTLE", "Steel trestle, welded, raw", "steel", "EA", 0, "PIONEER-STEEL", 118.0, 10, 2, 2, 0),
    ("BASE-RAW-DISC", "Steel pedestal foot, raw", "steel", "EA", 0, "PIONEER-STEEL", 96.0, 10, 1, 1, 0),
    ("LEG-SLED-BLACK", "Sled leg, black steel", "leg", "EA", 0, "PIONEER-STEEL", 22.0, 12, 20, 4, 0),
    ("LEG-CASTOR-BRASS", "Castor, brass", "leg", "EA", 0, "OBERWALD", 16.5, 38, 20, 20, 8),
    ("CARTON-SOFA", "Sofa wrap and corner set", "packaging", "EA", 0, "CHANGI-PACK", 18.0, 3, 20, 10, 5),
    ("CARTON-TABLE", "Table crate set", "packaging", "EA", 0, "CHANGI-PACK", 24.0, 3, 10, 10, 0),
    ("CARTON-CHAIR", "Chair carton, two chairs", "packaging", "EA", 0, "CHANGI-PACK", 6.5, 3, 40, 20, 10),
    ("HARDENER", "Lacquer hardener", "finish", "L", 2, "DRY-COAT", 22.0, 5, 5, 5, 3),
    ("PRIMER-GREY", "Filler primer", "finish", "L", 2, "DRY-COAT", 12.4, 5, 10, 10, 5),
)  # fmt: skip


def materials() -> list[Material]:
    """Return every item the factory buys."""
    return [*timber(), *fabrics(), *leathers(), *foams_and_finishes(), *glass(), *threads(), *plain_materials()]


def plain_materials() -> list[Material]:
    """Return what is bought in one version only: boards, springs, fixings, trims and packaging."""
    found = []
    for row in PLAIN_MATERIALS:
        item, description, category, uom, decimals, supplier, price, days, minimum, multiple, safety = row
        source = Source(supplier, price, days, minimum, multiple)
        safety_days = 2 if days > 20 else 0
        found.append(
            Material(
                item,
                description,
                category,
                uom,
                decimals,
                (source,),
                safety_stock=safety,
                safety_days=safety_days,
            )
        )
    return found


def timber() -> list[Material]:
    """Return the sawn boards: walnut comes by sea only, the others from a local merchant too."""
    found = []
    for wood, base in WOODS.items():
        for grade, factor in GRADES.items():
            for thickness in THICKNESSES:
                price = round(base * factor * (1.06 if thickness == 40 else 1), 2)
                sea = Source("MARINA-TIMBER", price, 35, 0.5, 0.1)
                near = Source("JURONG-TIMBER", round(price * 1.16, 2), 9, 0.1, 0.05)
                found.append(
                    Material(
                        f"{wood}-{grade}-{thickness}",
                        f"{wood.title()} boards, {grade.lower()}, {thickness} mm",
                        "timber",
                        "M3",
                        4,
                        (sea,) if wood == "WALNUT" else (near, sea),
                    )
                )
    return found


def fabrics() -> list[Material]:
    """Return the fabrics: European mills weave to order, the near ones are kept on the roll."""
    found = []
    for mill, (supplier, weave, price, days, to_order) in MILLS.items():
        for colour in COLOURWAYS:
            source = Source(supplier, price, days, 3, 0.5) if to_order else Source(supplier, price, days, 30, 30)
            found.append(
                Material(
                    f"FAB-{mill}-{colour}",
                    f"{weave.capitalize()}, {colour.lower()}",
                    "fabric",
                    "M",
                    2,
                    (source,),
                    to_order=to_order,
                )
            )
    return found


def leathers() -> list[Material]:
    """Return the upholstery leathers, bought by whole hides for one order."""
    return [
        Material(
            f"LEATHER-{colour}",
            f"Full-grain leather, {colour.lower()}",
            "leather",
            "M2",
            2,
            (Source("ARNO-LEATHER", 96.0, 25, 5, 5),),
            to_order=True,
        )
        for colour in LEATHERS
    ]


def foams_and_finishes() -> list[Material]:
    """Return foam by firmness and lacquers and oils by colour."""
    found = [
        Material(
            f"FOAM-{name}",
            f"High-resilience foam, {name.lower()}",
            "foam",
            "M3",
            3,
            (Source("LION-FOAM", price, 5, 2, 0.5),),
            safety_stock=1,
        )
        for name, price in FOAMS.items()
    ]
    found += [
        Material(
            f"LACQUER-{name}",
            f"Lacquer, {name.lower().replace('-', ' ')}",
            "finish",
            "L",
            2,
            (Source("DRY-COAT", price, 6, 10, 5),),
            safety_stock=5,
        )
        for name, price in SPRAY_FINISHES.items()
    ]
    found += [
        Material(
            f"OIL-{name}",
            f"Hardwax oil, {name.lower()}",
            "finish",
            "L",
            2,
            (Source("NORDIC-OIL", price, 30, 10, 2.5),),
            safety_stock=2,
            safety_days=2,
        )
        for name, price in OIL_FINISHES.items()
    ]
    return found


def glass() -> list[Material]:
    """Return the glass inserts, cut and toughened for one table at a time."""
    return [
        Material(
            f"GLASS-{tint}-{size}",
            f"Toughened glass inset, {tint.lower()}, {size} mm",
            "glass",
            "EA",
            0,
            (Source("KALLANG-GLASS", price, 12, 1, 1),),
            to_order=True,
        )
        for tint, size, price in (("CLEAR", 800, 145.0), ("CLEAR", 1000, 188.0), ("SMOKED", 800, 172.0))
    ]


def threads() -> list[Material]:
    """Return the sewing threads; their colour is what a machine is set up for."""
    return [
        Material(
            f"THREAD-{colour}",
            f"Bonded thread, {colour.lower()}",
            "trim",
            "EA",
            0,
            (Source("BUKIT-THREAD", 7.5, 3, 10, 10),),
            safety_stock=4,
        )
        for colour in sorted(set(COLOURWAYS.values()))
    ]


def add_materials(tables: Tables, used: set[str]) -> None:
    """Add the bought items that anything uses, and their sources in order of rank."""
    for material in materials():
        if material.item not in used:
            continue
        tables.add(
            "items",
            item=material.item,
            description=material.description,
            category=material.category,
            uom=material.uom,
            decimals=material.decimals,
            supply="buy",
            strategy="buy_to_order" if material.to_order else "buy_to_stock",
            lead_time_days=material.sources[0].lead_time_days,
            safety_stock=material.safety_stock or "",
            safety_lead_time_days=material.safety_days or "",
            lot_days="" if material.to_order else 7,
            unit_cost=material.sources[0].price,
        )
        for rank, source in enumerate(material.sources, 1):
            tables.add(
                "sources",
                item=material.item,
                supplier=source.supplier,
                rank=rank,
                price=source.price,
                lead_time_days=source.lead_time_days,
                minimum=source.minimum or "",
                multiple=source.multiple or "",
                on_time_ratio=SUPPLIERS[source.supplier][2],
            )
