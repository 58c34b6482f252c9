"""What came of a cohort, in figures: counted once, told in chat, as a table, as CSV, JSON, a page or a picture."""

from bot.domain.figures.counting import figures
from bot.domain.figures.diagnosis import Diagnosis, Holiday, diagnose
from bot.domain.figures.drops import Drop, GroupWeek, Share, Weeks, drops
from bot.domain.figures.early import Early, Reason, early_warnings
from bot.domain.figures.facts import CaseFacts, Facts, Modules, Talk
from bot.domain.figures.figure import SESSION_TARGET, Cut, Figure, Measure, by_cut, whole
from bot.domain.figures.tallies import Tallies, Tally, of_whole

__all__ = [
    "SESSION_TARGET",
    "CaseFacts",
    "Cut",
    "Diagnosis",
    "Drop",
    "Early",
    "Facts",
    "Figure",
    "GroupWeek",
    "Holiday",
    "Measure",
    "Modules",
    "Reason",
    "Share",
    "Talk",
    "Tallies",
    "Tally",
    "Weeks",
    "by_cut",
    "diagnose",
    "drops",
    "early_warnings",
    "figures",
    "of_whole",
    "whole",
]
