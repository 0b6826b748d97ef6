terraform {
  required_providers {
    hybriddns = {
      source = "hybrid-dns/hybriddns"
    }
  }
}

provider "hybriddns" {
  region = "eu-central-1"

  assume_role {
    role_arn = "arn:aws:iam::111122223333:role/dns"
  }
}
