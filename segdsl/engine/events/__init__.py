"""Aggregates of events, one value per customer: counted over the blocks of an event index."""
