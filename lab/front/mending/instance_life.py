"""An instance may power itself off, and may fail its status checks; the lab says so, as nothing here notices.

Powered off it is stopped or terminated by its shutdown behaviour, which moto keeps and never uses.
"""

from moto.ec2.models.instances import Instance, StateReason

from .wrapping import wrap

BY_ITSELF = StateReason("Client.InstanceInitiatedShutdown: Instance initiated shutdown", "Client.InstanceInitiatedShutdown")
IMPAIRED = {"Details": [{"Name": "reachability", "Status": "failed"}], "Status": "impaired"}


def power_off(instance):
    if instance.state_code != 16:
        return
    if instance.instance_initiated_shutdown_behavior == "terminate":
        instance.terminate()
    else:
        instance.stop()
    instance.state_reason = BY_ITSELF


def impair(instance):
    """Fails its status checks from now on, until it is started again."""
    instance.impaired = True


def is_impaired(instance):
    return instance.state_code == 16 and getattr(instance, "impaired", False)


def start(original, self):
    self.impaired = False
    return original(self)


def checked(original):
    return property(lambda self: IMPAIRED if is_impaired(self) else original.fget(self))


def apply():
    wrap(Instance, "start", start)
    Instance.instance_status = checked(Instance.instance_status)
