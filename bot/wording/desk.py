"""The way to the desk in the browser, and what is said at its door."""

from bot.cards import Card
from bot.wording.voice import Voice


def link(voice: Voice, address: str) -> Card:
    """A link for one person, once."""
    return Card(
        voice.say(
            "[Open the desk]({address})\n\nThe link is yours alone: it works once, for ten minutes. Please don't pass "
            "it on; whoever opens it sees what you may see.",
            address=address,
        ),
        kind="desk.link",
        title=voice.say("The desk"),
        why=voice.say("You asked for it."),
    )


def not_served(voice: Voice) -> Card:
    """Where nobody has turned the desk on."""
    return Card(
        voice.say(
            "The desk isn't turned on here. Whoever runs me turns it on under `[dashboard]` in the configuration. "
            "Until then `/coord report` and `/mentor week` show the same week in chat."
        ),
        kind="desk.none",
    )


def stale_link() -> str:
    """A link that was used, is too old, or was never ours."""
    return "This link was used, or ten minutes have passed. Write /coord desk or /mentor desk in chat for a new one."


def not_in() -> str:
    """Somebody without a visit, or whose visit is over."""
    return "You are not signed in, or it was a while ago. Write /coord desk or /mentor desk in chat for a link."


def not_there() -> str:
    """Something that is not there, or not for this reader."""
    return "This page is not there, or it is not yours to see. The menu leads to everything that is."


def stale_page() -> str:
    """A form that was not given out on this visit."""
    return "This page is out of date, and nothing was changed. Please go back, reload it and try again."


def too_fast() -> str:
    """More requests than a person makes."""
    return "That was a lot at once. Please wait a minute, then go on."


def too_big() -> str:
    """A request no form of ours makes."""
    return "That is more than this page takes. Nothing was changed."


def done_before() -> str:
    """The same form sent twice."""
    return "That was done already, so nothing was changed a second time."


def left() -> str:
    """After signing out."""
    return "You are signed out. Write /coord desk or /mentor desk in chat whenever you want to come back."


def failed(reference: str) -> str:
    """Something went wrong on our side."""
    return (
        "Something went wrong on my side, and nothing was changed. Please try again in a minute. "
        f"(Reference for whoever runs me: {reference})"
    )
