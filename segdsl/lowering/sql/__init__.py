"""Rules as SQL. So far: what was learned, as one query that any warehouse can run."""
