"""The stored parse tables are those of the grammar."""

from pathlib import Path

import segdsl.syntax
from segdsl.syntax.builders import BUILDERS
from segdsl.syntax.chunks import ITEM_KEYWORDS
from segdsl.syntax.compile_grammar import compile_grammar, stored
from segdsl.syntax.tables import COMPILED, GRAMMAR, tables

FOLDER = Path(segdsl.syntax.__file__).parent


def test_the_stored_tables_are_those_of_the_grammar() -> None:
    grammar = (FOLDER / GRAMMAR).read_text(encoding="utf-8")
    assert (FOLDER / COMPILED).read_text(encoding="utf-8") == stored(compile_grammar(grammar)), (
        "run: python -m segdsl.syntax.compile_grammar"
    )


def test_every_rule_has_a_builder_and_every_builder_a_rule() -> None:
    reductions = {action for row in tables().rows for action in row.values() if not isinstance(action, int)}
    built = {r.rule for r in reductions if not r.splice and not r.unwrap}
    assert built - BUILDERS.keys() == set()
    assert BUILDERS.keys() - built == set()


def test_chunks_start_with_the_keywords_that_start_items() -> None:
    parse_tables = tables()
    first = parse_tables.rows[parse_tables.starts["start"]]
    words = {word for word, symbol in parse_tables.keywords.items() if symbol in first}
    assert set(ITEM_KEYWORDS) == words
