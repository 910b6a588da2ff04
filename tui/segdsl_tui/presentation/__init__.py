"""From the model to text: pure functions that measure in terminal cells and know nothing of widgets."""
