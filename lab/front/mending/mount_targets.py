"""The interface of a mount target says whose it is, and is not for its owner to delete."""

from moto.efs.models import EFSBackend

from .network_interfaces import manage
from .wrapping import wrap


def create_mount_target(original, self, file_system_id, *arguments, **named):
    target = original(self, file_system_id, *arguments, **named)
    interface = self.ec2_backend.get_network_interface(target.network_interface_id)
    interface.description = f"EFS mount target for {file_system_id} ({target.mount_target_id})"
    manage(interface, "amazon-elasticfilesystem", "efs")
    return target


def apply():
    wrap(EFSBackend, "create_mount_target", create_mount_target)
