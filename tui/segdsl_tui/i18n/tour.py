"""Texts of the tour."""

from __future__ import annotations

from segdsl.diagnostics.text import Text

STEPS = (
    Text("{tree}: go to the rules and move up and down", "按 {tree} 到规则树，用上下键移动"),
    Text("{editor}: change a threshold and see the size follow", "按 {editor} 到编辑器，改一个阈值，看规模随之变化"),
    Text("{preview}: see what each clause costs", "按 {preview} 到预览，看每条规则留下多少客户"),
    Text("{export}: export a segment, or try a dry run", "按 {export} 导出客户分群，可先试算"),
    Text("{help}: all keys; {quit}: leave", "按 {help} 看全部按键，按 {quit} 退出"),
)
END = Text("[end the tour]", "[结束导览]")
