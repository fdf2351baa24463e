"""A bill and a routing under construction, and what a customer may choose."""

from dataclasses import dataclass, field

from alder_and_loom.materials import COLOURWAYS, LEATHERS, OIL_FINISHES
from alder_and_loom.tables import Cell, Tables

# What time studies found against the formulas of this book, by work centre.
PACE = {"PANEL-SAW": 1.0, "RIP-CROSSCUT": 1.2, "PLANER": 1.4, "CNC": 1.3, "JOINERY": 1.45, "FRAME": 1.2,
        "SPRINGING": 1.25, "FABRIC-CUT": 1.2, "SPRAY": 1.1, "FINAL": 1.35}  # fmt: skip

SKILL = {"SEWING": "sewing", "UPHOLSTERY": "upholstery", "SPRAY": "spraying"}


@dataclass(frozen=True)
class Choice:
    """One configuration: what the customer chose, lengths in millimetres."""

    model: str
    length: int
    width: int = 0
    wood: str = "OAK"
    grade: str = "NATURAL"
    finish: str = "CLEAR-MATT"
    cover: str = ""
    leg: str = ""
    foam: str = "MEDIUM"
    is_piped: bool = False
    is_perforated: bool = False
    extra: str = ""

    @property
    def seats(self) -> int:
        """Return how many people sit on it."""
        if self.model == "CORNER":
            return 5 if self.length < 2700 else 6
        if self.length < 1200:
            return 1
        return 2 if self.length < 1900 else 3 if self.length < 2400 else 4

    @property
    def thread(self) -> str:
        """Return the thread colour that suits the cover."""
        colour = self.cover.rsplit("-", 1)[-1]
        return LEATHERS[colour] if self.cover.startswith("LEATHER") else COLOURWAYS[colour]

    @property
    def is_oiled(self) -> bool:
        """Return whether the wood is oiled by hand rather than sprayed."""
        return self.finish in OIL_FINISHES

    @property
    def boards(self) -> str:
        """Return wood and grade, the first part of the code of its boards."""
        return f"{self.wood}-{self.grade}"


@dataclass
class Structure:
    """The bills and routings that make one product, in the order they were thought of."""

    bom: list[dict[str, Cell]] = field(default_factory=list)
    routing: list[dict[str, Cell]] = field(default_factory=list)

    def use(self, parent: str, component: str, quantity: float, at: int = 0, **more: Cell) -> None:
        """Let one unit of the parent use a quantity of a component at an operation."""
        self.bom.append(
            {"parent": parent, "component": component, "sequence": at or "", "quantity_per": round(quantity, 4), **more}
        )

    def do(self, item: str, sequence: int, operation: str, centre: str, *, run: float, **more: Cell) -> None:
        """Add an operation whose minutes a unit come from a formula and the pace of the work centre."""
        row: dict[str, Cell] = {"item": item, "sequence": sequence, "operation": operation, "work_centre": centre}
        row |= {"setup_minutes": 5, "run_minutes": round(run * PACE.get(centre, 1.0), 1)}
        if centre in SKILL:
            row |= {"crew": 1, "skill": SKILL[centre]}
        self.routing.append(row | more)

    def send_out(self, item: str, sequence: int, operation: str, centre: str, *, days: int) -> None:
        """Add an operation that a workshop outside does; the centre is the one that sends it."""
        self.routing.append(
            {"item": item, "sequence": sequence, "operation": operation, "work_centre": centre, "outside_days": days}
        )

    def finish(self, item: str, sequence: int, choice: Choice, *, area: float, minutes: float) -> None:
        """Add the finish: sprayed in a booth set up for its colour, or oiled twice by hand."""
        if choice.is_oiled:
            self.use(item, f"OIL-{choice.finish}", 0.09 * area, sequence)
            self.do(item, sequence, "Oil twice", "OIL", run=0.8 * minutes, setup_minutes=10, wait_minutes=960)
            return
        self.use(item, f"LACQUER-{choice.finish}", 0.22 * area, sequence, fixed_quantity=0.12)
        self.use(item, "HARDENER", 0.008 + 0.02 * area, sequence)
        if choice.finish not in ("CLEAR-MATT", "CLEAR-SATIN"):
            self.use(item, "PRIMER-GREY", 0.05 + 0.12 * area, sequence)
            minutes *= 1.4
        self.do(
            item,
            sequence,
            f"Spray {choice.finish.lower().replace('-', ' ')} and cure",
            "SPRAY",
            run=minutes,
            setup_minutes=30,
            wait_minutes=600,
            setup_family=choice.finish,
        )

    @property
    def components(self) -> set[str]:
        """Return every item this structure consumes."""
        return {str(row["component"]) for row in self.bom}

    def add_master(self, tables: Tables) -> None:
        """Add it to the master bills and routings."""
        for row in self.bom:
            tables.add("boms", **row)
        for row in self.routing:
            tables.add("routings", **row)
        self._add_alternatives(tables)

    def add_to_line(self, tables: Tables, order: str, line: int) -> None:
        """Add it as the structure one order line owns."""
        for row in self.bom:
            tables.add("order_boms", order=order, line=line, **row)
        for row in self.routing:
            tables.add("order_routings", order=order, line=line, **row)
        self._add_alternatives(tables)

    def _add_alternatives(self, tables: Tables) -> None:
        """Let everything that is ripped be cut on the panel saw too, where it takes longer."""
        for row in self.routing:
            if row["work_centre"] == "RIP-CROSSCUT":
                tables.add(
                    "alternatives",
                    item=row["item"],
                    sequence=row["sequence"],
                    work_centre="PANEL-SAW",
                    setup_minutes=15,
                    run_minutes=round(1.25 * float(row["run_minutes"]), 1),
                )
