"""Which conditions go together: combinations of classes, conditions and behaviours, each as a rule to paste."""
