"""The terminal app of segdsl, found by `segdsl tui` through the entry point group `segdsl.app`."""
