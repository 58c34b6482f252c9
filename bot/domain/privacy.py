"""What people agree to: the version of the privacy notice, and how little a case holds."""

NOTICE_VERSION = 1
"""Goes up when what is kept, scanned or shown changes; the version somebody agreed to is stored with the time."""
EXCERPT = 240
"""Characters around a signal that a case keeps (safety design, the coordinator's alert)."""
ERASED_TAG = "erased:"
"""Begins the tag of what others are told when somebody has their data deleted; the member's id follows."""
