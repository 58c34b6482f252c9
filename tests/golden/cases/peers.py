"""What peers do for each other: reviews, problems, kudos, hosting."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.domain.deadlines import ReviewRound
from bot.domain.hosts import Host
from bot.domain.problems import Helped, Problem
from bot.domain.recognition import Badge, Kudos
from bot.domain.reviews import Review
from bot.wording import asking, encouragement, feedback, hosts, kudos, problems, recognition, respect, reviews
from bot.wording.reviews import Reading
from tests.golden.case import Case, case
from tests.golden.sample import DAY, NOW, VOICE, cohort, group, learner, mentor, prompt
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


def of_problems(typed: Typed) -> Iterator[Case]:
    problem, asker = Problem("p1", "spring", "id-g1", "id-L04", NOW, is_named=True, words=typed.words), learner(typed)
    settled = problem.closed(NOW, Helped.TOGETHER, typed.line)
    yield case(problems.form, "", VOICE, typed.words)
    yield case(problems.posted, "with a name", VOICE, problem, asker)
    yield case(problems.posted, "without a name", VOICE, replace(problem, is_named=False), asker)
    yield case(problems.settled, "", VOICE, settled, asker)
    yield case(problems.asked, "", VOICE, problem, group(typed))
    yield case(problems.close_form, "", VOICE, problem)
    yield case(problems.closed, "", VOICE)
    yield case(problems.closed_already, "", VOICE)
    yield case(problems.no_words, "", VOICE)
    yield case(problems.no_group, "", VOICE)


def of_kudos(typed: Typed) -> Iterator[Case]:
    given, giver = Kudos("k1", "spring", "id-M02", "id-L04", NOW, typed.words), mentor(typed)
    yield case(kudos.form, "", VOICE, giver)
    yield case(kudos.asked, "", VOICE, giver, given)
    yield case(kudos.posted, "", VOICE, giver, learner(typed), given)
    yield case(kudos.sent, "", VOICE, giver)
    yield case(kudos.decided, "posted", VOICE, is_posted=True)
    yield case(kudos.decided, "kept", VOICE, is_posted=False)
    yield case(kudos.decided_before, "", VOICE)
    yield case(kudos.no_words, "", VOICE)
    yield case(kudos.enough_today, "", VOICE)


def of_recognition(typed: Typed) -> Iterator[Case]:
    every = tuple(Badge)
    yield case(recognition.badges, "", VOICE, every)
    yield case(recognition.show_button, "", VOICE)
    yield case(recognition.shown, "", VOICE, learner(typed), every)
    yield case(recognition.shown_to_group, "", VOICE)
    yield case(recognition.none_yet, "", VOICE)
    yield case(recognition.come_back_buttons, "", VOICE)
    yield case(recognition.noted, "yes", VOICE, comes_back=True)
    yield case(recognition.noted, "no", VOICE, comes_back=False)
    yield case(recognition.comes_back, "", VOICE, learner(typed), cohort(typed))
    yield case(respect.guidelines, "", VOICE)
    yield case(respect.respect_button, "", VOICE)


def of_encouragement(typed: Typed) -> Iterator[Case]:
    yield case(encouragement.answers, "", VOICE, group(typed), 3)
    yield case(encouragement.hosted, "", VOICE, group(typed))
    yield case(encouragement.came_back, "", VOICE)


def of_feedback(typed: Typed) -> Iterator[Case]:
    yield case(feedback.form, "", VOICE, typed.line)
    yield case(feedback.passed_on, "without a name", VOICE, is_named=False)
    yield case(feedback.passed_on, "with a name", VOICE, is_named=True)
    yield case(feedback.received, "without a name", VOICE, None, typed.line)
    yield case(feedback.received, "with a name", VOICE, learner(typed), typed.line)
    yield case(feedback.nothing_written, "", VOICE)
    yield case(asking.waits, "", VOICE, learner(typed), timedelta(hours=3))


def of_hosts(typed: Typed) -> Iterator[Case]:
    host = Host("h1", "spring", "id-g1", 6, "id-L04")
    yield case(hosts.asked, "", VOICE, host, group(typed), prompt())
    yield case(hosts.asked, "without a question", VOICE, host, group(typed), None)
    yield case(hosts.agreed, "", VOICE, 6)
    yield case(hosts.declined, "", VOICE)
    yield case(hosts.taken, "", VOICE)
    yield case(hosts.line, "", VOICE, learner(typed))
