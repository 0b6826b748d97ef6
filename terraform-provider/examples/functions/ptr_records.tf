# { "5.0.20.10.in-addr.arpa" = ["app1.cloud.acmecorp.com"] }
output "records" {
  value = provider::hybriddns::ptr_records(
    [{ name = "app1.cloud.acmecorp.com", addresses = ["10.20.0.5"] }],
    ["20.10.in-addr.arpa"],
  )
}
