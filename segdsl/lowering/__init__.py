"""Typed rulebook to something that can be run or read: polars expressions, plain sentences."""
