resource "hybriddns_records" "cloud" {
  zone_name = "cloud.acmecorp.com"
  zone_id   = "Z0123456789ABCDEFGHIJ"

  records = {
    app1 = { a = ["10.20.0.5"], aaaa = ["fd00:20::5"] }
    www  = { cname = "app1.cloud.acmecorp.com" }
    "@"  = { txt = ["v=spf1 -all"], mx = [{ preference = 10, exchange = "mail.acmecorp.com" }] }
  }
}

# The addresses among them get PTR records.
resource "hybriddns_ptr_records" "cloud" {
  zone_ids        = { "20.10.in-addr.arpa" = "Z0123456789KLMNOPQRST" }
  address_records = [for name, each in { app1 = ["10.20.0.5"] } : { name = "${name}.cloud.acmecorp.com", addresses = each }]
}
