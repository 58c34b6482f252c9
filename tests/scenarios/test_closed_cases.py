"""Buttons never expire: pressed when a case is long closed, or twice, they change nothing and say how it stands."""

import pytest

from bot.cards import Action, Card
from bot.domain.cases import CaseState
from bot.events import ActionChosen, Event, FormSubmitted, Place
from tests.scenarios.test_safety import SENTENCE, cases
from tests.world import World

PRESSES = ("case.acknowledge", "case.false_alarm", "case.note", "case.close", "case.pass_on")
FORMS = {
    "case.noted": {"note": "late"},
    "case.closed": {"reason": "supported", "note": "late"},
    "case.offered": {"offer": "talk", "by": "tomorrow"},
    "case.measured": {"step": "word"},
}


@pytest.mark.parametrize("name", [*PRESSES, *FORMS, "case.passed_on"])
async def test_after_a_case_is_closed_no_button_and_no_form_of_it_changes_anything(world: World, name: str) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.presses("C1", "I have it", at="Wed 3 Mar 12:05")
        (case,) = await cases(cohort)
        await cohort.commands("C1", f"/coord case close {case.ref} supported wrote and spoke with them")
        before = await cases(cohort)
        now, by = cohort.play.clock.now(), cohort.account("C2")
        direct, action = Place("local", "demo", "dm:C2", is_direct=True), Action(name, case.id)
        values = FORMS.get(name, {"to": (await cohort.member("C1")).id})
        late: Event = (
            ActionChosen("late", now, by, direct, action)
            if name in PRESSES
            else FormSubmitted("late", now, by, direct, action, values)
        )

        (answer,) = [reply.answer for reply in await cohort.play.house.app.handle(late)]

        assert isinstance(answer, Card)
        assert answer.kind == "case.is_closed"
        assert await cases(cohort) == before
        assert before[0].state is CaseState.RESOLVED
