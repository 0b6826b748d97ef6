data "hybriddns_zone_records" "cloud" {
  zone_id = "Z0123456789ABCDEFGHIJ"
  types   = ["A", "AAAA"]
}

resource "hybriddns_ptr_records" "cloud" {
  zone_ids        = { "20.10.in-addr.arpa" = "Z0123456789KLMNOPQRST" }
  address_records = data.hybriddns_zone_records.cloud.address_records
}
