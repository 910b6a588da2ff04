"""What the rulebook asserts of the data stands between an audience and its file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from segdsl.campaign.export import Target
from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.engine.testing.assertions import failed
from segdsl.engine.testing.results import AssertVerdict


class AssertionsFailed(SegdslError):
    """The data is not as the rules assert; nothing was written."""

    exit_code = 1


def guarded(target: Target, asserts: Sequence[AssertVerdict], *, despite: bool = False) -> Target:
    """The target with what the assertions came to, for its manifest.

    Raises `AssertionsFailed` where one does not hold, unless it is to be written `despite` that. One that could not be
    computed (something it uses has errors, or has not been fitted) stops nothing: the manifest says that it is unknown.
    """
    wrong = [failed(verdict) for verdict in asserts if verdict.passed is False]
    if wrong and not despite:
        raise AssertionsFailed(Diagnostic("asserts-stop-export"), *wrong)
    return replace(target, asserts=tuple(asserts))
