"""The small Markdown subset of cards, parsed once so that every renderer translates the same spans.

`**bold**`, `_italic_`, `` `code` ``, `[label](https://…)`, `<@member>` for a person, `<t:1772442000>` for a moment,
and a backslash before a character that stands for itself. Whatever a person typed enters through `quoted`.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

_SPECIAL = "\\*_`[]<>"
_STEERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff")
_ESCAPE = re.compile(r"([\\*_`\[\]<>])")
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


def quoted(text: str, limit: int = 500) -> str:
    """Make what a person typed stand for itself: no markup, no control or direction characters, at most `limit`."""
    kept = "".join(character for character in text if _harmless(character)).strip()
    if len(kept) > limit:
        kept = kept[: limit - 1].rstrip() + "…"
    return _ESCAPE.sub(r"\\\1", kept)


def _harmless(character: str) -> bool:
    return character == "\n" or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def clean(text: str) -> str:
    """Return a text without control characters and without marks that turn the direction of what follows."""
    return "".join(character for character in text if character in "\n\t" or not _is_control(character))


def _is_control(character: str) -> bool:
    return character in _STEERING or unicodedata.category(character) in ("Cc", "Cs")


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
    return re.sub(r"\\([\\*_`\[\]<>])", r"\1", text)


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
