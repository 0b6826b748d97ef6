"""What a group did and why, and what it tried in vain; moto remembers nothing of it.

A launch that fails again and again for one reason is one activity whose end moves on.
"""

import threading

from moto.autoscaling.models import Activity, FakeAutoScalingGroup
from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult
from moto.core.utils import utcnow

from .wrapping import wrap

REMEMBERED = 200
lock = threading.Lock()


def remember(group, activity):
    activity.progress = 100
    with lock:
        # Newest first, as they are shown; replaced as a whole, as others read it meanwhile.
        group.activities = [activity, *group.activities][:REMEMBERED]
    return activity


def moment():
    return utcnow().strftime("%Y-%m-%dT%H:%M:%SZ")


def launched(group, instance, cause):
    text = f"At {moment()} {cause}"
    return remember(group, Activity(f"Launching a new EC2 instance: {instance.id}", text, group, status_code="Successful"))


def launch_failed(group, reason, cause):
    message = f"{reason.rstrip('.')}. Launching EC2 instance failed."
    latest = next(iter(group.activities), None)
    if latest and latest.status_code == "Failed" and latest.status_message == message:
        latest.end_time = utcnow()
        return latest
    description = f"Launching a new EC2 instance.  Status Reason: {message}"
    activity = Activity(description, f"At {moment()} {cause}", group, status_code="Failed")
    activity.status_message = message
    return remember(group, activity)


def terminated(group, instance, cause):
    text = f"At {moment()} {cause}"
    return remember(group, Activity(f"Terminating EC2 instance: {instance.id}", text, group, status_code="Successful"))


def describe_scaling_activities(original, self):
    backend, name = self.autoscaling_backend, self._get_param("AutoScalingGroupName")
    ids = self._get_param("ActivityIds", [])
    groups = [group for group in list(backend.autoscaling_groups.values()) if name in (None, group.name)]
    found = [activity for group in groups for activity in group.activities if not ids or activity.activity_id in ids]
    return ActionResult({"Activities": found[: self._get_int_param("MaxRecords") or 100]})


def apply():
    FakeAutoScalingGroup.activities = []
    wrap(AutoScalingResponse, "describe_scaling_activities", describe_scaling_activities)
