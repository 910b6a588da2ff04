"""Diagnostics as people and programs read them: terminal, JSON, SARIF, GitHub annotations.

A new format is one module and one row in the table of formats of the command that prints it.
"""
