"""A terminated instance has no interfaces: given ones are available again, its own are gone.

moto leaves both "in-use" by the dead instance.
"""

from moto.ec2.models.instances import Instance

from .wrapping import wrap


def terminate(original, self):
    interfaces = list(self.nics.values())
    own = [interface for interface in interfaces if interface.delete_on_termination]
    for interface in own:
        # The original would delete some of them and leave the rest attached.
        interface.delete_on_termination = False
    previous_state = original(self)
    for interface in interfaces:
        self.detach_eni(interface)
        if interface in own:
            interface.delete()
    self._subnet_id = None
    return previous_state


def primary(read):
    """A property of the primary interface, None when there is none any more."""
    return property(lambda self: read(self.nics[0]) if 0 in self.nics else None)


def private_dns_name(original):
    return property(lambda self: original.fget(self) if 0 in self.nics else "")


def apply():
    wrap(Instance, "terminate", terminate)
    Instance.private_ip = primary(lambda interface: interface.private_ip_address)
    Instance.private_ip_address = primary(lambda interface: interface.private_ip_address)
    Instance.public_ip = primary(lambda interface: interface.public_ip)
    Instance.public_ip_address = primary(lambda interface: interface.public_ip)
    Instance.private_dns_name = private_dns_name(Instance.private_dns_name)
