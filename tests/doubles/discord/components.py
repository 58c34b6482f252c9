"""Buttons, selects, texts and forms below and in messages: their tree, and Discord's checks of it."""

from collections.abc import Iterator
from enum import IntEnum
from itertools import count
from typing import Any

from tests.doubles.discord.forms import Form, Path

Component = dict[str, Any]
MOST_ROWS = 5
MOST_COMPONENTS = 40
MOST_TEXT = 4000


class Type(IntEnum):
    """Discord's numbers for the kinds of component."""

    ROW = 1
    BUTTON = 2
    SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT = 10
    THUMBNAIL = 11
    GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    UPLOAD = 19
    RADIO = 21
    CHECKBOXES = 22
    CHECKBOX = 23


SELECTS = (Type.SELECT, Type.USER_SELECT, Type.ROLE_SELECT, Type.MENTIONABLE_SELECT, Type.CHANNEL_SELECT)
IN_A_CONTAINER = (Type.ROW, Type.SECTION, Type.TEXT, Type.GALLERY, Type.FILE, Type.SEPARATOR)
LINK, PREMIUM = 5, 6

# What Discord fills in where a bot left it out.
FILLED_IN: dict[int, Component] = {
    **{kind: {"min_values": 1, "max_values": 1} for kind in SELECTS},
    Type.SEPARATOR: {"spacing": 1, "divider": True},
    Type.CONTAINER: {"accent_color": None, "spoiler": False},
    Type.THUMBNAIL: {"description": None, "spoiler": False},
}


def walk(components: list[Component], path: Path = ("components",)) -> Iterator[tuple[Path, Component]]:
    """Yield every component of a tree with its place, parents first."""
    for place, component in enumerate(components):
        here = (*path, place)
        yield here, component
        yield from walk(component.get("components") or [], (*here, "components"))
        for single in ("accessory", "component"):
            if isinstance(component.get(single), dict):
                yield (*here, single), component[single]


def texts_of(components: list[Component]) -> list[str]:
    """Return the texts that text displays show."""
    return [component["content"] for _, component in walk(components) if component.get("type") == Type.TEXT]


def with_ids(components: list[Component]) -> list[Component]:
    """Return the tree as Discord keeps it: every component numbered, empty fields left out."""
    taken = {component.get("id") for _, component in walk(components)}
    free = (number for number in count(1) if number not in taken)

    def kept(component: Component) -> Component:
        tidy = {key: value for key, value in component.items() if value is not None}
        tidy["id"] = component.get("id") or next(free)
        tidy = {**FILLED_IN.get(component["type"], {}), **tidy}
        for single in ("accessory", "component"):
            if single in tidy:
                tidy[single] = kept(tidy[single])
        if "components" in tidy:
            tidy["components"] = [kept(child) for child in tidy["components"]]
        return tidy

    return [kept(component) for component in components]


def check_message(components: list[Component], form: Form, *, is_v2: bool) -> None:
    """Check the components of a message; the newer kinds need the flag for them."""
    if not is_v2:
        form.length(("components",), components, 0, MOST_ROWS)
    for place, component in enumerate(components):
        allowed = (*IN_A_CONTAINER, Type.CONTAINER) if is_v2 else (Type.ROW,)
        form.choice(("components", place, "type"), component.get("type"), tuple(map(int, allowed)))
    every = list(walk(components))
    if len(every) > MOST_COMPONENTS:
        message = f"The number of components must be {MOST_COMPONENTS} or fewer."
        form.wrong(("components",), "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", message)
    if sum(len(text) for text in texts_of(components)) > MOST_TEXT:
        message = f"The total displayable text must be {MOST_TEXT} or fewer in length."
        form.wrong(("components",), "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message)
    for path, component in every:
        _check(path, component, form)
    _check_ids(every, form)


def check_ids(components: list[Component], form: Form) -> None:
    """Check that no custom id comes twice."""
    _check_ids(list(walk(components)), form)


def _check_ids(every: list[tuple[Path, Component]], form: Form) -> None:
    named = [((*path, "custom_id"), one["custom_id"]) for path, one in every if one.get("custom_id")]
    form.unique(named, "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")


def _check(path: Path, component: Component, form: Form) -> None:
    match component.get("type"):
        case Type.ROW:
            _check_row(path, component, form)
        case Type.BUTTON:
            _check_button(path, component, form)
        case Type.SELECT:
            check_select(path, component, form)
            check_options(path, component.get("options"), form)
        case kind if kind in SELECTS:
            check_select(path, component, form)
        case Type.TEXT:
            form.text((*path, "content"), component.get("content"), 1, MOST_TEXT)
        case Type.SECTION:
            form.length((*path, "components"), component.get("components") or [], 1, 3)
            if not component.get("accessory"):
                form.missing((*path, "accessory"))
        case Type.CONTAINER:
            for place, child in enumerate(component.get("components") or []):
                form.choice((*path, "components", place, "type"), child.get("type"), tuple(map(int, IN_A_CONTAINER)))


def _check_row(path: Path, row: Component, form: Form) -> None:
    children = row.get("components") or []
    form.length((*path, "components"), children, 1, 5)
    kinds = [child.get("type") for child in children]
    for place, kind in enumerate(kinds):
        form.choice((*path, "components", place, "type"), kind, tuple(map(int, (Type.BUTTON, *SELECTS))))
    if len(kinds) > 1 and any(kind in SELECTS for kind in kinds):
        form.wrong(
            (*path, "components"),
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
            "The specified component exceeds the maximum width",
        )


def _check_button(path: Path, button: Component, form: Form) -> None:
    style = button.get("style")
    form.choice((*path, "style"), style, (1, 2, 3, 4, 5, 6))
    form.text((*path, "label"), button.get("label"), 0, 80)
    if not (button.get("label") or button.get("emoji") or style == PREMIUM):
        form.wrong((*path,), "BUTTON_COMPONENT_MUST_HAVE_LABEL_OR_EMOJI", "A button must have a label or an emoji")
    _check_emoji(path, button, form)
    if style == LINK:
        form.text((*path, "url"), button.get("url"), 1, 512)
        if button.get("url") and not str(button["url"]).startswith(("http://", "https://", "discord://")):
            message = "Scheme must be one of ('http', 'https', 'discord')."
            form.wrong((*path, "url"), "URL_TYPE_INVALID_SCHEME", message)
        if button.get("custom_id"):
            form.wrong(
                path,
                "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
                "A custom id and url cannot both be specified",
            )
    elif style != PREMIUM:
        form.text((*path, "custom_id"), button.get("custom_id"), 1, 100)
        if button.get("url"):
            form.wrong(path, "BUTTON_COMPONENT_INVALID_URL", "Only a link button can have a url")


def _check_emoji(path: Path, component: Component, form: Form) -> None:
    emoji = component.get("emoji") or {}
    if emoji and not emoji.get("id") and str(emoji.get("name") or "").isascii():
        form.wrong((*path, "emoji", "name"), "COMPONENT_INVALID_EMOJI", "Invalid emoji")


def check_select(path: Path, select: Component, form: Form) -> None:
    """Check what all selects have."""
    form.text((*path, "custom_id"), select.get("custom_id"), 1, 100)
    form.text((*path, "placeholder"), select.get("placeholder"), 0, 150)
    least, most = select.get("min_values"), select.get("max_values")
    least, most = 1 if least is None else least, 1 if most is None else most
    if not 0 <= least <= 25:
        form.wrong((*path, "min_values"), "NUMBER_TYPE_MAX", "int value should be between 0 and 25.")
    if not 1 <= most <= 25 or most < least:
        form.wrong(
            (*path, "max_values"),
            "NUMBER_TYPE_MAX",
            "int value should be between 1 and 25, and no less than min_values.",
        )


def check_options(path: Path, options: list[Component] | None, form: Form) -> None:
    """Check the options of a select."""
    if options is None:
        form.missing((*path, "options"))
        return
    form.length((*path, "options"), options, 1, 25)
    for place, option in enumerate(options):
        here = (*path, "options", place)
        form.text((*here, "label"), option.get("label"), 1, 100)
        form.text((*here, "value"), option.get("value"), 1, 100)
        form.text((*here, "description"), option.get("description"), 0, 100)
        _check_emoji(here, option, form)
    values = [((*path, "options", place, "value"), option.get("value")) for place, option in enumerate(options)]
    form.unique(values, "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used")
