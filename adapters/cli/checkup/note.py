"""What a look found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """One thing looked at. With `mend`, the step that mends it, it is a finding."""

    subject: str
    what: str
    mend: str = ""

    @property
    def is_finding(self) -> bool:
        """Whether somebody must do something."""
        return bool(self.mend)
