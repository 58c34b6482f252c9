"""Blocks, and what a message, a form and a home may be made of."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

from tests.doubles.slack.blocks.elements import AS_ACCESSORY, AS_INPUT, IMAGE, IN_ACTIONS
from tests.doubles.slack.blocks.rich_text import RICH_TEXT
from tests.doubles.slack.blocks.shapes import Check, Shape, anything, at, flag, one_of, several, text, typed
from tests.doubles.slack.blocks.texts import either, plain

MOST = {"message": 50, "modal": 100, "home": 100}
"""Blocks on each surface."""
ALL_TEXT = 13_200
"""Characters of all blocks of a message together."""
_CONTEXT = typed({"plain_text": either(2000), "mrkdwn": either(2000), "image": IMAGE})


def _of(kind: str, needs: dict[str, Check], may: dict[str, Check], *besides: Check) -> Shape:
    return Shape({"type": one_of(kind), **needs}, {"block_id": text(255), **may}, besides)


def _says_something(value: dict[str, Any], place: str) -> Iterator[str]:
    if not value.get("text") and not value.get("fields"):
        yield at("missing required field: text or fields", place)


_BLOCKS: dict[str, Check] = {
    "section": _of(
        "section",
        {},
        {"text": either(3000), "fields": several(either(2000), 10), "accessory": typed(AS_ACCESSORY), "expand": flag},
        _says_something,
    ),
    "actions": _of("actions", {"elements": several(typed(IN_ACTIONS), 25)}, {}),
    "context": _of("context", {"elements": several(_CONTEXT, 10)}, {}),
    "divider": _of("divider", {}, {}),
    "header": _of("header", {"text": plain(150)}, {}),
    "rich_text": RICH_TEXT,
    "image": _of(
        "image", {"alt_text": text(2000)}, {"image_url": text(3000), "title": plain(2000), "slack_file": anything}
    ),
    "input": _of(
        "input",
        {"label": plain(2000), "element": typed(AS_INPUT)},
        {"hint": plain(2000), "optional": flag, "dispatch_action": flag},
    ),
}
_MESSAGE_ONLY: dict[str, Check] = {"markdown": _of("markdown", {"text": text(12_000)}, {})}


def check_blocks(blocks: Any, surface: str, place: str = "/blocks") -> list[str]:
    """Return everything Slack would not take in these blocks."""
    kinds = {**_BLOCKS, **_MESSAGE_ONLY} if surface == "message" else _BLOCKS
    found = list(several(typed(kinds), MOST[surface], least=0)(blocks, place))
    if found or not isinstance(blocks, list):
        return found
    found += _twice([block.get("block_id") for block in blocks], "block_id", place)
    for position, block in enumerate(blocks):
        found += _twice([e.get("action_id") for e in elements_of(block)], "action_id", f"{place}/{position}")
    return found


def text_length(blocks: list[dict[str, Any]]) -> int:
    """Count the characters of everything readable in blocks."""
    return sum(len(found["text"]) for found in _text_objects(blocks))


def _text_objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value
        for part in value.values():
            yield from _text_objects(part)
    elif isinstance(value, list):
        for part in value:
            yield from _text_objects(part)


_VIEW = {"private_metadata": text(3000, 0), "callback_id": text(255), "external_id": text(255)}
_MODAL = Shape(
    {"type": one_of("modal"), "title": plain(24), "blocks": anything},
    {
        **_VIEW,
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": flag,
        "notify_on_close": flag,
        "submit_disabled": flag,
    },
)
_HOME = Shape({"type": one_of("home"), "blocks": anything}, _VIEW)


def check_view(view: Any, kind: str) -> list[str]:
    """Return everything Slack would not take in a view of this kind."""
    found = list({"modal": _MODAL, "home": _HOME}[kind](view, "/view"))
    if not isinstance(view, dict) or "blocks" not in view:
        return found
    blocks = view["blocks"]
    found += check_blocks(blocks, kind, "/view/blocks")
    has_inputs = isinstance(blocks, list) and any(isinstance(b, dict) and b.get("type") == "input" for b in blocks)
    if kind == "modal" and has_inputs and not view.get("submit"):
        found.append(at("submit is required when an input block is within blocks", "/view/submit"))
    return found


def elements_of(block: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what can be pressed, chosen or filled in within a block."""
    found = [*block.get("elements", [])] if block.get("type") == "actions" else []
    found += [block[name] for name in ("accessory", "element") if isinstance(block.get(name), dict)]
    return [element for element in found if element.get("type") != "image"]


def with_ids(blocks: list[dict[str, Any]], new_id: Callable[[], str]) -> list[dict[str, Any]]:
    """Return the blocks with an id wherever the app gave none, as they come back from Slack."""
    filled = copy.deepcopy(blocks)
    for block in filled:
        block.setdefault("block_id", new_id())
        for element in elements_of(block):
            element.setdefault("action_id", new_id())
    return filled


def _twice(ids: list[Any], name: str, place: str) -> list[str]:
    given = [value for value in ids if value is not None]
    return [at(f"`{name}` {value} already exists", place) for value in sorted({v for v in given if given.count(v) > 1})]
