output "conf" {
  value = provider::hybriddns::unbound_conf(["10.0.0.0/14"], { "corp.acmecorp.com" = ["10.50.0.53"] })
}
