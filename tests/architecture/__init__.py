"""What STYLE.md and the drawing in ARCHITECTURE.md ask of the tree, checked by a program."""
