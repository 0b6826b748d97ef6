"""Where moto is laxer than AWS, or forgets: made right by small patches before it serves.

One file for each idea, each with an `apply()`; the table below names them all. They stand on the pinned version of
moto, whose internals they replace.
"""

from . import (
    addresses,
    alarm_states,
    buckets,
    debian_images,
    dependencies,
    dhcp_options,
    functions,
    gateway_endpoints,
    group_activities,
    group_capacity,
    groups,
    health_checks,
    images,
    instance_attributes,
    instance_life,
    instance_profiles,
    instance_refreshes,
    launch_templates,
    load_balancers,
    mount_targets,
    network_interfaces,
    queues,
    rule_descriptions,
    termination,
)

TABLE = (
    addresses,
    network_interfaces,
    rule_descriptions,
    termination,
    dependencies,
    gateway_endpoints,
    dhcp_options,
    debian_images,
    images,
    instance_attributes,
    launch_templates,
    instance_profiles,
    load_balancers,
    mount_targets,
    instance_life,
    group_activities,
    groups,
    group_capacity,
    instance_refreshes,
    buckets,
    alarm_states,
    health_checks,
    queues,
    functions,
)


def apply_all():
    for mending in TABLE:
        mending.apply()
