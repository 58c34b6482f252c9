"""A case is handed over to somebody outside and opened again in Slack's app."""

from bot.domain.cases import Case, CaseState
from tests.adapters.slack.office import Office
from tests.adapters.slack.test_alerts import WORRYING
from tests.adapters.slack.test_interactions import form


async def the_case(office: Office) -> Case:
    async with office.house.storage.snapshot() as tx:
        [cohort] = await tx.cohorts.all()
        [case] = await tx.cases.in_cohort(cohort.id)
    return case


async def test_a_case_is_handed_over_by_its_form_and_opened_again_by_its_button(office: Office) -> None:
    cora, other = office.people["C1"], office.people["C2"]
    await office.people["L1"].says(office.people["L1"].direct, WORRYING)
    await office.settled()
    case = await the_case(office)
    await cora.runs(f"/coord case ack {case.ref}")

    await cora.presses(office.last("C1"), "Close case")
    reason, note = form(office, "C1").inputs
    await cora.submits({reason: "Handed over to a safeguarding authority", note: "They have it."})
    await office.settled()
    assert "it says who looks after it now" in form(office, "C1").text
    assert (await the_case(office)).state is CaseState.HANDED_OVER

    await other.runs(f"/coord case show {case.ref}")
    await other.presses(office.last("C2"), "Open it again")
    [why] = form(office, "C2").inputs
    await other.submits({why: "It is not over."})
    await office.settled()

    case = await the_case(office)
    assert (case.state, case.owner_id) == (CaseState.OPEN, "")
