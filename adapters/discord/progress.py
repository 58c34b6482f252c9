"""How far something was handled, not merely heard: what must be heard again begins after that."""


class Progress:
    """Numbers that grow: the gateway's sequence, or ids of messages. What is heard is handled side by side, so it ends
    in any order.
    """

    def __init__(self, seq: int = 0) -> None:
        self._heard = seq
        self._open: set[int] = set()

    def heard(self, seq: int) -> None:
        """Note the newest number."""
        self._heard = max(self._heard, seq)

    def begin(self, seq: int) -> None:
        """Note that something with this number is being handled."""
        self._open.add(seq)

    def end(self, seq: int) -> None:
        """Note that it is done."""
        self._open.discard(seq)

    @property
    def handled(self) -> int:
        """The number up to which nothing is missing."""
        return min(self._open) - 1 if self._open else self._heard
