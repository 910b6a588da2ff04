"""Events arranged by customer: what makes a count over a window a matter of milliseconds."""
