"""Data and lowered rules to results: sizes, waterfalls, traces."""
