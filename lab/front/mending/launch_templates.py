"""An instance launched from a template gets all of it; a new version starts from the version it names.

moto takes image, type, user data, key, groups and tags of a template, and leaves out interfaces, metadata options,
profile and volumes; it ignores SourceVersion.
"""

import copy

from moto.ec2.models.instances import InstanceBackend
from moto.ec2.responses.launch_templates import LaunchTemplates
from moto.ec2.utils import parse_user_data

from .wrapping import wrap


def run_instances(original, self, image_id, count, user_data, security_group_names, **named):
    template = named.get("launch_template")
    if not template:
        return original(self, image_id, count, user_data, security_group_names, **named)
    data = self._get_template_from_args(template).data
    # What the call itself says stands before what the template says.
    if not named.get("nics") and data.get("NetworkInterfaces"):
        named["nics"] = copy.deepcopy(data["NetworkInterfaces"])
        named["subnet_id"] = None
    named["metadata_options"] = {**(data.get("MetadataOptions") or {}), **(named.get("metadata_options") or {})}
    if "block_device_mappings" not in named and data.get("BlockDeviceMappings"):
        named["block_device_mappings"] = copy.deepcopy(data["BlockDeviceMappings"])
    reservation = original(self, image_id, count, user_data, security_group_names, **named)
    profile = data.get("IamInstanceProfile")
    if profile and not named.get("iam_instance_profile_name") and not named.get("iam_instance_profile_arn"):
        for instance in reservation.instances:
            self.associate_iam_instance_profile(
                instance_id=instance.id,
                iam_instance_profile_name=profile.get("Name"),
                iam_instance_profile_arn=profile.get("Arn"),
            )
    return reservation


def create_launch_template_version(original, self):
    source = self._get_param("SourceVersion")
    answer = original(self)
    shown = answer.result["LaunchTemplateVersion"]
    template = self.ec2_backend.get_launch_template(shown["LaunchTemplateId"])
    version = template.get_version(shown["VersionNumber"])
    if version.data.get("UserData") is not None:
        version.data["UserData"] = parse_user_data(str(version.data["UserData"]))
    if source is not None:
        version.data = {**copy.deepcopy(template.get_version(source).data), **version.data}
    shown["LaunchTemplateData"] = version.data
    return answer


def apply():
    wrap(InstanceBackend, "run_instances", run_instances)
    wrap(LaunchTemplates, "create_launch_template_version", create_launch_template_version)
