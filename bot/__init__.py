"""The core of Kith: what happens, what is decided, what is said. No platform, no database, no clock."""
