"""Other ways to find the best whole of a table of points: CP-SAT, and the package mentor-match with its own scoring."""

from collections.abc import Sequence
from typing import Any

from matching import process
from matching.mentee import Mentee
from matching.mentor import Mentor as OtherMentor
from matching.rules.rule import Generic
from ortools.sat.python import cp_model

from bot.domain.pairing import Learner, Mentor


def cp_sat(points: Any, capacities: Sequence[int], seconds: float) -> tuple[int, bool]:
    """Return the total that CP-SAT finds in that time on one core, and whether it proved that there is no better."""
    model = cp_model.CpModel()
    rows, columns = points.shape
    chosen = {
        (row, column): model.new_bool_var("") for row in range(rows) for column in range(columns) if points[row, column]
    }
    for row in range(rows):
        model.add_at_most_one(chosen[row, column] for column in range(columns) if (row, column) in chosen)
    for column in range(columns):
        mine = [chosen[row, column] for row in range(rows) if (row, column) in chosen]
        model.add(sum(mine) <= capacities[column])
    model.maximize(sum(int(points[pair]) * one for pair, one in chosen.items()))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = seconds, 1
    status = solver.solve(model)
    return int(solver.objective_value), status == cp_model.OPTIMAL


def mentor_match(learners: Sequence[Learner], mentors: Sequence[Mentor]) -> list[tuple[str, str]]:
    """Return the pairs of mentor-match, told what we know of goals, style, language and stage as rules of its own.

    It gives everybody one: mentors stand there once for each of their places.
    """
    by_id = {one.id: one for one in [*learners, *mentors]}
    mentees = [Mentee(**_row(one.id, one.stage)) for one in learners]
    places = [one for one in mentors for _ in range(one.capacity)]
    others = [OtherMentor(**_row(one.id, one.completed_stage)) for one in places][: max(len(mentees), 1)]

    def worth(points: int, fits: Any) -> Any:
        return Generic(
            {True: points, False: 0}, lambda match: fits(by_id[match.mentee.email], by_id[match.mentor.email])
        )

    rules = [
        worth(25, lambda learner, mentor: bool(learner.goals & mentor.strengths)),
        worth(20, lambda learner, mentor: mentor.completed_stage >= learner.stage),
        worth(15, lambda learner, mentor: learner.style == mentor.style),
        worth(15, lambda learner, mentor: bool(learner.starts & mentor.starts)),
        worth(10, lambda learner, mentor: learner.language == mentor.language),
    ]
    process.process_data(others, mentees, [rules])
    return [(mentee.email, mentee.mentors[0].email) for mentee in mentees if mentee.mentors]


def _row(id: str, grade: int) -> dict[str, str]:
    named = {"first name": id, "last name": id, "role": "r", "organisation": "o", "profession": "p"}
    return {"email": id, "grade": str(grade), **named}
