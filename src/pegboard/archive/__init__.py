"""Factory folders and plan folders: from files to snapshots and plans, and back."""

from pegboard.archive.faults import BadFactory, Fault
from pegboard.archive.reading import Reading, read_factory
from pegboard.archive.writing import write_factory

__all__ = ["BadFactory", "Fault", "Reading", "read_factory", "write_factory"]
