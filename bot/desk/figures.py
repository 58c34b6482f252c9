"""A cohort in figures at the desk: what chat's report counts, week by week."""

from dataclasses import dataclass, replace
from datetime import time

from bot.cards import Field
from bot.desk.room import NotThere, for_coordinators
from bot.domain.cohorts import Cohort
from bot.domain.figures import Cut, Facts, Figure, Measure, by_cut, figures
from bot.domain.schedule import LocalTime
from bot.domain.trends import Trend, trends
from bot.flows.figures import facts, for_reader, monday
from bot.turn import Turn
from bot.wording.cohort_report import chart
from bot.wording.figures import in_figures
from bot.wording.voice import Voice


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
    read = await facts(turn.tx, cohort, turn.now, for_reader(turn.me))
    counted = figures(read)
    week = cohort.week_at(turn.now, turn.me.timezone)
    return FiguresPage(
        cohort,
        counted,
        _trends(counted),
        chart(voice, counted),
        tuple(in_figures(voice, replace(monday(read, week), quiet=()))),  # they have a page of their own
        await _lines(turn, read),
    )


async def _lines(turn: Turn, read: Facts) -> tuple[Trend, ...]:
    begins = LocalTime(turn.here.starts_on, time(), turn.here.timezone).moment()
    return trends(read, await turn.tx.participations.writers(turn.here.id, begins))


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
