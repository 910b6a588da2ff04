"""Sentences of the language's description about events, each with a rule, some events and the value worked out by hand.

`telling` says what a sentence is and how it becomes data; the others hold the sentences by subject. One customer stands
for each sentence, so that all sentences of one as-of date are one rulebook over one set of data.
"""

from tests.differential.sentences import aggregates, sequences, was, windows
from tests.differential.sentences.telling import Sentence, case_of, name

SENTENCES: tuple[Sentence, ...] = (
    *windows.SENTENCES, *aggregates.SENTENCES, *sequences.SENTENCES, *was.SENTENCES,
)  # fmt: skip

__all__ = ["SENTENCES", "Sentence", "case_of", "name"]
