"""The tests of Discord's double: the real client lives on it, and what Discord refuses it refuses."""
