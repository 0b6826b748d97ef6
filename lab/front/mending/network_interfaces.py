"""An interface is attached to one thing at a time, and what is attached is not deleted.

moto moves an attached interface silently, deletes it, and launches a second instance on it.
"""

import uuid
from types import SimpleNamespace

from moto.ec2.exceptions import EC2ClientError, LastEniDetachError, OperationNotPermitted
from moto.ec2.models.elastic_network_interfaces import NetworkInterface, NetworkInterfaceBackend
from moto.ec2.models.instances import Instance, InstanceBackend
from moto.ec2.responses.elastic_network_interfaces import ElasticNetworkInterfaces

from .wrapping import wrap


def refuse_in_use(interface):
    if interface.status == "in-use":
        raise EC2ClientError("InvalidNetworkInterface.InUse", f"Interface: [{interface.id}] in use.")


def manage(interface, service, kind="interface"):
    """Marks an interface as a service's own: in use by it, and not for its owner to detach or delete."""
    interface.requester_managed = True
    interface.requester_id = service
    interface.status = "in-use"
    interface.interface_type = kind
    interface.managed_attachment = SimpleNamespace(
        attachment_id=f"ela-attach-{uuid.uuid4().hex[:17]}",
        instance_owner_id=service,
        instance_id=None,
        device_index=1,
        network_card_index=0,
        status="attached",
        attach_time=None,
        delete_on_termination=False,
    )


def attachment(original):
    return property(lambda self: getattr(self, "managed_attachment", None) or original.fget(self))


def delete_network_interface(original, self):
    interface_id = self._get_param("NetworkInterfaceId")
    if self.ec2_backend.get_network_interface(interface_id).status == "in-use":
        raise EC2ClientError("InvalidParameterValue", f"Network interface '{interface_id}' is currently in use.")
    return original(self)


def attach_network_interface(original, self, eni_id, instance_id, device_index):
    interface = self.get_network_interface(eni_id)
    instance = self.get_instance(instance_id)
    refuse_in_use(interface)
    if int(device_index) in instance.nics:
        raise EC2ClientError(
            "InvalidParameterValue",
            f"Instance '{instance_id}' already has an interface attached at device index '{device_index}'.",
        )
    if interface.availability_zone != instance.availability_zone:
        raise EC2ClientError(
            "InvalidParameterCombination",
            "You may not attach a network interface to an instance if they are not in the same availability zone",
        )
    return original(self, eni_id, instance_id, device_index)


def detach_network_interface(original, self, attachment_id):
    for interface in self.enis.values():
        if interface.attachment and interface.attachment.attachment_id == attachment_id:
            if interface.requester_managed:
                raise OperationNotPermitted("You are not allowed to manage 'ela-attach' attachments.")
            if interface.device_index == 0:
                raise LastEniDetachError
    return original(self, attachment_id)


def modify_network_interface_attribute(original, self):
    """moto forgets that an attachment's DeleteOnTermination was changed."""
    wanted = self._get_param("Attachment.DeleteOnTermination")
    if wanted is not None:
        interface = self.ec2_backend.get_network_interface(self._get_param("NetworkInterfaceId"))
        interface.delete_on_termination = str(wanted).lower() == "true"
    return original(self)


def prep_nics(original, self, nic_spec, *rest, **named):
    """What is given is kept when the instance ends; what the instance made for itself goes with it."""
    wanted = {int(nic.get("DeviceIndex") or 0): nic for nic in nic_spec}
    for nic in wanted.values():
        if nic.get("NetworkInterfaceId"):
            refuse_in_use(self.ec2_backend.get_network_interface(nic["NetworkInterfaceId"]))
    original(self, nic_spec, *rest, **named)
    for index, interface in self.nics.items():
        nic = wanted.get(index, {})
        given = nic.get("NetworkInterfaceId")
        keep = nic.get("DeleteOnTermination", True) in (False, "false")
        interface.delete_on_termination = not given and not keep
    primary = self.nics.get(0)
    if primary and not self._subnet_id:
        # Launched on a given interface: the instance is where its interface is.
        self._subnet_id = primary.subnet.id
        self._placement.zone = primary.subnet.availability_zone
        self.associate_public_ip = False


def run_instances(original, self, image_id, count, user_data, security_group_names, **named):
    """Refused before anything is made, and never half of it."""
    for nic in named.get("nics") or []:
        interface_id = nic.get("NetworkInterfaceId")
        if not interface_id:
            continue
        refuse_in_use(self.get_network_interface(interface_id))
        if int(count) > 1:
            raise EC2ClientError(
                "InvalidParameterCombination",
                "You may not launch more than one instance on a network interface that exists",
            )
    if named.get("nics") and (security_group_names or named.get("security_group_ids")):
        raise EC2ClientError(
            "InvalidParameterCombination",
            "Network interfaces and an instance-level security groups may not be specified on the same request",
        )
    try:
        return original(self, image_id, count, user_data, security_group_names, **named)
    except Exception:
        for reservation in [each for each in self.reservations.values() if not each.instances]:
            del self.reservations[reservation.id]
        raise


def apply():
    NetworkInterface.attachment = attachment(NetworkInterface.attachment)
    # moto adds groups that an instance once had; what counts are those of the interface.
    NetworkInterface.group_set = property(lambda self: self._group_set)
    wrap(ElasticNetworkInterfaces, "delete_network_interface", delete_network_interface)
    wrap(ElasticNetworkInterfaces, "modify_network_interface_attribute", modify_network_interface_attribute)
    wrap(NetworkInterfaceBackend, "attach_network_interface", attach_network_interface)
    wrap(NetworkInterfaceBackend, "detach_network_interface", detach_network_interface)
    wrap(Instance, "prep_nics", prep_nics)
    wrap(InstanceBackend, "run_instances", run_instances)
