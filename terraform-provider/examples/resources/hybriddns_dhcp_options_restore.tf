# What the VPC has now; nothing changes until this is destroyed.
resource "hybriddns_dhcp_options_restore" "hub" {
  vpc_id          = "vpc-0a1b2c3d4e5f60718"
  dhcp_options_id = "dopt-0a1b2c3d4e5f60718"
}

resource "aws_vpc_dhcp_options" "hub" {
  domain_name_servers = ["10.20.1.53", "10.20.2.53"]
}

resource "aws_vpc_dhcp_options_association" "hub" {
  vpc_id          = hybriddns_dhcp_options_restore.hub.vpc_id
  dhcp_options_id = aws_vpc_dhcp_options.hub.id

  # Goes first on destroy; an association that moves to another VPC in place would leave its set to the one that it leaves.
  lifecycle { replace_triggered_by = [hybriddns_dhcp_options_restore.hub.vpc_id] }
}
