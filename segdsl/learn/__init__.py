"""Tags learned from data: fitted here, applied everywhere as expressions. The only stage that imports scikit-learn."""
