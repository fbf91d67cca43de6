"""What a person remembers, how sure that is, and what a month of practice adds up to.

Pure functions of turns, cards and the clock. `memory` moves the cards; everything else only reads, and `summary` gathers it.
"""

from interviewer.progress.calibration import Calibration, Stretch, SureButWrong, Told, calibration
from interviewer.progress.checked import Checked, checked
from interviewer.progress.estimate import Estimate, estimate
from interviewer.progress.forecast import Forecast, Option, TopicForecast, due_forecast, forecast
from interviewer.progress.habit import Day, Habit, habit
from interviewer.progress.history import Attempt, ItemHistory, attempts, histories
from interviewer.progress.mastery import Period, PointMastery, TopicMastery, points, topics, trend
from interviewer.progress.memory import due_order, is_due, rating, recall, recalled, review
from interviewer.progress.standing import own
from interviewer.progress.step import Step, next_step
from interviewer.progress.summary import Progress, progress
from interviewer.progress.twins import twin_topics

__all__ = [
    "Attempt",
    "Calibration",
    "Checked",
    "Day",
    "Estimate",
    "Forecast",
    "Habit",
    "ItemHistory",
    "Option",
    "Period",
    "PointMastery",
    "Progress",
    "Step",
    "Stretch",
    "SureButWrong",
    "Told",
    "TopicForecast",
    "TopicMastery",
    "attempts",
    "calibration",
    "checked",
    "due_forecast",
    "due_order",
    "estimate",
    "forecast",
    "habit",
    "histories",
    "is_due",
    "next_step",
    "own",
    "points",
    "progress",
    "rating",
    "recall",
    "recalled",
    "review",
    "topics",
    "trend",
    "twin_topics",
]
