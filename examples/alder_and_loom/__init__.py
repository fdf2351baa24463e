"""The parts of the generator of the Alder & Loom demo factory."""
