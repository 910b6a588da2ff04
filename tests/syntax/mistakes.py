"""Files with mistakes: the text with `⟦…⟧` around what each finding points at, its codes in order, and what is kept.

What is kept is `name` for an item that is whole, `name?` for one that lost something, `name!` for one that has a
mistake and lost nothing.
"""

MISTAKES: list[tuple[str, str, str]] = [
    # one mistake of each kind
    ("let a = b ⟦c⟧", "unexpected", "a?"),
    ("let a ⟦=⟧\nlet b = 1", "expected-expression", "a? b"),
    ("let a = 1 ⟦+⟧\nlet b = 1", "expected-expression", "a? b"),
    ("let a = ⟦(⟧b and c\nlet d = 1", "unclosed-bracket", "a? d"),
    ("let a = b⟦)⟧", "unopened-bracket", "a!"),
    ("let a = x.⟦3⟧", "expected-name", "a?"),
    ("let a = ⟦99999999999999999999⟧", "number-too-large", "a!"),
    ("let a = ⟦2021-02-30⟧", "no-such-date", "a!"),
    ("param a = ⟦b⟧ in 1..3", "expected-constant", "a?"),
    ("theme ⟦x⟧\nlet a = 1", "expected-text", "a"),
    ("segment ⟦{⟧\n  require a\n}\nlet b = 1", "expected-name", "b"),
    ("⟦}⟧\nlet a = 1", "unopened-bracket", "a"),
    ("⟦hello⟧ world", "unknown-item", ""),
    ("⟦require⟧ a\nlet b = 1", "unknown-item", "b"),
    ("segment a ⟦{⟧\n  require b\n\nsegment c {\n  require d\n}", "unclosed-block", "a? c"),
    ("segment a {\n  ⟦requre⟧ b\n}", "misspelt-keyword", "a!"),
    ("segment a {\n  ⟦foo⟧ bar\n}", "unknown-clause", "a?"),
    ("cluster a {\n  seed ⟦x⟧\n}", "expected-number", "a?"),
    ("preference a {\n  horizon ⟦30⟧\n}", "expected-duration", "a?"),
    ("campaign a {\n  start ⟦x⟧\n}", "expected-date", "a?"),
    ("score a {\n  range ⟦0⟧\n}", "expected-range", "a?"),
    ("score a {\n  range 0-⟦5⟧\n}", "expected-range", "a?"),
    ("tag a {\n  class ⟦b⟧\n  class c otherwise\n}", "expected-one-of", "a?"),
    ("let a = f(b, ⟦@⟧)", "unknown-character", "a?"),
    ('segment a ⟦"t⟧ {\n  require b\n}', "unclosed-string", "a!"),
    # several at once, each told once
    (
        "segment a {\n  require b ⟦c⟧\n  require d\n  exclude e ⟦f⟧\n  ⟦foo⟧ bar\n  require g\n}",
        "unexpected unexpected unknown-clause",
        "a?",
    ),
    (
        "let a = ⟦(⟧b\nlet c = d ⟦e⟧\nlet f = 1\nlet g ⟦=⟧",
        "unclosed-bracket unexpected expected-expression",
        "a? c? f g?",
    ),
    ("segment a {\n  require b ⟦and⟧\n  exclude (c)\n  require d ⟦e⟧\n}", "expected-expression unexpected", "a?"),
    ("segment a { require b ⟦c⟧ require d ⟦e⟧ require f }", "unexpected unexpected", "a?"),
    (
        "campaign a {\n  arm d otherwise {\n    channel ⟦*⟧\n    message ⟦g⟧\n  }\n  goal h when ⟦(⟧\n}",
        "expected-expression expected-text unclosed-bracket",
        "a?",
    ),
    # an inner block that was left open
    (
        "campaign a {\n  audience b\n  arm c otherwise ⟦{⟧\n    channel d\n  goal e when f\n}\nlet g = 1",
        "unclosed-block",
        "a? g",
    ),
    (
        "segment a {\n  require any_of {\n    option b ⟦c⟧\n    option d\n  }\n  exclude e ⟦f⟧\n}",
        "unexpected unexpected",
        "a?",
    ),
    # what the language says of words at the start of a line
    ("segment a {\n  require b ⟦and⟧\n  exclude (c)\n}", "expected-expression", "a?"),
    ('segment a {\n  require b ⟦and⟧\n  note "c"\n}', "expected-expression", "a?"),
    ("segment a {\n  require f⟦(⟧b,\n  exclude c\n}", "unclosed-bracket", "a?"),
]  # fmt: skip
