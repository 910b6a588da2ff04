"""The views of the preview, in the order of their tabs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from segdsl_tui.presentation.views.overlap import OVERLAP
from segdsl_tui.presentation.views.sample import SAMPLE
from segdsl_tui.presentation.views.size import SIZE
from segdsl_tui.presentation.views.split import SPLIT
from segdsl_tui.presentation.views.spread import SPREAD
from segdsl_tui.presentation.views.sweep import SWEEP
from segdsl_tui.presentation.views.view import View
from segdsl_tui.presentation.views.why import WHY
from segdsl_tui.state.model import Tab

VIEWS: Mapping[Tab, View[Any]] = {view.tab: view for view in (SIZE, SPREAD, SPLIT, OVERLAP, SAMPLE, WHY, SWEEP)}
