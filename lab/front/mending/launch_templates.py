"""An instance launched from a template gets all of it; a new version starts from the version it names.

moto takes image, type, user data, key, groups and tags of a template, and leaves out interfaces, metadata options,
profile, volumes and shutdown behaviour; it ignores SourceVersion, and takes a template's own tags for its instances'.
"""

import copy

from moto.ec2.models.instances import InstanceBackend
from moto.ec2.models.launch_templates import LaunchTemplate
from moto.ec2.responses.launch_templates import LaunchTemplates
from moto.ec2.utils import convert_tag_spec, parse_user_data

from .wrapping import wrap

# What a launch is told, by the template's name for it.
ATTRIBUTES = {
    "disable_api_stop": "DisableApiStop",
    "disable_api_termination": "DisableApiTermination",
    "ebs_optimized": "EbsOptimized",
    "instance_initiated_shutdown_behavior": "InstanceInitiatedShutdownBehavior",
}


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
    for name, member in ATTRIBUTES.items():
        if not named.get(name) and member in data:
            named[name] = data[member]
    if named.get("monitoring_state") in (None, "disabled") and (data.get("Monitoring") or {}).get("Enabled") in (True, "true"):
        named["monitoring_state"] = "enabled"
    volume_tags = convert_tag_spec(data.get("TagSpecifications") or []).get("volume", {})
    named["tags"] = {**(named.get("tags") or {})}
    named["tags"]["volume"] = {**volume_tags, **named["tags"].get("volume", {})}
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


def create_launch_template(original, self):
    answer = original(self)
    data = self.ec2_backend.get_launch_template(answer.result["LaunchTemplate"]["LaunchTemplateId"]).versions[0].data
    if "TagSpecifications" in data:
        others = [each for each in data["TagSpecifications"] if each["ResourceType"] != "launch-template"]
        data["TagSpecifications"] = others or None
    return answer


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
    # Those it has now, not those it was made with.
    LaunchTemplate.tags = property(lambda self: self.get_tags(), lambda self, tags: None)
    wrap(LaunchTemplates, "create_launch_template", create_launch_template)
    wrap(LaunchTemplates, "create_launch_template_version", create_launch_template_version)
