"""Everything slow or outside: reading and writing files, checking rules, counting. Runs in worker threads."""
