"""The checks of a message's text, embeds and flags, and what Discord makes of them."""

from dataclasses import dataclass, field
from typing import Any

from tests.doubles.discord import components
from tests.doubles.discord.errors import Refused
from tests.doubles.discord.forms import Form, Path
from tests.doubles.discord.mentions import check_allowed

MOST_CONTENT = 2000
MOST_EMBED_TEXT = 6000
SUPPRESS_EMBEDS, EPHEMERAL, LOADING, SUPPRESS_NOTIFICATIONS, COMPONENTS_V2 = 1 << 2, 1 << 6, 1 << 7, 1 << 12, 1 << 15
FLAGS = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2


@dataclass(frozen=True)
class Content:
    """A message's body as it passed the checks."""

    content: str = ""
    embeds: list[dict[str, Any]] = field(default_factory=list)
    components: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    flags: int = 0
    allowed_mentions: dict[str, Any] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.content or self.embeds or self.components or self.attachments)


def read(body: dict[str, Any], form: Form, files: int = 0, flags: int = FLAGS) -> Content:
    """Check a body's fields and return what they hold; refuses an empty message, and a form with faults."""
    _check_text(body, form)
    read_flags = body.get("flags") or 0
    if read_flags & ~flags:
        form.wrong(("flags",), "BASE_TYPE_CHOICES", "Only flags that a bot may set are allowed here.")
    is_v2 = bool(read_flags & COMPONENTS_V2)
    if is_v2 and (body.get("content") or body.get("embeds")):
        for name in ("content", "embeds"):
            if body.get(name):
                message = f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
                form.wrong((name,), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message)
    rows = body.get("components") or []
    components.check_message(rows, form, is_v2=is_v2)
    check_allowed(body.get("allowed_mentions"), form)
    attachments = _attachments(body, files, form)
    form.done()
    found = Content(
        (body.get("content") or "").strip(),
        [_kept(one) for one in body.get("embeds") or []],
        rows,
        attachments,
        read_flags,
        body.get("allowed_mentions"),
    )
    if found.is_empty:
        raise Refused(400, 50006, "Cannot send an empty message")
    return found


def check_changes(body: dict[str, Any], form: Form, *, is_v2: bool) -> None:
    """Check the fields of an edit, each only where it is given."""
    _check_text(body, form)
    components.check_message(body.get("components") or [], form, is_v2=is_v2)
    check_allowed(body.get("allowed_mentions"), form)
    form.done()


def _check_text(body: dict[str, Any], form: Form) -> None:
    text = body.get("content")
    form.text(("content",), text.strip() if isinstance(text, str) else text, 0, MOST_CONTENT)
    embeds = body.get("embeds") or []
    form.length(("embeds",), embeds, 0, 10)
    for place, embed in enumerate(embeds):
        _check_embed(("embeds", place), embed, form)
    if sum(map(_size, embeds)) > MOST_EMBED_TEXT:
        message = f"Embed size exceeds maximum size of {MOST_EMBED_TEXT}"
        form.wrong(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", message)


def _check_embed(path: Path, embed: dict[str, Any], form: Form) -> None:
    form.text((*path, "title"), embed.get("title"), 0, 256)
    form.text((*path, "description"), embed.get("description"), 0, 4096)
    form.text((*path, "footer", "text"), (embed.get("footer") or {}).get("text"), 0, 2048)
    form.text((*path, "author", "name"), (embed.get("author") or {}).get("name"), 0, 256)
    fields = embed.get("fields") or []
    form.length((*path, "fields"), fields, 0, 25)
    for place, one in enumerate(fields):
        for name, most in (("name", 256), ("value", 1024)):
            here = (*path, "fields", place, name)
            if not str(one.get(name) or "").strip():
                form.missing(here)
            else:
                form.text(here, one[name], 0, most)
    if not _size(embed) and not any(embed.get(name) for name in ("image", "thumbnail", "video", "url")):
        form.missing((*path, "description"))
    if embed.get("url") and not str(embed["url"]).startswith(("http://", "https://")):
        form.wrong((*path, "url"), "URL_TYPE_INVALID_SCHEME", "Scheme must be one of ('http', 'https').")


def _size(embed: dict[str, Any]) -> int:
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    for one in embed.get("fields") or []:
        texts += [one.get("name"), one.get("value")]
    return sum(len(str(text).strip()) for text in texts if text)


def _kept(embed: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in embed.items() if value is not None}
    for name in ("title", "description"):
        if name in kept:
            kept[name] = str(kept[name]).strip()
    if "fields" in kept:
        kept["fields"] = [{"inline": False, **one} for one in kept["fields"]]
    return {**kept, "type": "rich"}


def _attachments(body: dict[str, Any], files: int, form: Form) -> list[dict[str, Any]]:
    listed = body.get("attachments") or []
    form.length(("attachments",), listed, 0, 10)
    for place, one in enumerate(listed):
        number = str(one.get("id", ""))
        if not number.isdigit() or (int(number) >= files and len(number) < 10):
            form.wrong(("attachments", place, "id"), "ATTACHMENT_NOT_FOUND", "This attachment was not uploaded.")
    return listed
