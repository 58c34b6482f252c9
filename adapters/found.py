"""What a look at a platform tells its operator."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """One thing looked at; with `mend`, what somebody has to do about it."""

    what: str
    mend: str = ""
