"""Lints: rules that run, but may not do what their author thinks. Each finding is a row of `codes.lint`."""
