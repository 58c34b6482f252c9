"""AutoMod's keyword forms as plain regular expressions, written from Discord's documentation and nothing of ours.

`cat*` begins a word, `*cat` ends one, `*cat*` stands anywhere, `cat` is a whole word. Case does not count, and any run
of white space is one space.
"""

import re

WHITESPACE, ALNUM = "whitespace", "alnum"


def naive(keyword: str, boundary: str) -> re.Pattern[str]:
    """Return the expression of a keyword; words are apart by white space, or by all that is no letter or digit."""
    inside = r"\S" if boundary == WHITESPACE else r"[^\W_]"
    between = r"\s+" if boundary == WHITESPACE else r"[\W_]+"
    words = between.join(map(re.escape, keyword.strip("*").split()))
    opens = f"{inside}*" if keyword.startswith("*") else f"(?<!{inside})"
    closes = f"{inside}*" if keyword.endswith("*") else f"(?!{inside})"
    return re.compile(opens + words + closes, re.IGNORECASE)


def spans(keyword: str, boundary: str, text: str) -> list[tuple[int, int]]:
    """Return where a keyword stands in a text."""
    return [match.span() for match in naive(keyword, boundary).finditer(text)]
