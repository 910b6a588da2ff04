"""Syntax trees to a typed rulebook: names resolved, types checked, surprises linted."""
