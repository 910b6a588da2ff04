"""Typed terms to what a backend runs. Backends know nothing of each other."""
