"""The small Markdown subset of cards, parsed once so that every renderer translates the same spans.

`**bold**`, `_italic_`, `` `code` ``, `[label](https://…)`, `<@member>` for a person, `<t:1772442000>` for a moment,
and a backslash before a character that stands for itself. Lines that begin with `- `, `1. ` or `> ` are lists and
quotes, also only where no backslash stands before the sign. Whatever a person typed enters through `named`, `quoted`,
`passage` or, where there is no markup, `bare`, `titled` or `refilled`.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

_SPECIAL = "\\*_`[]<>-+#.)"
_STEERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff")
_ESCAPE = re.compile(r"([\\*_`\[\]<>]|^[-+#]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=^\d\d\d)[.)])", re.MULTILINE)
_TOKEN = re.compile(
    r"\\(?P<literal>.)"
    r"|\*\*(?P<bold>(?:\\.|[^*\\])+)\*\*"
    r"|(?<![A-Za-z0-9])_(?P<italic>(?:\\.|[^_\\\n])+)_(?![A-Za-z0-9])"
    r"|`(?P<code>[^`\n]+)`"
    r"|\[(?P<label>(?:\\.|[^\]\\])+)\]\((?P<url>https?://[^\s()<>]+)\)"
    r"|<@(?P<member>[A-Za-z0-9_-]+)>"
    r"|<t:(?P<moment>-?\d+)>",
    re.DOTALL,
)


class Kind(StrEnum):
    """What a span of a card's text is."""

    TEXT = "text"
    BOLD = "bold"
    ITALIC = "italic"
    CODE = "code"
    LINK = "link"
    MEMBER = "member"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of literal text with one meaning; `target` is a URL, a member id or a Unix time."""

    kind: Kind
    text: str
    target: str = ""


NAME = 80
"""Characters of a name that are shown."""
NAMELESS = "…"
"""Stands for a name in which there is nothing to see."""

_NEW_LINE = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_BLANKS = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\n{3,}")


def quoted(text: str, limit: int = 500) -> str:
    """Make what a person typed stand for itself, in one line: no markup, nothing invisible, `limit` with escapes."""
    return _escaped(bare(text, limit), limit)


def passage(text: str, limit: int = 500) -> str:
    """Make what a person typed stand for itself and keep its lines; at most `limit` characters, escapes counted."""
    return _escaped(refilled(text, limit), limit)


def refilled(text: str, limit: int) -> str:
    """Clean what a person typed for a box in which it can be changed: lines kept, nothing invisible, not escaped."""
    lines = (_BLANKS.sub(" ", line).rstrip() for line in _visible(text).split("\n"))
    return _cut(_EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip(), limit)


def named(name: str) -> str:
    """Make somebody's or something's name stand for itself, at a length that leaves room for the sentence."""
    return _escaped(bare(name, NAME), NAME + NAME // 2) or NAMELESS


def bare(text: str, limit: int) -> str:
    """Clean what a person typed for a place without markup, like a title: one line, nothing invisible, not escaped."""
    return _cut(" ".join(_visible(text).split()), limit)


def titled(name: str) -> str:
    """Clean a name for a place without markup."""
    return bare(name, NAME) or NAMELESS


class _Kept(dict[int, int | None]):
    """For `str.translate`: which characters stay. Those of the first plane are looked at once, and remembered."""

    def __init__(self, is_kept: Callable[[str], bool]) -> None:
        super().__init__()
        self._is_kept = is_kept

    def __missing__(self, code: int) -> int | None:
        kept = code if self._is_kept(chr(code)) else None
        if code <= _FIRST_PLANE:
            self[code] = kept
        return kept


def _is_visible(character: str) -> bool:
    return character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def _is_no_control(character: str) -> bool:
    return character in "\n\t" or (character not in _STEERING and unicodedata.category(character) not in ("Cc", "Cs"))


_FIRST_PLANE = 0xFFFF
_VISIBLE, _NO_CONTROL = _Kept(_is_visible), _Kept(_is_no_control)


def _visible(text: str) -> str:
    return _NEW_LINE.sub("\n", text).translate(_VISIBLE)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _escaped(text: str, limit: int) -> str:
    escaped = _ESCAPE.sub(r"\\\1", text)
    if len(escaped) <= limit:
        return escaped
    cut = escaped[: limit - 1].rstrip()
    backslashes = len(cut) - len(cut.rstrip("\\"))
    return cut[: len(cut) - backslashes % 2] + "…"


def clean(text: str) -> str:
    """Return a text without control characters and without marks that turn the direction of what follows."""
    return text.translate(_NO_CONTROL)


def moment(at: datetime) -> str:
    """Write a moment that every reader sees in their own zone."""
    return f"<t:{int(at.timestamp())}>"


def mention(member_id: str) -> str:
    """Write a person by id; renderers show the name and never ping a crowd."""
    return f"<@{member_id}>"


def spans(text: str) -> list[Span]:
    """Parse a card's text; anything that is not markup is literal, so parsing never fails."""
    found: list[Span] = []
    position = 0
    for match in _TOKEN.finditer(text):
        _literal(found, text[position : match.start()])
        _markup(found, match)
        position = match.end()
    _literal(found, text[position:])
    return found


def _literal(found: list[Span], text: str) -> None:
    if not text:
        return
    if found and found[-1].kind is Kind.TEXT:
        found[-1] = Span(Kind.TEXT, found[-1].text + text)
    else:
        found.append(Span(Kind.TEXT, text))


def _markup(found: list[Span], match: re.Match[str]) -> None:
    kind, value = match.lastgroup, match.group(match.lastgroup or 0)
    match kind:
        case "literal":
            _literal(found, value if value in _SPECIAL else "\\" + value)
        case "url":
            found.append(Span(Kind.LINK, _unescaped(match["label"]), value))
        case "member" | "moment":
            found.append(Span(Kind(kind), "", value))
        case "code":
            found.append(Span(Kind.CODE, value))
        case _:
            found.append(Span(Kind(str(kind)), _unescaped(value)))


def _unescaped(text: str) -> str:
    return re.sub(r"\\([\\*_`\[\]<>\-+#.)])", r"\1", text)


def plain(text: str) -> str:
    """Show a card's text without any markup, for consoles, logs of rehearsals and notifications."""
    return "".join(_plain(span) for span in spans(text))


def _plain(span: Span) -> str:
    match span.kind:
        case Kind.LINK:
            return f"{span.text} ({span.target})"
        case Kind.MEMBER:
            return f"@{span.target}"
        case Kind.MOMENT:
            return f"{datetime.fromtimestamp(int(span.target), UTC):%Y-%m-%d %H:%M} UTC"
        case _:
            return span.text
