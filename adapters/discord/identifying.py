"""How often the bot may introduce itself to the gateway anew: Discord takes the token away after 1,000 times a day.

A start usually resumes instead. What was used is kept in the storage, so that a crash loop cannot forget it. Pure.
"""

from datetime import datetime, timedelta
from typing import Final

EVERY: Final = timedelta(minutes=10)
"""One more is earned in this time: at most 144 a day, and a supply of 40 for bad hours, is less than 200 a day."""
SUPPLY: Final = 40


def spend(full_at: datetime | None, now: datetime) -> tuple[timedelta, datetime]:
    """Take one from the supply: return how long to wait before it, and when the supply will be full again.

    `full_at` is the second value of the time before, None for the first time ever.
    """
    base = max(full_at or now, now)
    wait = max(base - now - EVERY * (SUPPLY - 1), timedelta())
    return wait, base + EVERY
