"""What peers do for each other: reviews, problems, kudos, hosting."""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.plan import ReviewRound
from bot.domain.reviews import Review
from bot.wording import reviews
from bot.wording.reviews import Reading
from tests.golden.case import Case, case
from tests.golden.sample import DAY, NOW, VOICE, group, learner, mentor
from tests.golden.typed import Typed


def review() -> Review:
    """One to be written about the learner's work."""
    return Review("rev1", "spring", "id-g1", 1, "id-L05", "id-L04", DAY)


def of_reviews(typed: Typed) -> Iterator[Case]:
    round_ = ReviewRound(typed.line, DAY, DAY, questions=("What works?", "What else?"))
    author, other = learner(typed), replace(learner(typed), id="id-L05", handle="L05")
    two = (Reading(review(), author), Reading(replace(review(), id="rev2"), other))
    yield case(reviews.opened_in_group, "", VOICE, round_)
    yield case(reviews.asked, "two", VOICE, round_, two, is_fewer=False, is_guest=False)
    yield case(reviews.asked, "one, as a guest", VOICE, round_, two[:1], is_fewer=True, is_guest=True)
    yield case(reviews.reminder, "", VOICE, round_, two)
    yield case(reviews.form, "", VOICE, two[0], round_)
    yield case(reviews.sent, "one is left", VOICE, author, two[1:])
    yield case(reviews.sent, "that was all", VOICE, author, ())
    answers = {"What works?": typed.words[:600], "A next step they could take this week": typed.line}
    yield case(reviews.received, "", VOICE, other, round_, review(), answers)
    yield case(reviews.thanks, "", VOICE, author)
    yield case(reviews.thanked, "", VOICE, other)
    yield case(reviews.take_over, "", VOICE, round_, two[0])
    yield case(reviews.none, "", VOICE)
    yield case(reviews.settled, "written", VOICE, review().written(NOW))
    yield case(reviews.settled, "somebody else has it", VOICE, review())
    yield case(reviews.too_few, "", VOICE, round_, (group(typed), group(typed, 2)), (author,))
    yield case(reviews.unwritten, "", VOICE, round_, (author, mentor(typed)) * 20)
    yield case(reviews.begun, "", VOICE, round_, 6)
    yield case(reviews.begun, "one", VOICE, round_, 1)
    yield case(reviews.no_such_days, "", VOICE, DAY, DAY)
    yield case(reviews.cannot_begin, "", VOICE)
    yield case(reviews.no_answer, "", VOICE)
    yield case(reviews.held_back, "", VOICE)
