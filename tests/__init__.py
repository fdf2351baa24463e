"""What no single package owns: scenarios, invariants, architecture, and the strategies of all property tests."""
