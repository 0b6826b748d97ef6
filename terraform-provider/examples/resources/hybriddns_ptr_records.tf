resource "hybriddns_ptr_records" "corp" {
  zone_ids = {
    "20.10.in-addr.arpa" = "Z0123456789ABCDEFGHIJ"
  }

  address_records = [
    { name = "app1.cloud.acmecorp.com", addresses = ["10.20.0.5"] },
    { name = "app2.cloud.acmecorp.com", addresses = ["10.20.0.6"], ttl_seconds = 60 },
  ]

  exclude = ["*.kube.cloud.acmecorp.com"]
}
