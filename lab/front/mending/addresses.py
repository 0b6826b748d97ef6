"""A network interface gets an address of its subnet that is neither reserved nor in use.

moto takes any address that is asked for, and picks its own at random without looking.
"""

import ipaddress
import threading

from moto.ec2.exceptions import EC2ClientError, InvalidSecurityGroupNotFoundError
from moto.ec2.models import vpcs
from moto.ec2.models.elastic_network_interfaces import NetworkInterfaceBackend
from moto.ec2.models.subnets import Subnet

from .wrapping import wrap

# AWS keeps the first four addresses of a subnet and the last.
FIRST_RESERVED = 4
lock = threading.RLock()


def in_use(backend, subnet):
    return {
        ipaddress.ip_address(item["PrivateIpAddress"])
        for interface in backend.enis.values()
        if interface.subnet.id == subnet.id
        for item in interface.private_ip_addresses
        if item.get("PrivateIpAddress")
    }


def refuse(backend, subnet, text):
    """Raises what AWS answers when an interface may not have this address."""
    try:
        address = ipaddress.IPv4Address(text)
    except ValueError:
        raise EC2ClientError("InvalidParameterValue", f"Value ({text}) for parameter privateIpAddress is invalid.")
    network = ipaddress.ip_network(subnet.cidr_block)
    if address not in network:
        raise EC2ClientError("InvalidParameterValue", f"Address {text} does not fall within the subnet's address range")
    if int(address) - int(network.network_address) < FIRST_RESERVED or address == network.broadcast_address:
        raise EC2ClientError("InvalidParameterValue", f"Address {text} is in subnet's reserved address range")
    if address in in_use(backend, subnet):
        raise EC2ClientError("InvalidIPAddress.InUse", f"Address {text} is in use.")


def free_address(backend, subnet):
    """The highest free address: far from the low ones that people give to their servers."""
    network = ipaddress.ip_network(subnet.cidr_block)
    used = in_use(backend, subnet) | {ipaddress.ip_address(text) for text in subnet._subnet_ips}
    for offset in range(network.num_addresses - 2, FIRST_RESERVED - 1, -1):
        if network[offset] not in used:
            return str(network[offset])
    raise EC2ClientError(
        "InsufficientFreeAddressesInSubnet",
        f"The specified subnet does not have enough free addresses to satisfy the request: {subnet.id}",
    )


def create_network_interface(original, self, subnet, private_ip_address, private_ip_addresses=None, *rest, **named):
    group_ids = named.get("group_ids") or (rest[0] if rest else None) or []
    for group_id in group_ids:
        if not self.get_security_group_from_id(group_id):
            raise InvalidSecurityGroupNotFoundError(group_id)
    with lock:
        found = self.get_subnet(subnet) if isinstance(subnet, str) else subnet
        if found is None:
            return original(self, subnet, private_ip_address, private_ip_addresses, *rest, **named)
        first = private_ip_address[0] if isinstance(private_ip_address, list) and private_ip_address else private_ip_address
        listed = [item if isinstance(item, str) else item.get("PrivateIpAddress") for item in private_ip_addresses or []]
        for address in dict.fromkeys([first, *listed]):
            if address:
                refuse(self, found, address)
        if not first and not listed:
            private_ip_address = free_address(self, found)
        return original(self, found, private_ip_address, private_ip_addresses, *rest, **named)


def assign_private_ip_addresses(original, self, eni_id, private_ip_addresses=None, secondary_ips_count=None):
    with lock:
        interface = self.get_network_interface(eni_id)
        for address in private_ip_addresses or []:
            refuse(self, interface.subnet, address)
        for _ in range(secondary_ips_count or 0):
            original(self, eni_id, [free_address(self, interface.subnet)], None)
        return original(self, eni_id, private_ip_addresses, None) if private_ip_addresses else interface


def get_available_subnet_ip(original, self, instance):
    with lock:
        address = free_address(self.ec2_backend, self)
        self._subnet_ips[address] = instance
        return address


def apply():
    wrap(NetworkInterfaceBackend, "create_network_interface", create_network_interface)
    wrap(NetworkInterfaceBackend, "assign_private_ip_addresses", assign_private_ip_addresses)
    wrap(Subnet, "get_available_subnet_ip", get_available_subnet_ip)
    # Interface endpoints ask for a random address that need not lie in their subnet: none means a free one.
    vpcs.random_private_ip = lambda *arguments, **named: None
