"""What was learned, as people read it: a report per kind."""
