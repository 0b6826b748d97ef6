"""An option set has the tags that it was made with; moto takes only those that are put on it later."""

from moto.ec2.responses.dhcp_options import DHCPOptions

from .wrapping import wrap


def create_dhcp_options(original, self):
    tags = self._parse_tag_specification("dhcp-options").get("dhcp-options", {})
    answer = original(self)
    answer.result["DhcpOptions"].add_tags(tags)
    return answer


def apply():
    wrap(DHCPOptions, "create_dhcp_options", create_dhcp_options)
