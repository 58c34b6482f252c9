"""A cohort in figures at the desk: what chat's report counts, week by week."""

from dataclasses import dataclass, replace
from datetime import time

from bot.cards import Field
from bot.desk.room import NotThere, for_coordinators
from bot.domain.cohorts import Cohort
from bot.domain.figures import Cut, Facts, Figure, Measure, by_cut, of_whole
from bot.domain.schedule import LocalTime
from bot.domain.trends import Trend, trends
from bot.flows.counting import counted, diagnoses, warned_of, warnings
from bot.flows.figures import FORTNIGHT, for_reader, standing
from bot.turn import Turn
from bot.wording.cohort_report import chart
from bot.wording.figures import Monday, in_figures
from bot.wording.voice import Voice

NAMED = 25
"""People and groups of whom it is read why they are named: more than their lists have room for."""


@dataclass(frozen=True, slots=True)
class Row:
    """A week's row of the table: the figure of each measure in `FiguresPage.measures`, None where there is none."""

    week: str
    shares: tuple[Figure | None, ...]


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """The figures, the same in a table, and in words for who does not see the chart."""

    cohort: Cohort
    figures: tuple[Figure, ...]
    trends: tuple[Row, ...]
    alternative: str
    fields: tuple[Field, ...]
    lines: tuple[Trend, ...] = ()


async def figures_page(turn: Turn) -> FiguresPage:
    """Return what a coordinator may read of the cohort: only cases they may know of are counted."""
    for_coordinators(turn)
    cohort, voice = turn.here, Voice.to(turn.me)
    read, tallies = await counted(turn.tx, cohort, turn.now, for_reader(turn.me), turn.now - FORTNIGHT)
    found = of_whole(read, tallies)
    return FiguresPage(
        cohort,
        found,
        _trends(found),
        chart(voice, found),
        tuple(in_figures(voice, await _monday(turn, read, found))),
        await _lines(turn, read, sum(tallies.learners.values())),
    )


async def _monday(turn: Turn, read: Facts, found: tuple[Figure, ...]) -> Monday:
    """Return what stands in words; of long lists only so many are read as are shown, and the rest is counted."""
    tx, cohort, now = turn.tx, turn.here, turn.now
    week = cohort.week_at(now, turn.me.timezone) - 1
    warned, quiet = await warned_of(tx, cohort, now), await tx.tallies.quiet_groups(cohort.id, week)
    groups = {group.id: group for group in read.groups}
    return replace(
        standing(read, found),
        early=await warnings(tx, cohort, now, warned[:NAMED]),
        quiet=await diagnoses(tx, cohort, now, [groups[one] for one in quiet[:NAMED]], week),
        more_early=max(0, len(warned) - NAMED),
        more_quiet=max(0, len(quiet) - NAMED),
    )


async def _lines(turn: Turn, read: Facts, learners: int) -> tuple[Trend, ...]:
    begins = LocalTime(turn.here.starts_on, time(), turn.here.timezone).moment()
    return trends(read, await turn.tx.participations.writers(turn.here.id, begins), learners)


async def trend_page(turn: Turn, line: str) -> Trend:
    """Return one line; NotThere where there is none of that name, or nothing to say about it."""
    page = await figures_page(turn)
    found = next((trend for trend in page.lines if trend.line == line), None)
    if found is None:
        raise NotThere
    return found


def _trends(counted: tuple[Figure, ...]) -> tuple[Row, ...]:
    columns = [
        {figure.name: figure for figure in by_cut(counted, measure, Cut.WEEK)}
        for measure in (Measure.CHECK_INS, Measure.SESSIONS)
    ]
    weeks = sorted({name for column in columns for name in column}, key=int)
    return tuple(Row(week, tuple(column.get(week) for column in columns)) for week in weeks)
