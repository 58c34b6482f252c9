"""What people agree to: the version of the privacy notice, and how long things are kept."""

from datetime import timedelta

NOTICE_VERSION = 1
"""Goes up when what is kept, scanned or shown changes; the version somebody agreed to is stored with the time."""
WORDS_KEPT = timedelta(days=30)
"""Check-in texts after the cohort's end, excerpts after their case was closed (architecture, Storage)."""
EXCERPT = 240
"""Characters around a signal that a case keeps (safety design, the coordinator's alert)."""
