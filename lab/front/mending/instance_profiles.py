"""Instances start with a profile that exists and holds a role.

moto answers a missing profile of a launch template with an error of IAM's, after the instance was made.
"""

from moto.core.exceptions import ServiceException
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.instances import InstanceBackend
from moto.ec2.utils import filter_iam_instance_profiles
from moto.utilities.utils import get_partition

from .wrapping import wrap


def refuse_unusable(backend, name, arn):
    """Raises what EC2 answers where an instance may not have this profile."""
    try:
        profile = filter_iam_instance_profiles(backend.account_id, get_partition(backend.region_name), arn, name)
    except ServiceException:
        profile = None
    if profile is None:
        kind, value = ("arn", arn) if arn else ("name", name)
        raise EC2ClientError(
            "InvalidParameterValue",
            f"Value ({value}) for parameter iamInstanceProfile.{kind} is invalid. Invalid IAM Instance Profile {kind}",
        )
    if not profile.roles:
        raise EC2ClientError(
            "InvalidParameterValue", f'IAM Instance Profile "{profile.arn}" has no associated IAM Roles'
        )


def wanted(backend, named):
    """Name and ARN of the profile that a launch asks for; the call's own stand before its template's."""
    name, arn = named.get("iam_instance_profile_name"), named.get("iam_instance_profile_arn")
    if not name and not arn and named.get("launch_template"):
        given = backend._get_template_from_args(named["launch_template"]).data.get("IamInstanceProfile") or {}
        name, arn = given.get("Name"), given.get("Arn")
    return name, arn


def run_instances(original, self, image_id, count, user_data, security_group_names, **named):
    name, arn = wanted(self, named)
    if name or arn:
        refuse_unusable(self, name, arn)
    return original(self, image_id, count, user_data, security_group_names, **named)


def apply():
    wrap(InstanceBackend, "run_instances", run_instances)
