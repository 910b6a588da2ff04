"""Which finding can be cured how. A new cure is one row here and one example in its test.

Many diagnostics carry fixes of their own ("did you mean"); those come first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from segdsl.diagnostics import Diagnostic, Fix
from segdsl.services.fixes import contract, expressions, lines, tests
from segdsl.services.fixes.case import Case
from segdsl.services.workspace import Workspace

Cure = Callable[[Case], Iterator[Fix]]

CURES: Mapping[str, Cure] = {
    # ---- lines
    "duplicate-clause": lines.drop_line,
    "subsumed-clause": lines.drop_line,
    "option-covered": lines.drop_line,
    "clause-keeps-everybody": lines.drop_line,
    "variant-channel": lines.drop_repeated,
    "unreachable-class": lines.drop_class,
    "unused-definition": lines.drop_definition,
    "feature-is-target": lines.drop_feature,
    "repeated-line": lines.drop_repeated,
    "duplicate-in-block": lines.drop_element,
    "duplicate-field": lines.drop_pair,
    "duplicate-value": lines.drop_element,
    "otherwise-not-last": lines.move_last,
    "missing-falls-through": lines.catch_missing,
    "segment-without-clauses": lines.add_line("require true"),
    "campaign-lacks": lines.add_named_line,
    "learned-lacks-line": lines.add_named_line,
    "arm-without-channel": lines.add_channel,
    "channel-without-reach": lines.replace_channel,
    "unclosed-block": lines.close_block,
    "review-overdue": lines.set_review,
    "test-without-day": lines.add_day,
    # ---- expressions
    "negation-over-missing": expressions.say_missing,
    "different-categories": expressions.as_text,
    "text-param-beside-category": expressions.as_text,
    "text-arithmetic": expressions.join_texts,
    "not-a-duration": expressions.number_of_days,
    "clock-on-date": expressions.whole_days,
    "clock-window-on-date": expressions.whole_days,
    "range-reversed": expressions.swap_ends,
    "window-reversed": expressions.swap_ends,
    "window-in-goal": expressions.drop_window,
    "campaign-as-value": expressions.who_got_it,
    "events-as-value": expressions.did_any,
    "event-field-outside": expressions.one_of_many,
    "duration-let": expressions.param_of_length,
    "list-with-range": expressions.without_range,
    "param-outside-range": expressions.nearest_bound,
    "share-too-fine": expressions.fewer_digits,
    "not-a-share": expressions.share_of_hundred,
    # ---- the contract
    "key-type": contract.always_there,
    "at-type": contract.always_there,
    "key-types-differ": contract.same_type,
    "type-without-arguments": contract.drop_parentheses,
    "opt-out-not-bool": contract.drop_attribute,
    "opt-out-channels": contract.unquote_channel,
    "valid-not-for": contract.drop_attribute,
    "profile-without-key": contract.name_key,
    # ---- tests
    "given-without-key": tests.give_key,
    "given-without-time": tests.give_time,
    "expect-without-key": tests.say_for_whom,
}
"""Code of a diagnostic -> what can be done about it."""


def fixes(workspace: Workspace, diagnostic: Diagnostic, today: dt.date) -> tuple[Fix, ...]:
    """What can be done about a finding of the current texts, the likeliest first; edits are offsets into its file.

    `today` is what dates are set by.
    """
    file, span, cure = diagnostic.file, diagnostic.span, CURES.get(diagnostic.code)
    entry = workspace.index.at(file, span.start) if file is not None and span is not None else None
    if entry is None or span is None or cure is None:
        return diagnostic.fixes
    case = Case(workspace.index, diagnostic, entry, span.shifted(-entry.located.offset), today)
    made = (replace(fix.shifted(entry.located.offset), safe=False) for fix in cure(case))
    return (*diagnostic.fixes, *made)
