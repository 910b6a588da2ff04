"""One module per command, each with a `command`; loaded when the command is used."""
