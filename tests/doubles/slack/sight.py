"""What one person sees in Slack, and nothing else: their conversations, their App Home, the form on top."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.doubles.slack.blocks.surfaces import elements_of
from tests.doubles.slack.messages import Message
from tests.doubles.slack.views import View


@dataclass(frozen=True, slots=True)
class Eyes:
    """How a reader's client shows mrkdwn, and one part of rich text."""

    mrkdwn: Callable[[str], str]
    part: Callable[[dict[str, Any]], str]


@dataclass(frozen=True, slots=True)
class SeenMessage:
    """A message as it reads: `text` is everything readable on it, in order; `said` is its text for notifications."""

    author: str
    text: str
    said: str
    ts: str
    channel_id: str
    buttons: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    only_me: bool = False
    thread: str = ""
    is_edited: bool = False
    pings: frozenset[str] = frozenset()
    unfurls: bool = False
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenForm:
    """The form on top: what its inputs hold, by label, and the sentences in red below them."""

    id: str
    title: str
    submit: str
    inputs: dict[str, Any]
    hints: dict[str, str]
    errors: dict[str, str]
    text: str
    buttons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeenHome:
    """The app's page for this person."""

    text: str
    buttons: tuple[str, ...]
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """Everything before one person's eyes. `channels` by name; `troubles` is what Slack itself said went wrong."""

    channels: dict[str, list[SeenMessage]]
    direct: list[SeenMessage]
    home: SeenHome | None
    form: SeenForm | None
    troubles: list[str] = field(default_factory=list)

    def everything(self) -> list[SeenMessage]:
        """Every message in every conversation."""
        return [message for said in (*self.channels.values(), self.direct) for message in said]


def seen_message(message: Message, author: str, eyes: Eyes) -> SeenMessage:
    """Return a message as somebody reads it."""
    read = readable(message.blocks, eyes) if message.blocks else eyes.mrkdwn(message.text)
    return SeenMessage(
        author=author,
        text=read,
        said=eyes.mrkdwn(message.text),
        ts=message.ts,
        channel_id=message.channel_id,
        buttons=tuple(labels(message.blocks)),
        options=tuple(options(message.blocks)),
        only_me=bool(message.only_for),
        thread=message.thread_ts if message.is_reply else "",
        is_edited=message.edited is not None,
        pings=message.pings,
        unfurls=message.unfurls,
        files=tuple(file["name"] for file in message.files),
    )


def seen_form(view: View, eyes: Eyes) -> SeenForm:
    """Return a form as somebody sees it."""
    inputs, hints, errors = {}, {}, {}
    for block in view.inputs:
        label = block["label"]["text"]
        inputs[label] = entered(view, block)
        if block.get("hint"):
            hints[label] = block["hint"]["text"]
        if block["block_id"] in view.errors:
            errors[label] = view.errors[block["block_id"]]
    content = view.content
    return SeenForm(
        id=view.id,
        title=content["title"]["text"],
        submit=(content.get("submit") or {}).get("text", ""),
        inputs=inputs,
        hints=hints,
        errors=errors,
        text=readable(content["blocks"], eyes),
        buttons=tuple(labels(content["blocks"])),
    )


def seen_home(view: View, eyes: Eyes) -> SeenHome:
    """Return the app's page as somebody sees it."""
    blocks = view.content["blocks"]
    return SeenHome(readable(blocks, eyes), tuple(labels(blocks)), tuple(options(blocks)))


def entered(view: View, block: dict[str, Any]) -> Any:
    """Return what stands in an input: text, or the label of what is chosen."""
    value = view.values.get(block["block_id"], {}).get(block["element"]["action_id"], {})
    match value:
        case {"selected_option": {"text": {"text": label}}}:
            return label
        case {"selected_options": chosen}:
            return [option["text"]["text"] for option in chosen]
    return next((part or "" for key, part in value.items() if key != "type"), "")


def readable(blocks: list[dict[str, Any]], eyes: Eyes) -> str:
    """Return everything in blocks that is there to read, a line for each."""
    return "\n".join(line for block in blocks for line in _lines(block, eyes))


def _lines(block: dict[str, Any], eyes: Eyes) -> Iterator[str]:
    match block["type"]:
        case "section":
            for part in (block.get("text"), *block.get("fields", ())):
                if part is not None:
                    yield _text(part, eyes)
        case "context":
            yield " ".join(_text(part, eyes) for part in block["elements"] if "text" in part)
        case "header":
            yield block["text"]["text"]
        case "image":
            yield block["alt_text"]
        case "markdown":
            yield block["text"]
        case "rich_text":
            for element in block["elements"]:
                yield from _rich(element, eyes)


def _rich(element: dict[str, Any], eyes: Eyes) -> Iterator[str]:
    match element["type"]:
        case "rich_text_list":
            for line in element["elements"]:
                yield "• " + "".join(eyes.part(part) for part in line["elements"])
        case "rich_text_quote":
            yield "> " + "".join(eyes.part(part) for part in element["elements"])
        case _:
            yield "".join(eyes.part(part) for part in element["elements"])


def _text(part: dict[str, Any], eyes: Eyes) -> str:
    written: str = part["text"]
    return eyes.mrkdwn(written) if part["type"] == "mrkdwn" else written


def pressable(blocks: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every element of blocks with its block, inputs left out."""
    for block in blocks:
        if block["type"] != "input":
            yield from ((block, element) for element in elements_of(block))


def labels(blocks: list[dict[str, Any]]) -> Iterator[str]:
    """What stands on the buttons."""
    return (element["text"]["text"] for _, element in pressable(blocks) if element["type"] == "button")


def options(blocks: list[dict[str, Any]]) -> Iterator[str]:
    """What the lists offer."""
    for _, element in pressable(blocks):
        groups = element.get("option_groups") or ()
        for one in [*(element.get("options") or ()), *(o for group in groups for o in group["options"])]:
            yield one["text"]["text"]
