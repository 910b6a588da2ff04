"""The panes. They draw what the presentation says and report what people do; none of them knows rules or data."""
