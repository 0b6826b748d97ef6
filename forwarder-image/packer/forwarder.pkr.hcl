# An image of the DNS forwarder by Packer, for those who build their images with it: the same provisioning as everywhere.
#
#   packer build -var region=eu-central-1 node_modules/hybrid-dns/forwarder-image/packer
#
# The image's name can hold the hash of what it is made from:
#   -var "name=$(node -p 'require("hybrid-dns/io/forwarder-image").forwarderImageName()')"
# Give its id to the components as `imageId`.

variable "region" {
  type = string
}

variable "architecture" {
  type        = string
  default     = "arm64"
  description = "arm64 or amd64."
}

variable "name" {
  type        = string
  default     = ""
  description = "Of the image; by default with the time at which it was built."
}

variable "subnet_id" {
  type        = string
  default     = ""
  description = "With a way to the internet; by default one of the default VPC."
}

variable "security_updates" {
  type        = string
  default     = "no"
  description = "Whether forwarders install security updates by themselves: yes or no."
}

variable "ssm_agent" {
  type        = string
  default     = "no"
  description = "Whether the agent of Systems Manager, which the image to begin with must bring, stays: yes or no."
}

variable "source_owner" {
  type        = string
  default     = "136693071363"
  description = "Account that owns the image to begin with; by default Debian's."
}

variable "source_name" {
  type        = string
  default     = ""
  description = "Name of the image to begin with, the newest of those with * in it; by default Debian 13 of the architecture."
}

variable "ssh_username" {
  type        = string
  default     = "admin"
  description = "Whom the image to begin with lets in: admin on Debian, ubuntu on Ubuntu."
}

variable "folder" {
  type        = string
  default     = "../../dist/forwarder-image"
  description = "What the image is made from, relative to this file."
}

locals {
  instance_type = { arm64 = "t4g.small", amd64 = "t3.small" }
  time          = formatdate("YYYYMMDD-hhmmss", timestamp())
  source_name   = var.source_name != "" ? var.source_name : "debian-13-${var.architecture}-*"
  image_name    = var.name != "" ? var.name : "hybrid-dns-forwarder-packer-${local.time}"
}

source "amazon-ebs" "forwarder" {
  region          = var.region
  subnet_id       = var.subnet_id
  instance_type   = local.instance_type[var.architecture]
  ami_name        = local.image_name
  ami_description = "DNS forwarder made by hybrid-dns"
  ssh_username    = var.ssh_username
  encrypt_boot    = true

  source_ami_filter {
    owners      = [var.source_owner]
    most_recent = true
    filters = {
      name                = local.source_name
      virtualization-type = "hvm"
      root-device-type    = "ebs"
    }
  }
}

build {
  sources = ["source.amazon-ebs.forwarder"]

  provisioner "file" {
    source      = "${path.root}/${var.folder}"
    destination = "/tmp"
  }

  # It takes away the server by which Packer is connected: the last thing that is done.
  provisioner "shell" {
    environment_vars = ["SECURITY_UPDATES=${var.security_updates}", "SSM_AGENT=${var.ssm_agent}"]
    execute_command  = "sudo env {{ .Vars }} sh {{ .Path }}"
    skip_clean       = true
    inline = [
      "cloud-init status --wait > /dev/null || true",
      "/bin/sh /tmp/forwarder-image/provision.sh",
      "cloud-init clean --logs",
      "rm -rf /tmp/forwarder-image",
      "cat /usr/share/hybrid-dns/packages.cdx.json",
    ]
  }
}
