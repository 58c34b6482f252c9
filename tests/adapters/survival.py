"""What a platform's storm came to, and the table that tells it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Survival:
    """A storm that lost nothing and doubled nothing: how often the process was killed, what passed through it.

    `messages` were put into the outbox, `posts` are the requests it took to deliver them, `said` is what people wrote
    meanwhile, `harms` says what happened to how many requests.
    """

    platform: str
    kills: int
    messages: int
    posts: int
    said: int
    harms: Counter[str]


def table(survivals: Iterable[Survival]) -> str:
    """Write Markdown: a row for each platform, then what happened to its requests."""
    rows = [
        "| Platform | Kills | Messages | Requests for them | Said by people | Lost | Doubled |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    harms = ["| Platform | What happened to a request | Times |", "|---|---|--:|"]
    for one in survivals:
        rows.append(f"| {one.platform} | {one.kills} | {one.messages} | {one.posts} | {one.said} | 0 | 0 |")
        harms += (f"| {one.platform} | {what} | {times} |" for what, times in sorted(one.harms.items()))
    return "\n".join([*rows, "", *harms])
