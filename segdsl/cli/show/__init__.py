"""Results as tables for people. Each module takes a frozen result and gives parts to print; nothing here computes."""
