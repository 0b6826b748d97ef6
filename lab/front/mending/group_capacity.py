"""A group keeps its capacity by itself: what is dead or ill is replaced, and a launch that failed is tried again.

moto launches when it is told to and once, on any interface or none, with the default version of the template, and
replaces only what is terminated through EC2.
"""

import threading
import time
import traceback

from moto.autoscaling.models import (
    ASG_NAME_TAG,
    AutoScalingBackend,
    FakeAutoScalingGroup,
    InstanceState,
    autoscaling_backends,
)
from moto.core.exceptions import ServiceException
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.elastic_network_interfaces import NetworkInterfaceBackend
from moto.ec2.models.instances import Instance

from . import group_activities
from .changes import changed
from .instance_life import is_impaired
from .wrapping import wrap

PAUSE_SECONDS = 1.0
# One group at a time: what one thread launches another must not launch as well.
lock = threading.RLock()
something_happened = threading.Event()


def mixed(group):
    """Such groups stay moto's own."""
    return bool(group.mixed_instances_policy)


def suspended(group, process):
    return process in group._suspended_processes


def lost_because(group, state):
    """Why a member must be replaced, None where it need not."""
    if state.instance.state != "running":
        return "an EC2 health check indicating it has been terminated or stopped."
    graceful = time.monotonic() - state.in_service_since < (group.health_check_grace_period or 0)
    if state.health_status == "Unhealthy" and not (graceful and state.respects_grace):
        return "a user health-check."
    if is_impaired(state.instance) and not graceful and not suspended(group, "HealthCheck"):
        return "an EC2 instance status checks failure."
    return None


def take_out(group, state, cause):
    group.instance_states = [other for other in group.instance_states if other is not state]
    if state.instance.state != "terminated":
        state.instance.terminate()
    group_activities.terminated(group, state.instance, cause)
    changed()


def interface_of(group, data):
    """The network interface that the template names, where it does."""
    for nic in data.get("NetworkInterfaces") or []:
        if nic.get("NetworkInterfaceId"):
            return group.ec2_backend.get_network_interface(nic["NetworkInterfaceId"])
    return None


def launch(group):
    version = group.ec2_launch_template and group.ec2_launch_template.get_version(group.launch_template_version)
    zone, subnet_id = group.availability_zones[0], (group.vpc_zone_identifier or "").split(",")[0] or None
    interface = interface_of(group, version.data) if version else None
    if interface:
        if subnet_id:
            raise EC2ClientError(
                "InvalidParameterCombination",
                "Network interfaces and an instance-level subnet ID may not be specified on the same request",
            )
        if interface.availability_zone not in group.availability_zones:
            raise EC2ClientError(
                "InvalidParameterCombination",
                "You may not attach a network interface to an instance if they are not in the same availability zone",
            )
        zone = interface.availability_zone
    reservation = group.ec2_backend.run_instances(
        group.image_id,
        1,
        group.user_data,
        group.security_groups,
        instance_type=group.instance_type or "m1.small",
        is_instance_type_default=False,
        tags={"instance": {**group.instance_tags, **group.get_propagated_tags(), ASG_NAME_TAG: group.name}},
        placement=zone,
        subnet_id=subnet_id,
        launch_config=group.launch_config,
        associate_public_ip=group.launch_config and group.launch_config.associate_public_ip_address,
        launch_template=version and {"LaunchTemplateId": version.template.id, "Version": version.number},
    )
    instance = reservation.instances[0]
    instance.autoscaling_group = group
    state = InstanceState(instance, protected_from_scale_in=group.new_instances_protected_from_scale_in)
    state.launched_version = version
    state.in_service_since = time.monotonic()
    group.instance_states = [*group.instance_states, state]
    changed()
    return instance


def fill(group, replacing):
    have = len(group.active_instances())
    difference = f"a difference between desired and actual capacity, increasing the capacity from {have} to {have + 1}."
    cause = (
        "an instance was launched in response to an unhealthy instance needing to be replaced."
        if replacing
        else f"an instance was started in response to {difference}"
    )
    try:
        group_activities.launched(group, launch(group), cause)
        return True
    except ServiceException as error:
        group_activities.launch_failed(group, error.message, cause)
        return False


def keep(group):
    """Takes out what is lost, then ends or launches until there are as many as there should be."""
    with lock:
        replacing = False
        for state in group.instance_states if not suspended(group, "ReplaceUnhealthy") else []:
            reason = lost_because(group, state)
            if reason:
                take_out(group, state, f"an instance was taken out of service in response to {reason}")
                replacing = True
        desired = group.desired_capacity or 0
        spare = [state for state in group.active_instances() if not state.protected_from_scale_in]
        while len(group.active_instances()) > desired and spare and not suspended(group, "Terminate"):
            shrinking = f"shrinking the capacity from {len(group.active_instances())} to {desired}."
            take_out(group, spare.pop(0), f"an instance was taken out of service in response to a {shrinking}")
        while len(group.active_instances()) < desired and not suspended(group, "Launch"):
            if not fill(group, replacing):
                break
    if group.name in group.autoscaling_backend.autoscaling_groups:
        group.autoscaling_backend.update_attached_elbs(group.name)
        group.autoscaling_backend.update_attached_target_groups(group.name)


def keep_all():
    for _account, _region, backend in list(autoscaling_backends.iter_backends()):
        for group in list(backend.autoscaling_groups.values()):
            if not mixed(group):
                keep(group)


def watch():
    while True:
        something_happened.wait(PAUSE_SECONDS)
        something_happened.clear()
        try:
            keep_all()
        except Exception:
            # The next round may go well; the log says what went wrong in this one.
            traceback.print_exc()


def set_desired_capacity(original, self, new_capacity):
    if mixed(self):
        return original(self, new_capacity)
    self.desired_capacity = self.min_size if new_capacity is None else new_capacity
    keep(self)


def notify_terminate_instances(original, self, instance_ids):
    for group in list(self.autoscaling_groups.values()):
        if any(state.instance.id in instance_ids for state in group.instance_states) and not mixed(group):
            keep(group)


def then_look_again(original, self, *arguments, **named):
    """Something stopped, or an interface became free: no need to wait for the next round, nor to see half of it."""
    with lock:
        result = original(self, *arguments, **named)
    something_happened.set()
    return result


def launch_template(original):
    def shown(self):
        version = getattr(self, "launched_version", None)
        if version is None:
            return original.fget(self)
        template = version.template
        return {
            "LaunchTemplateId": template.id,
            "LaunchTemplateName": template.name,
            "Version": str(version.number),
        }

    return property(shown)


def apply():
    InstanceState.launch_template = launch_template(InstanceState.launch_template)
    # Of members that were attached and not launched.
    InstanceState.in_service_since = 0.0
    InstanceState.respects_grace = True
    wrap(FakeAutoScalingGroup, "set_desired_capacity", set_desired_capacity)
    wrap(AutoScalingBackend, "notify_terminate_instances", notify_terminate_instances)
    for owner, name in (
        (Instance, "stop"),
        (Instance, "terminate"),
        (NetworkInterfaceBackend, "detach_network_interface"),
    ):
        wrap(owner, name, then_look_again)
    threading.Thread(target=watch, daemon=True).start()
