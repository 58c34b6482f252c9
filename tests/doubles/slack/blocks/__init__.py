"""Block Kit as Slack checks it: every limit, with the place where something is too long or missing."""

from tests.doubles.slack.blocks.surfaces import check_blocks, check_view, with_ids

__all__ = ["check_blocks", "check_view", "with_ids"]
