"""Where a rehearsal keeps its files."""

from dataclasses import dataclass
from pathlib import Path

from storage.address import Address, at_file


@dataclass(frozen=True, slots=True)
class Home:
    """A folder, and what the event ids of its workspace begin with. `is_scratch`: it is forgotten afterwards."""

    folder: Path
    birth: str = "rehearsal"
    is_scratch: bool = True

    @property
    def database(self) -> Address:
        """Where the core's database is."""
        return at_file(self.folder / "kith.sqlite3", is_scratch=self.is_scratch)
