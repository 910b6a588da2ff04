"""What notebooks, pipelines, the command line and the terminal app are built on: rulebooks and open projects."""
