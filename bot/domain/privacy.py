"""What people agree to: the version of the privacy notice, and how little a case holds."""

NOTICE_VERSION = 1
"""Goes up when what is kept, scanned or shown changes; the version somebody agreed to is stored with the time."""
EXCERPT = 240
"""Characters around a signal that a case keeps (safety design, the coordinator's alert)."""
