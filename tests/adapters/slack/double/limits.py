"""Block Kit's limits: for each something just inside, something just outside, and what Slack says of it."""

from typing import Any

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def section(**more: Any) -> Block:
    return {"type": "section", **more}


def button(text: str = "Go", **more: Any) -> Block:
    return {"type": "button", "text": plain(text), **more}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def select(count: int, **more: Any) -> Block:
    options = [{"text": plain(f"o{number}"), "value": f"v{number}"} for number in range(count)]
    return {"type": "static_select", "action_id": "s", "options": options, **more}


def choice(label: str, value: str) -> Block:
    return {"type": "static_select", "options": [{"text": plain(label), "value": value}]}


def typed(label: str = "Name", **more: Any) -> Block:
    return {"type": "input", "label": plain(label), "element": {"type": "plain_text_input", **more}}


def rich(*parts: Block) -> Block:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(parts)}]}


CONFIRM = {name: plain("x") for name in ("title", "text", "confirm", "deny")}
LIMITS: list[tuple[str, Block, Block, str]] = [
    (
        "a section's text",
        section(text=mrkdwn("x" * 3000)),
        section(text=mrkdwn("x" * 3001)),
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        "an empty text",
        section(text=mrkdwn("x")),
        section(text=mrkdwn("")),
        "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        "a field's text",
        section(fields=[plain("x" * 2000)]),
        section(fields=[plain("x" * 2001)]),
        "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
    ),
    (
        "fields",
        section(fields=[plain("x")] * 10),
        section(fields=[plain("x")] * 11),
        "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
    ),
    (
        "a header",
        {"type": "header", "text": plain("x" * 150)},
        {"type": "header", "text": plain("x" * 151)},
        "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        "a header's markup",
        {"type": "header", "text": plain("x")},
        {"type": "header", "text": mrkdwn("x")},
        "must be a valid enum value (plain_text) [json-pointer:/blocks/0/text/type]",
    ),
    (
        "elements in a row",
        actions(*(button(action_id=str(number)) for number in range(25))),
        actions(*(button(action_id=str(number)) for number in range(26))),
        "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        "an empty row",
        actions(button()),
        actions(),
        "no less than 1 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        "a button's text",
        actions(button("x" * 75)),
        actions(button("x" * 76)),
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ),
    (
        "a button's value",
        actions(button(value="x" * 2000)),
        actions(button(value="x" * 2001)),
        "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
    ),
    (
        "an action id",
        actions(button(action_id="x" * 255)),
        actions(button(action_id="x" * 256)),
        "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]",
    ),
    (
        "a block id",
        section(text=plain("x"), block_id="x" * 255),
        section(text=plain("x"), block_id="x" * 256),
        "must be less than 256 characters [json-pointer:/blocks/0/block_id]",
    ),
    (
        "a style",
        actions(button(style="danger")),
        actions(button(style="default")),
        "must be a valid enum value (primary, danger) [json-pointer:/blocks/0/elements/0/style]",
    ),
    (
        "a list's options",
        actions(select(100)),
        actions(select(101)),
        "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        "an option's text",
        actions(choice("x" * 75, "v")),
        actions(choice("x" * 76, "v")),
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]",
    ),
    (
        "an option's value",
        actions(choice("x", "v" * 150)),
        actions(choice("x", "v" * 151)),
        "must be less than 151 characters [json-pointer:/blocks/0/elements/0/options/0/value]",
    ),
    (
        "a placeholder",
        actions(select(1, placeholder=plain("x" * 150))),
        actions(select(1, placeholder=plain("x" * 151))),
        "must be less than 151 characters [json-pointer:/blocks/0/elements/0/placeholder/text]",
    ),
    (
        "what a list starts with",
        actions(select(1, initial_option={"text": plain("o0"), "value": "v0"})),
        actions(select(1, initial_option={"text": plain("o1"), "value": "v1"})),
        "initial option must be one of the options [json-pointer:/blocks/0/elements/0]",
    ),
    (
        "a list without options",
        actions(select(1)),
        actions({"type": "static_select"}),
        "exactly one of options and option_groups is needed [json-pointer:/blocks/0/elements/0]",
    ),
    (
        "context elements",
        {"type": "context", "elements": [plain("x")] * 10},
        {"type": "context", "elements": [plain("x")] * 11},
        "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        "an input's label",
        typed("x" * 2000),
        typed("x" * 2001),
        "must be less than 2001 characters [json-pointer:/blocks/0/label/text]",
    ),
    (
        "what an input starts with",
        typed(initial_value="x" * 3000),
        typed(initial_value="x" * 3001),
        "must be less than 3001 characters [json-pointer:/blocks/0/element/initial_value]",
    ),
    (
        "what an input allows",
        typed(max_length=3000),
        typed(max_length=3001),
        "must be between 1 and 3000 [json-pointer:/blocks/0/element/max_length]",
    ),
    (
        "an input that starts longer than it allows",
        typed(max_length=2, initial_value="xx"),
        typed(max_length=2, initial_value="xxx"),
        "must be less than 3 characters [json-pointer:/blocks/0/element/initial_value]",
    ),
    (
        "a kind of element in its place",
        actions(button()),
        actions({"type": "plain_text_input"}),
        "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]",
    ),
    (
        "a property nobody knows",
        actions(button()),
        actions(button(colour="red")),
        "invalid additional property: colour [json-pointer:/blocks/0/elements/0]",
    ),
    (
        "a day",
        actions({"type": "datepicker", "initial_date": "2026-03-02"}),
        actions({"type": "datepicker", "initial_date": "2 March"}),
        "must be like 2026-03-02 [json-pointer:/blocks/0/elements/0/initial_date]",
    ),
    (
        "an address",
        actions(button(url="https://example.org")),
        actions(button(url="javascript:alert(1)")),
        "must be a valid URL [json-pointer:/blocks/0/elements/0/url]",
    ),
    (
        "radio buttons",
        actions({"type": "radio_buttons", "options": select(10)["options"]}),
        actions({"type": "radio_buttons", "options": select(11)["options"]}),
        "no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        "an overflow menu",
        actions({"type": "overflow", "options": select(5)["options"]}),
        actions({"type": "overflow", "options": select(6)["options"]}),
        "no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        "rich text",
        rich({"type": "text", "text": "x", "style": {"bold": True}}),
        rich({"type": "text", "text": "x", "style": {"loud": True}}),
        "invalid additional property: loud [json-pointer:/blocks/0/elements/0/elements/0/style]",
    ),
    (
        "an empty stretch of rich text",
        rich({"type": "text", "text": "x"}),
        rich({"type": "text", "text": ""}),
        "must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]",
    ),
    (
        "a moment in rich text",
        rich({"type": "date", "timestamp": 1772442000, "format": "{date}", "fallback": "2 March"}),
        rich({"type": "date", "timestamp": "1772442000", "format": "{date}", "fallback": "2 March"}),
        "must be an integer [json-pointer:/blocks/0/elements/0/elements/0/timestamp]",
    ),
    (
        "a confirmation",
        actions(button(confirm=CONFIRM)),
        actions(button(confirm={**CONFIRM, "deny": plain("x" * 31)})),
        "must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/deny/text]",
    ),
]
