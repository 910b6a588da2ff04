"""The function registry: one declaration per function, and the types signatures are written in."""
