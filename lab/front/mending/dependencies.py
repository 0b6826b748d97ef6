"""Subnets and security groups that something uses are not deleted."""

from moto.ec2.exceptions import DependencyViolationError
from moto.ec2.models.security_groups import SecurityGroupBackend
from moto.ec2.models.subnets import SubnetBackend

from .wrapping import wrap


def delete_subnet(original, self, subnet_id):
    if any(interface.subnet.id == subnet_id for interface in self.enis.values()):
        raise DependencyViolationError(f"The subnet '{subnet_id}' has dependencies and cannot be deleted.")
    return original(self, subnet_id)


def names_group(rule, group_id):
    return (rule.source_group or {}).get("GroupId") == group_id


def delete_security_group(original, self, vpc_id, group_id):
    used = any(group.id == group_id for interface in self.enis.values() for group in interface._group_set)
    named = any(
        names_group(rule, group_id)
        for groups in self.groups.values()
        for group in groups.values()
        if group.id != group_id
        for rule in [*group.ingress_rules, *group.egress_rules]
    )
    if used or named:
        raise DependencyViolationError(f"resource {group_id} has a dependent object")
    return original(self, vpc_id, group_id)


def apply():
    wrap(SubnetBackend, "delete_subnet", delete_subnet)
    wrap(SecurityGroupBackend, "_delete_security_group", delete_security_group)
