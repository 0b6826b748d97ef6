"""A refresh of a group replaces its instances by ones of the wanted version, one after the other; moto has none.

It is over when the call is: what launches here is in service at once.
"""

import uuid

from moto.autoscaling.exceptions import ValidationError
from moto.autoscaling.models import FakeAutoScalingGroup
from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult
from moto.core.utils import utcnow

from .group_capacity import keep, lock, mixed, take_out


def group_of(self):
    group = self.autoscaling_backend.autoscaling_groups.get(self._get_param("AutoScalingGroupName"))
    if group is None or mixed(group):
        raise ValidationError("AutoScalingGroup name not found - AutoScalingGroup not found")
    return group


def is_wanted(group, state):
    wanted = group.ec2_launch_template.get_version(group.launch_template_version)
    return getattr(state, "launched_version", None) is wanted


def start_instance_refresh(self):
    group = group_of(self)
    skip = str((self._get_param("Preferences") or {}).get("SkipMatching", False)).lower() == "true"
    start = utcnow()
    with lock:
        for state in list(group.instance_states):
            if not (skip and is_wanted(group, state)):
                take_out(group, state, "an instance was taken out of service in response to an instance refresh.")
                keep(group)
    refresh = {
        "AutoScalingGroupName": group.name,
        "InstanceRefreshId": str(uuid.uuid4()),
        "InstancesToUpdate": 0,
        "PercentageComplete": 100,
        "Status": "Successful",
        "StartTime": start,
        "EndTime": utcnow(),
    }
    group.refreshes = [refresh, *group.refreshes]
    return ActionResult({"InstanceRefreshId": refresh["InstanceRefreshId"]})


def describe_instance_refreshes(self):
    ids = self._get_param("InstanceRefreshIds", [])
    found = [each for each in group_of(self).refreshes if not ids or each["InstanceRefreshId"] in ids]
    return ActionResult({"InstanceRefreshes": found})


def apply():
    FakeAutoScalingGroup.refreshes = []
    AutoScalingResponse.start_instance_refresh = start_instance_refresh
    AutoScalingResponse.describe_instance_refreshes = describe_instance_refreshes
