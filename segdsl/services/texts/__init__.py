"""What the editor says of the language's own words, in both languages."""
