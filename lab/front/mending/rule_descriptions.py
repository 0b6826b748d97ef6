"""A rule that lets a security group in has a description, as one that lets a range in; moto reads it back for ranges only."""

from moto.ec2.models.security_groups import SecurityGroupRule


def description(self):
    return self.ip_range.get("Description") or self.source_group.get("Description")


def apply():
    SecurityGroupRule.description = property(description)
