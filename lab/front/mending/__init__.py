"""Where moto is laxer than AWS, or forgets: made right by small patches before it serves.

One file for each idea, each with an `apply()`; the table below names them all. They stand on the pinned version of
moto, whose internals they replace.
"""

from . import (
    addresses,
    dependencies,
    dhcp_options,
    images,
    instance_attributes,
    launch_templates,
    load_balancers,
    mount_targets,
    network_interfaces,
    termination,
)

TABLE = (
    addresses,
    network_interfaces,
    termination,
    dependencies,
    dhcp_options,
    images,
    instance_attributes,
    launch_templates,
    load_balancers,
    mount_targets,
)


def apply_all():
    for mending in TABLE:
        mending.apply()
