"""What a run wrote, and the note it leaves beside the data so that nobody takes it for real customers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from segdsl.demo.model import MODEL_VERSION

NOTES_NAME = "DATA.md"
NOTES_HEADING = "# 合成数据 · Synthetic data (segdsl demo)"
"""First line of the note: a folder whose note begins with it holds a demo, which a later run may replace."""

_NOTES = """{heading}

本目录的客户、号码和行为全部由程序按书面模型随机生成，不来自任何真实客户。号码若与真实号码相同纯属巧合，请勿向其发送信息。

Every customer, number and event here was drawn at random from a written-down model; nothing comes from real customers.
A phone number may exist by chance: never send to these.

| | |
|---|---|
| model · 模型 | {version} |
| seed · 种子 | {seed} |
| as of · 数据日期 | {as_of} |
| customers · 客户 | {customers} |
| visits · 渠道交互 | {visits} |
| pushes · 消息推送 | {pushes} |
| promotions · 推广活动参与 | {promotions} |
| payments · 缴费记录 | {payments} |

`data/` 与 `lists/` 会被下一次生成替换；规则和 `segdsl.toml` 不会。
A later run replaces `data/` and `lists/`; it leaves rules and `segdsl.toml` alone.
"""


@dataclass(frozen=True, slots=True)
class Summary:
    """What was written. Counts are rows; event tables that were left out count 0."""

    directory: Path
    customers: int
    visits: int
    pushes: int
    promotions: int
    payments: int
    seed: int
    as_of: date

    def notes(self) -> str:
        """The text of `DATA.md`: no time and no place, so that the same run gives the same bytes."""
        return _NOTES.format(
            heading=NOTES_HEADING,
            version=MODEL_VERSION,
            seed=self.seed,
            as_of=self.as_of.isoformat(),
            customers=self.customers,
            visits=self.visits,
            pushes=self.pushes,
            promotions=self.promotions,
            payments=self.payments,
        )


def is_demo(directory: Path) -> bool:
    """Whether a folder holds a demo: its note says so."""
    try:
        with (directory / NOTES_NAME).open(encoding="utf-8") as notes:
            return notes.readline().rstrip("\n") == NOTES_HEADING
    except (OSError, UnicodeDecodeError):
        return False
