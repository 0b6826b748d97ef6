"""A load balancer has an interface in each of its subnets, a name by its scheme and kind, and its region's zone.

moto gives it neither interfaces nor addresses, and the same name and zone id everywhere.
"""

import zlib

from moto.elbv2.exceptions import DuplicateLoadBalancerName
from moto.elbv2.models import AvailabilityZone, ELBv2Backend

from .network_interfaces import manage
from .wrapping import wrap

# Zone ids of application and network load balancers, by region; another region's are made up.
HOSTED_ZONE_IDS = {
    "us-east-1": ("Z35SXDOTRQ7X7K", "Z26RNL4JYFTOTI"),
    "us-east-2": ("Z3AADJGX6KTTL2", "ZLMOA37VPKANP"),
    "us-west-1": ("Z368ELLRRE2KJ0", "Z24FKFUX50B4VW"),
    "us-west-2": ("Z1H1FL5HABSF5", "Z18D5FSROUN65G"),
    "ca-central-1": ("ZQSVJUPU6J1EY", "Z2EPGBW3API2WT"),
    "eu-central-1": ("Z215JYRZR1TBD5", "Z3F0SRJ5LGBH90"),
    "eu-west-1": ("Z32O12XQLNTSW2", "Z2IFOLAFXWLO4F"),
    "eu-west-2": ("ZHURV8PSTC4K8", "ZD4D7Y8KGAS4G"),
    "eu-west-3": ("Z3Q77PNBQS71R4", "Z1CMS0P5QUZ6D5"),
    "eu-north-1": ("Z23TAZ6LKFMNIO", "Z1UDT6IFJ4EJM"),
    "ap-south-1": ("ZP97RAFLXTNZK", "ZVDDRBQ08TROA"),
    "ap-southeast-1": ("Z1LMS91P8CMLE5", "ZKVM4W9LS7TM"),
    "ap-southeast-2": ("Z1GM3OXH4ZPM65", "ZCT6FZBF4DROD"),
    "ap-northeast-1": ("Z14GRHDCWA56QT", "Z31USIVHYNEOWT"),
    "sa-east-1": ("Z2P70J7HTTTPLU", "ZTK26PT1VY4CU"),
}


def identifier(balancer):
    return balancer.arn.rsplit("/", 1)[-1]


def description(balancer):
    kind = "net" if balancer.type == "network" else "app"
    return f"ELB {kind}/{balancer.name}/{identifier(balancer)}"


def dns_name(balancer, region):
    if balancer.type == "network":
        return f"{balancer.name}-{identifier(balancer)}.elb.{region}.amazonaws.com"
    prefix = "internal-" if balancer.scheme == "internal" else ""
    number = zlib.crc32(identifier(balancer).encode())
    return f"{prefix}{balancer.name}-{number}.{region}.elb.amazonaws.com"


def hosted_zone_id(kind, region):
    made_up = f"Z{zlib.crc32(region.encode()):010X}"
    application, network = HOSTED_ZONE_IDS.get(region, (f"{made_up}A", f"{made_up}N"))
    return network if kind == "network" else application


def own_interfaces(backend, balancer):
    text = description(balancer)
    return [interface for interface in backend.ec2_backend.enis.values() if interface.description == text]


def follow_subnets(backend, balancer, mappings=()):
    """Makes and removes interfaces until there is one in each subnet."""
    addresses = {mapping["SubnetId"]: mapping.get("PrivateIPv4Address") for mapping in mappings or []}
    have = {interface.subnet.id: interface for interface in own_interfaces(backend, balancer)}
    wanted = {subnet.id: subnet for subnet in balancer.subnets}
    for subnet_id, interface in have.items():
        if subnet_id not in wanted:
            backend.ec2_backend.delete_network_interface(interface.id)
    for subnet_id, subnet in wanted.items():
        if subnet_id not in have:
            interface = backend.ec2_backend.create_network_interface(
                subnet,
                addresses.get(subnet_id),
                group_ids=list(balancer.security_groups or []),
                description=description(balancer),
            )
            manage(interface, "amazon-elb", "network_load_balancer" if balancer.type == "network" else "interface")
    balancer.given_addresses = addresses


def create_load_balancer(original, self, name, *arguments, **named):
    if any(balancer.name == name for balancer in self.load_balancers.values()):
        raise DuplicateLoadBalancerName()
    named["scheme"] = named.get("scheme") or "internet-facing"
    balancer = original(self, name, *arguments, **named)
    # moto is ready only when it was asked twice; nobody need wait for what nothing builds.
    balancer.activate()
    balancer.dns_name = dns_name(balancer, self.region_name)
    balancer.canonical_hosted_zone_id = hosted_zone_id(balancer.type, self.region_name)
    try:
        follow_subnets(self, balancer, named.get("subnet_mappings"))
    except Exception:
        delete_load_balancer(ELBv2Backend.delete_load_balancer.__wrapped__, self, balancer.arn)
        raise
    return balancer


def delete_load_balancer(original, self, arn):
    balancer = self.load_balancers.get(arn)
    for interface in own_interfaces(self, balancer) if balancer else []:
        self.ec2_backend.delete_network_interface(interface.id)
    return original(self, arn)


def set_subnets(original, self, arn, subnets, subnet_mappings):
    zones = original(self, arn, subnets, subnet_mappings)
    follow_subnets(self, self.load_balancers[arn], subnet_mappings)
    return zones


def set_security_groups(original, self, arn, sec_groups):
    original(self, arn, sec_groups)
    groups = [self.ec2_backend.get_security_group_from_id(group_id) for group_id in sec_groups]
    for interface in own_interfaces(self, self.load_balancers[arn]):
        interface._group_set = groups


def availability_zones(self):
    """With the addresses that were given, as AWS shows them."""
    given = getattr(self, "given_addresses", {})
    zones = []
    for subnet in self.subnets:
        zone = AvailabilityZone(subnet)
        address = given.get(subnet.id)
        zone.load_balancer_addresses = [{"PrivateIPv4Address": address}] if address else []
        zones.append(zone)
    return zones


def apply():
    wrap(ELBv2Backend, "create_load_balancer", create_load_balancer)
    wrap(ELBv2Backend, "delete_load_balancer", delete_load_balancer)
    wrap(ELBv2Backend, "set_subnets", set_subnets)
    wrap(ELBv2Backend, "set_security_groups", set_security_groups)
    from moto.elbv2.models import FakeLoadBalancer

    FakeLoadBalancer.availability_zones = property(availability_zones)
