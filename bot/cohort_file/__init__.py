"""A cohort file: everything a cohort starts from, read from TOML, checked, and told fault by fault."""

from bot.cohort_file.reading import cohort_from, load_cohort, load_cohorts
from bot.cohort_file.rows import AccountRow, ChannelRow, CohortFile, GroupRow, HubRow, PairingRow, PersonRow, Rates

__all__ = [
    "AccountRow",
    "ChannelRow",
    "CohortFile",
    "GroupRow",
    "HubRow",
    "PairingRow",
    "PersonRow",
    "Rates",
    "cohort_from",
    "load_cohort",
    "load_cohorts",
]
