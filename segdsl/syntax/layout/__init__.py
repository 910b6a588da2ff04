"""How rule text looks on the page: logical lines, spacing, columns, and lines too long for one row."""
