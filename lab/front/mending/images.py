"""An image keeps what it was registered with, and instances start from images that exist.

moto keeps an image's name and description only, and starts instances from any text.
"""

from moto.ec2.exceptions import EC2ClientError, InvalidAMIIdError, MalformedAMIIdError
from moto.ec2.models.amis import Ami
from moto.ec2.models.instances import Instance, InstanceBackend
from moto.ec2.responses.amis import AmisResponse
from moto.ec2.responses.instances import InstanceResponse
from moto.ec2.utils import add_tag_specification

from .wrapping import wrap


def register_image(original, self):
    name = self._get_param("Name")
    taken = next((image for image in self.ec2_backend.amis.values() if image.name == name), None)
    if taken:
        raise EC2ClientError("InvalidAMIName.Duplicate", f"AMI name {name} is already in use by AMI {taken.id}")
    answer = original(self)
    image = self.ec2_backend.amis[answer.result["ImageId"]]
    image.architecture = self._get_param("Architecture", "x86_64")
    image.virtualization_type = self._get_param("VirtualizationType", "hvm")
    image.root_device_name = self._get_param("RootDeviceName", image.root_device_name)
    image.root_device_type = "ebs"
    image.boot_mode = self._get_param("BootMode", image.boot_mode)
    image.ena_support = self._get_bool_param("EnaSupport", False)
    image.imds_support = self._get_param("ImdsSupport")
    image.registered_devices = self._get_param("BlockDeviceMappings", [])
    image.add_tags(add_tag_specification(self._get_param("TagSpecifications", [])))
    return answer


def block_device_mappings(original):
    def devices(self):
        registered = getattr(self, "registered_devices", None)
        if not registered:
            return original.fget(self)
        usual = original.fget(self)[0]["Ebs"]
        return [{**device, "Ebs": {**usual, **device.get("Ebs", {})}} for device in registered]

    return property(devices)


def refuse_unknown(backend, image_id):
    """Raises what EC2 answers where there is no such image to start from."""
    if not image_id:
        raise EC2ClientError("MissingParameter", "The request must contain the parameter ImageId")
    if not image_id.startswith("ami-"):
        raise MalformedAMIIdError([image_id])
    if image_id not in backend.amis:
        raise InvalidAMIIdError(image_id)


def run_instances(original, self, image_id, count, user_data, security_group_names, **named):
    wanted = image_id
    if not wanted and named.get("launch_template"):
        wanted = self._get_template_from_args(named["launch_template"]).image_id
    refuse_unknown(self, wanted)
    for device in named.get("block_device_mappings") or []:
        give_size(device)
    return original(self, image_id, count, user_data, security_group_names, **named)


def setup_defaults(original, self):
    """The volume of an instance that names none is where its image has its root."""
    volume = self.ec2_backend.create_volume(size=8, zone_name=self._placement.zone)
    self.ec2_backend.attach_volume(volume.id, self.id, self.root_device_name, True)


def give_size(device):
    """A volume without a size is as large as its image's root; moto asks for one."""
    volume = device.get("Ebs")
    if volume is not None and not volume.get("VolumeSize") and not volume.get("SnapshotId"):
        volume["VolumeSize"] = 8


def validate_device(original):
    def validate(device):
        give_size(device)
        original(device)

    return staticmethod(validate)


def apply():
    wrap(AmisResponse, "register_image", register_image)
    Ami.block_device_mappings = block_device_mappings(Ami.block_device_mappings)
    wrap(InstanceBackend, "run_instances", run_instances)
    InstanceResponse._validate_block_device_mapping = validate_device(InstanceResponse._validate_block_device_mapping)
    wrap(Instance, "setup_defaults", setup_defaults)
