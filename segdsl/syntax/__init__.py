"""Text to syntax tree: lexing, parsing with recovery, formatting. The only stage that knows lark."""
