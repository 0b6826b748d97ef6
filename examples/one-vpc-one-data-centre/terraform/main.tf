# The smallest: one VPC, one data centre.

terraform {
  required_providers {
    aws       = { source = "hashicorp/aws" }
    hybriddns = { source = "hybrid-dns/hybriddns" }
  }
}

provider "aws" {
  region = "eu-west-1"
}

provider "hybriddns" {
  region = "eu-west-1"
}

module "hybrid_dns" {
  # `npm run build:terraform-module` makes it.
  source = "../../../terraform-module/hybrid-dns"
  name   = "acme"

  vpcs = {
    main = {
      vpc_id      = "vpc-0a1b2c3d4e5f60718"
      cidr_blocks = ["10.20.0.0/16"]
      forwarders  = { a = { subnet_id = "subnet-0aaa" }, b = { subnet_id = "subnet-0bbb" } }
    }
  }
  sites = {
    headquarters = { zones = ["acmecorp.com"], cidr_blocks = ["10.0.0.0/14"], resolvers = ["10.1.0.53", "10.2.0.53"] }
  }
  private_zones = {
    "cloud.acmecorp.com" = { records = { app1 = { a = ["10.20.1.10"] } } }
  }
}

output "forwarders" {
  value = module.hybrid_dns.forwarder_addresses
}

output "on_premises" {
  value = module.hybrid_dns.site_configuration
}
