"""People in tables: CSV files of learners, mentors and pairs, with every fault's line and column."""

from bot.people_file.reading import read_held, read_learners, read_members, read_mentors

__all__ = ["read_held", "read_learners", "read_members", "read_mentors"]
