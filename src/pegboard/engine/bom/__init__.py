"""What goes into what: bills with phantoms resolved, owned structures, low-level codes, explosion, where-used."""

from pegboard.engine.bom.explosion import explode, where_used
from pegboard.engine.bom.levels import BomCycleError
from pegboard.engine.bom.structures import Bills, OwnedStructures, Structures, structures

__all__ = ["Bills", "BomCycleError", "OwnedStructures", "Structures", "explode", "structures", "where_used"]
