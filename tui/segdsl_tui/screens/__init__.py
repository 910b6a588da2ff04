"""Screens: the one people work in, and the dialogs above it."""
