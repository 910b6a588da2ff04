"""The terminal app of segdsl, found by `segdsl tui` by its name."""

import os

# Asked to report all keys, terminals stop passing on what an input method commits, Chinese above all. The library reads
# this when it is first imported, so it has to stand before every other import of the package.
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
