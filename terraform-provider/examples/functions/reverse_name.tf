# "5.0.20.10.in-addr.arpa"
output "name" {
  value = provider::hybriddns::reverse_name("10.20.0.5")
}
