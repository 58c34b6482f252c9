"""Platforms on this machine, at the wire: what the unmodified client libraries talk to in the tests."""
