"""An alarm has the state that its metrics give it, as of the moment when it is asked for; it calls nobody.

moto's alarms are always OK. Its metrics with two dimensions are mixed up, too.
"""

import math
import operator
import traceback
from datetime import datetime, timedelta, timezone

from moto.cloudwatch import models
from moto.cloudwatch.models import Alarm, Dimension, Statistics
from moto.cloudwatch.responses import CloudWatchResponse
from moto.core.utils import utcnow

from .metric_math import Expression
from .wrapping import wrap

COMPARISONS = {
    "GreaterThanOrEqualToThreshold": operator.ge,
    "GreaterThanThreshold": operator.gt,
    "LessThanThreshold": operator.lt,
    "LessThanOrEqualToThreshold": operator.le,
}
# CloudWatch looks back a little further than it evaluates, as values come late.
FURTHER_BACK = 2


def pairs(dimensions):
    return sorted((each.name, each.value) for each in dimensions)


def same_dimensions(left, right):
    return pairs(left) == pairs(right)


def series_of(backend, metric, stat, period, periods):
    """Value by the period's first second."""
    found = {start: [] for start in periods}
    for datum in list(backend.metric_data):
        if datum.namespace != metric.namespace or datum.name != metric.metric_name:
            continue
        moment = datum.timestamp
        aware = moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
        start = math.floor(aware.timestamp() / period) * period
        if start in found and same_dimensions(datum.dimensions, metric.dimensions):
            found[start].append(datum)
    values = {}
    for start, data in found.items():
        if data:
            statistics = Statistics([stat], datetime.fromtimestamp(start, timezone.utc))
            statistics.metric_data = data
            values[start] = statistics.get_statistics_for_type(stat)
    return {start: value for start, value in values.items() if value is not None}


def period_of(alarm):
    given = [query.metric_stat.period for query in alarm.metric_data_queries if query.metric_stat]
    return int(alarm.period or (given[0] if given else 60))


def values_of(backend, alarm):
    """What the alarm looks at: one value or None for each period, the newest last."""
    period = period_of(alarm)
    end = math.floor(utcnow().replace(tzinfo=timezone.utc).timestamp() / period) * period
    periods = [end - back * period for back in range(int(alarm.evaluation_periods) + FURTHER_BACK, 0, -1)]
    if not alarm.metric_data_queries:
        series = series_of(backend, alarm, alarm.statistic, period, periods)
        return [series.get(start) for start in periods]
    known = {
        query.id: series_of(backend, query.metric_stat.metric, query.metric_stat.stat, period, periods)
        for query in alarm.metric_data_queries
        if query.metric_stat
    }
    for query in alarm.metric_data_queries:
        if query.expression:
            known[query.id] = Expression(query.expression, known, periods).result()
    shown = next(query for query in alarm.metric_data_queries if str(query.return_data).lower() != "false")
    return [known[shown.id].get(start) for start in periods]


def state_of(alarm, values):
    """OK, ALARM or INSUFFICIENT_DATA; None where the state stays as it is."""
    wanted = int(alarm.evaluation_periods)
    real = [value for value in values if value is not None][-wanted:]
    missing = wanted - len(real)
    treatment = alarm.treat_missing_data or "missing"
    if not real and treatment in ("missing", "ignore"):
        return None if treatment == "ignore" else "INSUFFICIENT_DATA"
    breaches = COMPARISONS[alarm.comparison_operator]
    breaching = sum(breaches(value, float(alarm.threshold)) for value in real)
    if treatment == "breaching":
        breaching += missing
    return "ALARM" if breaching >= int(alarm.datapoints_to_alarm or wanted) else "OK"


def evaluate(backend, alarm):
    if alarm.rule is not None or alarm.comparison_operator not in COMPARISONS:
        return
    values = values_of(backend, alarm)
    state = state_of(alarm, values)
    if state and state != alarm.state_value:
        crossed = f"Threshold ({alarm.threshold}), {alarm.comparison_operator}"
        alarm.update_state(f"{crossed}: the last values were {values}", "{}", state)


def describe_alarms(original, self):
    for alarm in list(self.cloudwatch_backend.alarms.values()):
        try:
            evaluate(self.cloudwatch_backend, alarm)
        except (ValueError, KeyError, SyntaxError):
            # An alarm that cannot be judged here keeps its state; the log says why.
            traceback.print_exc()
    return original(self)


def made(original, self, *arguments, **named):
    original(self, *arguments, **named)
    self.state_value = "INSUFFICIENT_DATA"


def apply():
    models.are_dimensions_same = same_dimensions
    Dimension.__lt__ = lambda self, other: (self.name, self.value) < (other.name, other.value)
    wrap(Alarm, "__init__", made)
    wrap(CloudWatchResponse, "describe_alarms", describe_alarms)
