data "hybriddns_forwarder_configuration" "hub" {
  client_cidr_blocks = {
    headquarters = "10.0.0.0/14"
  }

  forward_zones = {
    "corp.acmecorp.com"  = ["10.50.0.53", "10.51.0.53"]
    "50.10.in-addr.arpa" = ["10.50.0.53"]
  }
}

output "user_data" {
  value = data.hybriddns_forwarder_configuration.hub.user_data
}
