"""Rich text: formatted text as data, in which nothing anybody typed can become markup."""

from tests.doubles.slack.blocks.shapes import Check, Shape, flag, number, one_of, several, text, typed

_STYLE = Shape({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline"), flag))
_MOST = 12_000
"""Characters of one stretch; Slack names no figure."""


def _part(kind: str, needs: dict[str, Check], may: dict[str, Check] | None = None) -> Shape:
    return Shape({"type": one_of(kind), **needs}, {"style": _STYLE, **(may or {})})


_PARTS: Check = typed(
    {
        "text": _part("text", {"text": text(_MOST)}),
        "link": _part("link", {"url": text(3000)}, {"text": text(_MOST), "unsafe": flag}),
        "user": _part("user", {"user_id": text(20)}),
        "channel": _part("channel", {"channel_id": text(20)}),
        "usergroup": _part("usergroup", {"usergroup_id": text(20)}),
        "emoji": _part("emoji", {"name": text(100)}),
        "broadcast": _part("broadcast", {"range": one_of("here", "channel", "everyone")}),
        "date": _part(
            "date",
            {"timestamp": number(0, 9_999_999_999), "format": text(100)},
            {"url": text(3000), "fallback": text(500)},
        ),
    }
)
_LINE = Shape({"type": one_of("rich_text_section"), "elements": several(_PARTS, 1000)})
_KINDS: dict[str, Check] = {
    "rich_text_section": _LINE,
    "rich_text_list": Shape(
        {"type": one_of("rich_text_list"), "style": one_of("bullet", "ordered"), "elements": several(_LINE, 1000)},
        {"indent": number(0, 8), "offset": number(0, 10_000), "border": number(0, 1)},
    ),
    "rich_text_quote": Shape(
        {"type": one_of("rich_text_quote"), "elements": several(_PARTS, 1000)}, {"border": number(0, 1)}
    ),
    "rich_text_preformatted": Shape(
        {"type": one_of("rich_text_preformatted"), "elements": several(_PARTS, 1000)}, {"border": number(0, 1)}
    ),
}
RICH_TEXT = Shape(
    {"type": one_of("rich_text"), "elements": several(typed(_KINDS), 1000)},
    {"block_id": text(255)},
)
