"""Surveys: one of a kind and number, one answer per person; what people said goes with their key, the figures stay."""

from dataclasses import replace

from bot.domain.survey_answers import Answer, AnswerState, Quote
from bot.domain.surveys import Result, Survey, SurveyKind
from storage.engine import SqlStorage
from tests.storage.sample import DAY, L1, L2, NOW

PULSE = Survey("s1", "c1", SurveyKind.PULSE, 1, ("One?", "Two?"), NOW, NOW + 2 * DAY)


async def test_a_survey_is_opened_once_and_its_results_stay(peopled: SqlStorage) -> None:
    closed = replace(PULSE, closed_at=NOW, asked=7, answered=6, raised=1, results=(Result("", 6, (3.5, 4.0)),))
    async with peopled.transaction() as tx:
        assert await tx.surveys.add(PULSE)
        assert not await tx.surveys.add(replace(PULSE, id="s2"))
        assert await tx.surveys.add(replace(PULSE, id="s3", number=2, opened_at=NOW + DAY))
        await tx.surveys.save(closed)

    async with peopled.snapshot() as tx:
        assert await tx.surveys.get("s1") == closed
        assert await tx.surveys.find("nothing") is None
        assert [survey.name for survey in await tx.surveys.in_cohort("c1")] == ["pulse-1", "pulse-2"]


async def test_what_somebody_said_comes_back_and_goes_with_their_key(peopled: SqlStorage) -> None:
    asked = [Answer(f"a{who.id}", "s1", "c1", who.id) for who in (L1, L2)]
    said = replace(asked[0].given(NOW, (5, 1), ("a good group 🙂",)), quote=Quote.NAMED, was_offered=True)
    async with peopled.transaction() as tx:
        await tx.surveys.add(PULSE)
        await tx.surveys.ask(asked)
        await tx.surveys.ask([])
        await tx.surveys.keep(said)
        await tx.surveys.ask([replace(asked[0], id="again")])
        assert await tx.surveys.answer("s1", L1.id) == said
        assert await tx.surveys.answers("s1") == [said, asked[1]]

    async with peopled.transaction() as tx:
        await tx.retention.forget_member(L1.id)

    async with peopled.snapshot() as tx:
        assert await tx.surveys.answer("s1", L1.id) == replace(said, scores=(), words=())
        assert said.state is AnswerState.ANSWERED
