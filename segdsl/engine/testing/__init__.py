"""The rulebook's own tests and assertions, answered by the engine that answers everything else."""
