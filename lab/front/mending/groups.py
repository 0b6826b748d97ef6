"""What a group is asked for is judged, kept and shown; a template that cannot launch makes no group.

moto takes a second group of one name, loses half of an update, shows no maintenance policy, marks members unhealthy
without doing anything, and deletes what still has instances.
"""

from moto.autoscaling.exceptions import AutoscalingClientError, ValidationError
from moto.autoscaling.models import AutoScalingBackend, TerminateInstanceActivity
from moto.autoscaling.responses import AutoScalingResponse
from moto.core.exceptions import ServiceException

from .group_capacity import keep, lock, mixed, take_out
from .images import refuse_unknown
from .instance_profiles import refuse_unusable
from .wrapping import wrap

# Parameters that moto does not read (`create`) or does not read again (`update`), by what shows them.
KEPT = {
    "default_cooldown": "DefaultCooldown",
    "default_instance_warmup": "DefaultInstanceWarmup",
    "health_check_grace_period": "HealthCheckGracePeriod",
    "max_instance_lifetime": "MaxInstanceLifetime",
}
KEPT_LISTS = {"termination_policies": "TerminationPolicies"}


def bounds(self, group=None):
    """Minimum, maximum and desired size after the call."""
    least = self._get_int_param("MinSize")
    most = self._get_int_param("MaxSize")
    desired = self._get_int_param("DesiredCapacity")
    least = group.min_size if least is None and group else least
    most = group.max_size if most is None and group else most
    return least, most, desired


def refuse_bounds(least, most, desired):
    if least > most:
        raise ValidationError("Max bound, %d, must be greater than or equal to min bound, %d" % (most, least))
    if desired is not None and not least <= desired <= most:
        raise ValidationError(
            f"Desired capacity:{desired} must be between the specified min size:{least} and max size:{most}"
        )


def refuse_template(group_backend, given):
    """Raises what AWS answers where no instance could ever start from a template."""
    ec2 = group_backend.ec2_backend
    data = ec2._get_template_from_args({"Version": "$Default", **given}).data
    nics = data.get("NetworkInterfaces") or []
    if nics and (data.get("SecurityGroupIds") or data.get("SecurityGroups")):
        raise AutoscalingClientError(
            "InvalidQueryParameter",
            "Invalid launch template: When a network interface is provided, the security groups must be a part of it.",
        )
    profile = data.get("IamInstanceProfile") or {}
    try:
        refuse_unknown(ec2, data.get("ImageId"))
        if profile:
            refuse_unusable(ec2, profile.get("Name"), profile.get("Arn"))
        for nic in nics:
            if nic.get("NetworkInterfaceId"):
                ec2.get_network_interface(nic["NetworkInterfaceId"])
    except ServiceException as error:
        raise ValidationError(f"You must use a valid fully-formed launch template. {error.message}") from error


def keep_parameters(self, group):
    for attribute, parameter in KEPT.items():
        value = self._get_int_param(parameter)
        if value is not None:
            setattr(group, attribute, value)
    for attribute, parameter in KEPT_LISTS.items():
        value = self._get_param(parameter)
        if value:
            setattr(group, attribute, value)
    policy = self._get_param("InstanceMaintenancePolicy")
    if policy:
        # Both at -1 take the policy away.
        least, most = int(policy["MinHealthyPercentage"]), int(policy["MaxHealthyPercentage"])
        group.instance_maintenance_policy = None if least == most == -1 else policy


def create_auto_scaling_group(original, self):
    backend, name = self.autoscaling_backend, self._get_param("AutoScalingGroupName")
    if name in backend.autoscaling_groups:
        raise AutoscalingClientError(
            "AlreadyExists",
            f"AutoScalingGroup by this name already exists - A group with the name {name} already exists",
        )
    refuse_bounds(*bounds(self))
    if self._get_param("LaunchTemplate"):
        refuse_template(backend, self._get_param("LaunchTemplate"))
    answer = original(self)
    group = backend.autoscaling_groups[name]
    if self._get_int_param("HealthCheckGracePeriod") is None:
        group.health_check_grace_period = 0
    keep_parameters(self, group)
    return answer


def update_auto_scaling_group(original, self):
    backend = self.autoscaling_backend
    group = backend.autoscaling_groups.get(self._get_param("AutoScalingGroupName"))
    if group:
        least, most, desired = bounds(self, group)
        refuse_bounds(least, most, desired)
        if self._get_param("LaunchTemplate"):
            refuse_template(backend, self._get_param("LaunchTemplate"))
        keep_parameters(self, group)
    return original(self)


def set_desired_capacity(original, self):
    group = self.autoscaling_backend.autoscaling_groups.get(self._get_param("AutoScalingGroupName"))
    if group is None:
        raise ValidationError("AutoScalingGroup name not found - null")
    refuse_bounds(*bounds(self, group))
    return original(self)


def delete_auto_scaling_group(original, self):
    group = self.autoscaling_backend.autoscaling_groups.get(self._get_param("AutoScalingGroupName"))
    if group and group.instance_states and not self._get_bool_param("ForceDelete", False):
        raise AutoscalingClientError(
            "ResourceInUse",
            "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) "
            "still in the group.",
        )
    return original(self)


def delete_group(original, self, group_name):
    group = self.autoscaling_groups.get(group_name)
    original(self, group_name)
    with lock:
        # Members that are protected, or that a suspended process would have left.
        for state in list(group.instance_states):
            take_out(group, state, "an instance was taken out of service in response to a user request.")


def state_of(backend, instance_id):
    for group in list(backend.autoscaling_groups.values()):
        for state in group.instance_states:
            if state.instance.id == instance_id:
                return group, state
    raise ValidationError(f"Instance Id not found - No managed instance found for instance ID: {instance_id}")


def set_instance_health(original, self):
    group, state = state_of(self.autoscaling_backend, self._get_param("InstanceId"))
    state.respects_grace = self._get_bool_param("ShouldRespectGracePeriod", True)
    answer = original(self)
    if not mixed(group):
        keep(group)
    return answer


def terminate_instance(original, self, instance_id, should_decrement):
    group, state = state_of(self, instance_id)
    if mixed(group):
        return original(self, instance_id, should_decrement)
    with lock:
        before = group.desired_capacity
        if should_decrement:
            if before - 1 < group.min_size:
                raise ValidationError(
                    "Currently, desiredSize equals minSize (%d). Terminating instance without replacement will "
                    "violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or "
                    "lower group's min size." % group.min_size
                )
            group.desired_capacity = before - 1
        take_out(group, state, "an instance was taken out of service in response to a user request.")
        keep(group)
    return TerminateInstanceActivity(state.instance, before)


def apply():
    wrap(AutoScalingResponse, "create_auto_scaling_group", create_auto_scaling_group)
    wrap(AutoScalingResponse, "update_auto_scaling_group", update_auto_scaling_group)
    wrap(AutoScalingResponse, "set_desired_capacity", set_desired_capacity)
    wrap(AutoScalingResponse, "delete_auto_scaling_group", delete_auto_scaling_group)
    wrap(AutoScalingResponse, "set_instance_health", set_instance_health)
    wrap(AutoScalingBackend, "delete_auto_scaling_group", delete_group)
    wrap(AutoScalingBackend, "terminate_instance", terminate_instance)
