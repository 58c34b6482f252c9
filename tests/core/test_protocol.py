"""Two processes, any course of things: everything that was planned comes once, in order, the urgent first."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.core import mutants
from tests.core.protocol import machine

EXAMPLES = int(os.environ.get("KITH_COURSES", "12"))
COURSES = settings(
    max_examples=EXAMPLES,
    stateful_step_count=25,
    deadline=None,
    derandomize=EXAMPLES < 100,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.faults
@pytest.mark.fault(2, 3, 4, 5, 8, 28)
def test_any_course_of_things_loses_doubles_and_disorders_nothing(made_file: Path) -> None:
    run_state_machine_as_test(machine(made_file), settings=COURSES)


@pytest.mark.parametrize(
    "take_out", [mutants.no_look, mutants.an_expired_lease_is_a_fresh_start, mutants.no_order, mutants.send_then_mark]
)
def test_without_a_rule_some_course_goes_wrong(
    made_file: Path, monkeypatch: pytest.MonkeyPatch, take_out: mutants.TakeOut
) -> None:
    take_out(monkeypatch)

    with pytest.raises((AssertionError, ExceptionGroup)):
        run_state_machine_as_test(machine(made_file), settings=settings(COURSES, max_examples=200))
