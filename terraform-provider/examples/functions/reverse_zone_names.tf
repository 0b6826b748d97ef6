# ["20.10.in-addr.arpa", "21.10.in-addr.arpa"]
output "zones" {
  value = provider::hybriddns::reverse_zone_names("10.20.0.0/15")
}
