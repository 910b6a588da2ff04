"""Sources to checked, typed data that rules can be evaluated on."""
