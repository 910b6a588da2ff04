"""`segdsl discover`: which tags, conditions and behaviours go together, each combination as a rule to paste."""

from __future__ import annotations

from typing import Any

import click

from segdsl.cli.command import declare
from segdsl.cli.options import output_format
from segdsl.cli.output import Output
from segdsl.cli.paths import naming, split
from segdsl.cli.scope import Scope, with_scope
from segdsl.cli.show.discover import pages, rules
from segdsl.cli.values import amount, between, count, duration
from segdsl.diagnostics import Source

LENGTHS = (2, 4)


@declare("discover")
@click.argument("names", nargs=-1, metavar="[NAME|FILE…]")
@click.option("--for", "target", metavar="COND")
@click.option("--among", metavar="COND")
@click.option("--with", "also", metavar="NAME", multiple=True)
@click.option("--window", metavar="DURATION", default="90d", show_default=True, callback=duration)
@click.option("--min-support", "support", metavar="N|N%", default="1%", show_default=True, callback=amount)
@click.option("--min-lift", "lift", metavar="X", default="1.2", show_default=True, callback=between(1, 1000))
@click.option("--max-length", "length", metavar="N", default="3", show_default=True, callback=between(*LENGTHS))
@click.option("--fdr", metavar="X", default="5%", show_default=True, callback=between(1e-9, 0.5))
@click.option("--limit", metavar="N", default="10", show_default=True, callback=count(1))
@click.option("--all", "everything", is_flag=True)
@click.option("--implied", is_flag=True)
@with_scope
@output_format("table", "json", "seg")
def command(out: Output, scope: Scope, names: tuple[str, ...], form: str, implied: bool, **wanted: Any) -> int:
    """Search, and print what was found; 1 where definitions had to be left out because of errors in the rules."""
    import segdsl
    from segdsl.learn.discover.discover import AMONG, TARGET

    files, words = split(names)
    search = segdsl.Search(**{**wanted, "length": int(wanted["length"])})
    given = {TARGET: search.target, AMONG: search.among}
    out.sources.update({place: Source(place, text) for place, text in given.items() if text is not None})
    with naming(words), scope.open(out, files) as project:
        found = segdsl.discover(project, words or None, search)
    if form == "json":
        out.json(found.to_dict() | {"warnings": out.as_json(found.warnings)})
    elif form == "seg":
        out.text(rules(found, out.language))
    else:
        out.show(*pages(found, out.language, implied=implied))
    if form != "json":
        out.remarks(found.warnings)
    return int(any(finding.severity == "error" for finding in found.warnings))
