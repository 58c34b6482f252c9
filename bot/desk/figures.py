"""A cohort in figures at the desk: what chat's report counts, week by week."""

from dataclasses import dataclass

from bot.cards import Field
from bot.desk.room import for_coordinators
from bot.domain.cohorts import Cohort
from bot.domain.figures import Cut, Figure, Measure, by_cut, figures
from bot.flows.figures import facts, for_reader, monday
from bot.turn import Turn
from bot.wording.cohort_report import chart
from bot.wording.figures import in_figures
from bot.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class Trend:
    """A week's row of the table: the figure of each measure in `FiguresPage.measures`, None where there is none."""

    week: str
    shares: tuple[Figure | None, ...]


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """The figures, the same in a table, and in words for who does not see the chart."""

    cohort: Cohort
    figures: tuple[Figure, ...]
    trends: tuple[Trend, ...]
    alternative: str
    fields: tuple[Field, ...]


async def figures_page(turn: Turn) -> FiguresPage:
    """Return what a coordinator may read of the cohort: only cases they may know of are counted."""
    for_coordinators(turn)
    cohort, voice = turn.here, Voice.to(turn.me)
    read = await facts(turn.tx, cohort, turn.now, for_reader(turn.me))
    counted = figures(read)
    week = cohort.week_at(turn.now, turn.me.timezone)
    return FiguresPage(
        cohort, counted, _trends(counted), chart(voice, counted), tuple(in_figures(voice, monday(read, week)))
    )


def _trends(counted: tuple[Figure, ...]) -> tuple[Trend, ...]:
    columns = [
        {figure.name: figure for figure in by_cut(counted, measure, Cut.WEEK)}
        for measure in (Measure.CHECK_INS, Measure.SESSIONS)
    ]
    weeks = sorted({name for column in columns for name in column}, key=int)
    return tuple(Trend(week, tuple(column.get(week) for column in columns)) for week in weeks)
