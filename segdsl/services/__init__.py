"""What an editor asks of the language: pure functions of the texts, the last good rulebook and a place in a text.

The terminal app and the language server share them. Nothing here reads files, looks at data or draws; every answer is
frozen data with spans.
"""
