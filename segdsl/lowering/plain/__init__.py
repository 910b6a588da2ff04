"""Rules in plain words, for the people who own them: what a definition means, and what it does with missing values."""

from __future__ import annotations

from segdsl.lowering.plain.definitions import plain, plain_term

__all__ = ["plain", "plain_term"]
