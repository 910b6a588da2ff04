"""Findings to render: real codes, made-up places."""

from segdsl.diagnostics import Diagnostic, Edit, Fix, Related, Source, Span, Text

NAME = "规则/会员 日.seg"
TEXT = 'tag 活跃度 "活跃度" {\n  class 沉默 "沉默用户" when actvity < 3\n}\n'
SOURCE = Source(NAME, TEXT)
SOURCES = {NAME: SOURCE}

_AT = TEXT.index("actvity")
PLACED = Diagnostic(
    "unknown-option",
    {"command": "segdsl check", "option": "actvity", "other": "activity"},
    Span(_AT, _AT + len("actvity")),
    NAME,
    fixes=(
        Fix(Text("write `{name}`", "改为 `{name}`"), (Edit(Span(_AT, _AT + 7), "activity"),), {"name": "activity"}),
    ),
    related=(Related(Text("in this tag", "在这个标签里"), NAME, Span(4, 7)),),
)
PLACELESS = Diagnostic("out-of-memory")
