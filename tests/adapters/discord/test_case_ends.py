"""A case is handed over to somebody outside and opened again in Discord's app."""

from bot.domain.cases import CaseState
from tests.adapters.discord.office import Office
from tests.adapters.discord.test_alerts import WORRYING, office_cases


async def test_a_case_is_handed_over_by_its_form_and_opened_again_by_its_button(office: Office) -> None:
    cora = office.people["C1"]
    await office.people["L1"].says(office.people["L1"].chat, WORRYING)
    await office.settled()
    [case] = await office_cases(office)
    await cora.runs("/coord case ack", ref=case.ref)

    await cora.presses(office.sees("C1", "g1")[-1], "Close case")
    form = cora.sees().modal
    assert form is not None
    reason, note = form.labels
    await cora.submits(form, {reason: "Handed over to the emergency service", note: "Called 112."})
    await office.settled()
    assert "it says who looks after it now" in office.sees("C1", "g1")[-1]
    [case] = await office_cases(office)
    assert case.state is CaseState.HANDED_OVER

    await office.people["C2"].runs("/coord case show", ref=case.ref)
    await office.people["C2"].presses(office.sees("C2", "g1")[-1], "Open it again")
    form = office.people["C2"].sees().modal
    assert form is not None
    await office.people["C2"].submits(form, {form.labels[0]: "Their sister called."})
    await office.settled()

    assert office.sees("C2", "g1")[-1].buttons == ["I have it"]
    [case] = await office_cases(office)
    assert (case.state, case.owner_id) == (CaseState.OPEN, "")


async def test_the_commands_are_there_for_coordinators_and_say_what_is_missing(office: Office) -> None:
    await office.people["L1"].says(office.people["L1"].chat, WORRYING)
    await office.settled()
    [case] = await office_cases(office)
    cora = office.people["C1"]

    await cora.runs("/coord case handover", ref=case.ref, to="safeguarding")
    assert "Take it first" in office.sees("C1", "g1")[-1]
    await cora.runs("/coord case ack", ref=case.ref)
    await cora.runs("/coord case handover", ref=case.ref, to="safeguarding")
    assert "a short note belongs to it" in office.sees("C1", "g1")[-1]
    await cora.runs("/coord case handover", ref=case.ref, to="safeguarding", text="They have it.")
    await cora.runs("/coord case reopen", ref=case.ref)
    await cora.runs("/coord case reopen", ref=case.ref)

    assert "is open already" in office.sees("C1", "g1")[-1]
