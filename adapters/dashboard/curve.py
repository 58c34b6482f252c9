"""A small curve of counts, as the points of a line in an SVG that stands in a page. Pure."""

from collections.abc import Sequence

WIDTH, HEIGHT, EDGE = 240, 60, 6


def points(counts: Sequence[int]) -> str:
    """Return where a line through the counts goes, from left to right; the highest touches the upper edge."""
    top, span = max([*counts, 1]), max(len(counts) - 1, 1)
    across, down = WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE
    return " ".join(
        f"{EDGE + across * n / span:.0f},{HEIGHT - EDGE - down * c / top:.0f}" for n, c in enumerate(counts)
    )
