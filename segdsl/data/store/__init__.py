"""The local snapshot of a project's data: typed, narrow, in the order in which it is asked, made once per change."""

from __future__ import annotations

from segdsl.data.store.store import Progress, Refreshed, Snapshot, Store, StoredEvents

__all__ = ["Progress", "Refreshed", "Snapshot", "Store", "StoredEvents"]
