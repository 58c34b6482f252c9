"""What a platform's storm came to, and the table that tells it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Survival:
    """How often a process was killed, and what passed through it.

    `sent` was put into the outbox and `seen` by people, by recipient; `posts` are the requests it took, `said` is how
    often people wrote meanwhile, `harms` says what happened to how many requests.
    """

    platform: str
    kills: int
    sent: Mapping[str, list[str]]
    seen: Mapping[str, list[str]]
    posts: int
    said: int
    harms: Counter[str]

    @property
    def lost(self) -> int:
        """How many messages nobody sees."""
        return (_counted(self.sent) - _counted(self.seen)).total()

    @property
    def doubled(self) -> int:
        """How many are there once too often."""
        return (_counted(self.seen) - _counted(self.sent)).total()


def together(parts: Sequence[Survival]) -> Survival:
    """Add up what became of several bots on one platform; each has people and rooms of its own."""
    return Survival(
        parts[0].platform,
        sum(part.kills for part in parts),
        {f"{to} {number}": texts for number, part in enumerate(parts) for to, texts in part.sent.items()},
        {f"{to} {number}": texts for number, part in enumerate(parts) for to, texts in part.seen.items()},
        sum(part.posts for part in parts),
        sum(part.said for part in parts),
        sum((part.harms for part in parts), Counter()),
    )


def _counted(texts: Mapping[str, list[str]]) -> Counter[tuple[str, str]]:
    return Counter((to, text) for to, each in texts.items() for text in each)


def table(survivals: Iterable[Survival]) -> str:
    """Write Markdown: a row for each platform, then what happened to its requests."""
    rows = [
        "| Platform | Kills | Messages | Requests for them | Said by people | Lost | Doubled |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    harms = ["| Platform | What happened to a request | Times |", "|---|---|--:|"]
    for one in survivals:
        messages = _counted(one.sent).total()
        outcome = f"{one.posts} | {one.said} | {one.lost} | {one.doubled}"
        rows.append(f"| {one.platform} | {one.kills} | {messages} | {outcome} |")
        harms += (f"| {one.platform} | {what} | {times} |" for what, times in sorted(one.harms.items()))
    return "\n".join([*rows, "", *harms])
