variable "module" {
  description = "Folder of the module `hybrid-dns`."
  type        = string
}

output "zones" {
  value = keys(provider::hybriddns::topology("acme", {
    vpcs          = { main = { vpc_id = "vpc-0a1b2c3d4e5f60718", cidr_blocks = ["10.20.0.0/16"] } }
    primary_vpc   = "main"
    private_zones = { "cloud.acmecorp.com" = { records = { app1 = { a = ["10.20.1.10"] } } } }
  }, file("${var.module}/form.json")).resource.aws_route53_zone.this)
}
