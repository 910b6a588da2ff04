"""Nodes to text in the one style of the language."""

from segdsl.syntax.unparse import format_clause, format_expr, format_name, format_text

__all__ = ["format_clause", "format_expr", "format_name", "format_text"]
