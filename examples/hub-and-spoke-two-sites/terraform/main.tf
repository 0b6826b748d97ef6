# Hub and spoke, two sites, overlapping zones: acmecorp.com at headquarters, eu.acmecorp.com in Berlin, cloud.acmecorp.com in AWS.

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

variable "ami" {
  type = string
}

locals {
  hub_cidr_block   = "10.20.0.0/16"
  spoke_cidr_block = "10.21.0.0/16"
}

resource "aws_vpc" "hub" {
  cidr_block           = local.hub_cidr_block
  enable_dns_hostnames = true
}

resource "aws_vpc" "spoke" {
  cidr_block           = local.spoke_cidr_block
  enable_dns_hostnames = true
}

resource "aws_subnet" "hub" {
  for_each          = { a = "10.20.1.0/24", b = "10.20.2.0/24" }
  vpc_id            = aws_vpc.hub.id
  cidr_block        = each.value
  availability_zone = "eu-west-1${each.key}"
}

resource "aws_subnet" "spoke" {
  for_each          = { a = "10.21.1.0/24", b = "10.21.2.0/24" }
  vpc_id            = aws_vpc.spoke.id
  cidr_block        = each.value
  availability_zone = "eu-west-1${each.key}"
}

resource "aws_instance" "app1" {
  ami           = var.ami
  instance_type = "t4g.small"
  subnet_id     = aws_subnet.spoke["a"].id
}

resource "aws_lb" "web" {
  internal = true
  subnets  = [for subnet in aws_subnet.spoke : subnet.id]
}

module "hybrid_dns" {
  # `npm run build:terraform-module` makes it.
  source = "../../../terraform-module/hybrid-dns"
  name   = "acme"

  vpcs = {
    hub = {
      vpc_id      = aws_vpc.hub.id
      cidr_blocks = [local.hub_cidr_block]
      forwarders = {
        a = { subnet_id = aws_subnet.hub["a"].id, address = "10.20.1.53" }
        b = { subnet_id = aws_subnet.hub["b"].id, address = "10.20.2.53" }
      }
    }
    spoke = { vpc_id = aws_vpc.spoke.id, cidr_blocks = [local.spoke_cidr_block] }
  }
  sites = {
    headquarters = { zones = ["acmecorp.com"], cidr_blocks = ["10.0.0.0/8"], resolvers = ["10.1.0.53", "10.2.0.53"] }
    berlin       = { zones = ["eu.acmecorp.com"], cidr_blocks = ["10.50.0.0/16"], resolvers = ["10.50.0.53"] }
  }
  private_zones = {
    "cloud.acmecorp.com" = {
      records = {
        app1 = { a = [aws_instance.app1.private_ip] }
        web  = { alias = { dns_name = aws_lb.web.dns_name, zone_id = aws_lb.web.zone_id } }
        mail = { cname = "smtp.acmecorp.com" }
      }
    }
  }
  tags = { team = "network" }
}

output "forwarders" {
  value = module.hybrid_dns.forwarder_addresses
}

output "berlin" {
  value = module.hybrid_dns.site_configuration["berlin"]
}

output "zone_ids" {
  value = module.hybrid_dns.zone_ids
}
