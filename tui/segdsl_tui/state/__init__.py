"""What the app knows: one frozen model, and pure functions from a model and an event to the next model."""
