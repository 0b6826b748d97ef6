"""An instance keeps what it was launched with, and changing one metadata option leaves the others alone."""

from moto.ec2.models.instances import Instance, InstanceBackend
from moto.ec2.responses.instances import InstanceResponse

from .wrapping import wrap


def run_instances(original, self):
    answer = original(self)
    protected = self._get_bool_param("DisableApiTermination", False)
    for instance in answer.result.instances:
        instance.disable_api_termination = protected
    return answer


def modify_instance_metadata_options(original, self, instance_id, **named):
    now = self.get_instance(instance_id).metadata_options
    kept = {
        "http_tokens": now.http_tokens,
        "hop_limit": now.http_put_response_hop_limit,
        "http_endpoint": now.http_endpoint,
        "http_protocol": now.http_protocol_ipv6,
        "metadata_tags": now.instance_metadata_tags,
    }
    changed = {name: value for name, value in named.items() if value is not None}
    return original(self, instance_id, **{**kept, **changed})


def modify_instance_attribute(original, self, instance_id, key, value):
    """Source/destination check and groups of an instance are those of its primary interface."""
    instance = original(self, instance_id, key, value)
    if key == "source_dest_check" and 0 in instance.nics:
        instance.nics[0].source_dest_check = value
    return instance


def read_groups(self):
    nics = getattr(self, "nics", None)
    return list(nics[0]._group_set) if nics and 0 in nics else self.launch_groups


def write_groups(self, groups):
    self.launch_groups = groups
    nics = getattr(self, "nics", None)
    if nics and 0 in nics:
        nics[0]._group_set = list(groups)


def apply():
    wrap(InstanceResponse, "run_instances", run_instances)
    wrap(InstanceBackend, "modify_instance_metadata_options", modify_instance_metadata_options)
    wrap(InstanceBackend, "modify_instance_attribute", modify_instance_attribute)
    Instance.security_groups = property(read_groups, write_groups)
