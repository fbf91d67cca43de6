"""The next step: what is due, the least known topic, what was never asked."""

from __future__ import annotations

from interviewer.progress import Progress, estimate, next_step, progress
from interviewer.progress.mastery import TopicMastery
from tests.progress.turns import NOW


def made(due: int = 0, *topics: tuple[str, float, float]) -> Progress:
    found = [TopicMastery(topic=name, items=3, known=estimate(good, bad, int(good + bad))) for name, good, bad in topics]
    return progress([], [], NOW).model_copy(update={"due": (due, 4), "topics": tuple(found)})


TOPICS = ("few", 0, 2), ("weak", 5, 5), ("better", 7, 3), ("", 0, 9)


def test_what_is_due_comes_first_and_the_least_known_topic_is_told_beside_it() -> None:
    step = next_step(made(3, *TOPICS), {"few", "weak", "better"}, 9)
    assert (step.kind, step.count) == ("due", 3) and step.weakest is not None and step.weakest.topic == "weak"


def test_a_topic_of_few_answers_or_that_is_gone_is_not_called_the_least_known() -> None:
    step = next_step(made(0, *TOPICS), {"few", "better"}, 9)
    assert step.kind == "topic" and step.weakest is not None and step.weakest.topic == "better"


def test_what_was_never_asked_comes_before_a_topic_that_is_known_well() -> None:
    well = made(0, ("well", 19, 1))
    assert next_step(well, {"well"}, 9).kind == "new" and next_step(well, {"well"}, 0).kind == "topic"


def test_with_nothing_to_go_by_it_is_up_to_the_person() -> None:
    assert next_step(made(), set(), 0).kind == "any" and next_step(made(), set(), 2).kind == "new"
