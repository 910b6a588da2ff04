"""The command line: one file per command, exit codes and output in one place."""
