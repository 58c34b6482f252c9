"""People for groups, drawn at random: few words and hours, so that ties, wishes and lonely people happen."""

import random

from bot.domain.grouping import Member

WORDS = ("writing", "charts", "planning", "speaking")


def cohort(count: int, seed: int, *, avoiding: float = 0.3, hours: int = 12) -> list[Member]:
    """Draw people P000, P001, …"""
    draw = random.Random(seed)
    return [_one(number, count, draw, avoiding, hours) for number in range(count)]


def _one(number: int, count: int, draw: random.Random, avoiding: float, hours: int) -> Member:
    first = draw.randrange(hours)
    told = frozenset(range(first, first + draw.randint(2, 8))) | frozenset({draw.randrange(hours) + 100})
    return Member(
        f"P{number:03}",
        draw.randint(0, 5),
        frozenset(draw.sample(WORDS, draw.randint(0, 2))),
        draw.choice(("en", "en", "pt", "")),
        frozenset({draw.choice(("parents", "career changers"))}) if draw.random() < 0.3 else frozenset(),
        told if draw.random() < 0.8 else frozenset(),
        frozenset({f"P{draw.randrange(count):03}"}) if draw.random() < avoiding else frozenset(),
    )
