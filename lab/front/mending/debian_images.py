"""Debian's official images are there, by their owner and by the public parameters that name the newest.

moto has Amazon's images only, which the emulator leaves out.
"""

import hashlib

from moto.core.utils import utcnow
from moto.ec2 import ec2_backends
from moto.ec2.models.amis import Ami, AmiBackend
from moto.ssm.models import Parameter, ParameterDict

from .wrapping import wrap

OWNER = "136693071363"
PARAMETERS = "/aws/service/debian/release/13/latest"
BUILD = "20261101-2500"
ARCHITECTURES = {"amd64": "x86_64", "arm64": "arm64"}


def image_id(region, architecture):
    """The same at every start, as an official image's is for everybody."""
    digits = hashlib.sha256(f"{region} debian-13 {architecture} {BUILD}".encode()).hexdigest()
    return f"ami-{digits[:17]}"


def ensure_images(backend):
    for word, architecture in ARCHITECTURES.items():
        ami_id = image_id(backend.region_name, word)
        if ami_id in backend.amis:
            continue
        image = Ami(
            backend,
            ami_id,
            name=f"debian-13-{word}-{BUILD}",
            description=f"Debian 13 ({BUILD})",
            owner_id=OWNER,
            public=True,
            virtualization_type="hvm",
            architecture=architecture,
            root_device_type="ebs",
            root_device_name="/dev/xvda",
            snapshot_description=f"Debian 13 ({BUILD})",
        )
        image.ena_support = True
        image.imds_support = None
        image.registered_devices = []
        backend.amis[ami_id] = image


def describe_images(original, self, *arguments, **named):
    ensure_images(self)
    return original(self, *arguments, **named)


def check_loading_status(original, self, key):
    original(self, key)
    if not str(key or "").startswith(PARAMETERS):
        return
    ensure_images(ec2_backends[self.account_id][self.region_name])
    for word in ARCHITECTURES:
        name = f"{PARAMETERS}/{word}"
        if dict.__contains__(self, name):
            continue
        value = Parameter(
            account_id=self.account_id,
            name=name,
            value=image_id(self.region_name, word),
            parameter_type="String",
            description=None,
            allowed_pattern=None,
            keyid=None,
            last_modified_date=utcnow().timestamp(),
            version=1,
            data_type="aws:ec2:image",
        )
        dict.__setitem__(self, name, [value])


def apply():
    wrap(AmiBackend, "describe_images", describe_images)
    wrap(ParameterDict, "_check_loading_status", check_loading_status)
