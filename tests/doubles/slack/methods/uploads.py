"""files.*: asking for a place, and sharing what was put there. The bytes go to the address in between."""

from tests.doubles.slack.errors import SlackError, invalid_arguments
from tests.doubles.slack.files import File
from tests.doubles.slack.messages import Message
from tests.doubles.slack.methods.registry import Answer, Call, method

MOST_BYTES = 1_000_000_000


@method("files.getUploadURLExternal", "files:write", tier=4)
async def place(call: Call) -> Answer:
    """Return an address to which so many bytes may be sent, once."""
    length = call.arguments.number("length", 0)
    if length <= 0:
        raise invalid_arguments("must be greater than 0 [json-pointer:/length]")
    if length > MOST_BYTES:
        raise SlackError("file_upload_size_restricted")
    name, ticket = call.arguments.needed("filename"), call.slack.ids.secret()
    words = call.arguments.text("alt_txt") if call.arguments.has("alt_txt") else ""
    file = File(call.slack.ids.new("F"), ticket, name, length, call.bot.id, alternative=words)
    call.team.files.add(file)
    return {"upload_url": f"{call.slack.root}/upload/v1/{ticket}", "file_id": file.id}


@method("files.completeUploadExternal", "files:write", tier=4)
async def share(call: Call) -> Answer:
    """Share uploaded files, in a channel if one is named."""
    given = call.arguments.parsed("files", "invalid_arguments")
    if not isinstance(given, list) or not given:
        raise invalid_arguments("missing required field: files")
    files = [_uploaded(call, entry) for entry in given]
    for file, entry in zip(files, given, strict=True):
        file.title = str(entry.get("title", file.name))
    if call.arguments.has("channel_id"):
        _post(call, files)
    for file in files:
        file.is_complete = True
    return {"files": [file.described() for file in files]}


def _uploaded(call: Call, entry: object) -> File:
    file = call.team.files.find(str(entry.get("id"))) if isinstance(entry, dict) else None
    if file is None or file.content is None or file.is_complete:
        raise SlackError("file_not_found")
    return file


def _post(call: Call, files: list[File]) -> None:
    channel = call.own_channel("channel_id")
    if channel.is_archived:
        raise SlackError("posting_to_channel_denied")
    thread = call.arguments.text("thread_ts")
    message = Message(
        ts=call.slack.timestamps.new(call.now),
        channel_id=channel.id,
        user_id=call.bot.id,
        text=call.arguments.text("initial_comment"),
        team_id=call.team.id,
        bot_id=call.bot.bot_id,
        app_id=call.installation.app.id,
        subtype="file_share",
        thread_ts=thread,
        files=[file.described() for file in files],
    )
    for file in files:
        file.channels.append(channel.id)
    call.team.messages.add(message)
    call.slack.events.said(channel, message)
