import assert from "node:assert/strict";
import { DescribeInstancesCommand, DescribeNetworkInterfacesCommand, RegisterImageCommand } from "@aws-sdk/client-ec2";
import { snapshotOf } from "../../../lab/front/route53/snapshot";
import { region, withFront } from "./running-front";
import { type TerraformAgainstFront, terraformAgainst, terraformSkipReason } from "./terraform-against-front";

const program = (imageId: string) => `
resource "aws_vpc" "hub" {
  cidr_block           = "10.20.0.0/16"
  enable_dns_hostnames = true
}
resource "aws_vpc" "spoke" {
  cidr_block = "10.21.0.0/16"
}
resource "aws_subnet" "forwarder" {
  count             = 2
  vpc_id            = aws_vpc.hub.id
  cidr_block        = "10.20.\${count.index}.0/24"
  availability_zone = "${region}\${["a", "b"][count.index]}"
}
resource "aws_security_group" "dns" {
  name   = "dns"
  vpc_id = aws_vpc.hub.id
  ingress {
    protocol    = "udp"
    from_port   = 53
    to_port     = 53
    cidr_blocks = ["10.0.0.0/8"]
  }
}
resource "aws_network_interface" "forwarder" {
  count           = 2
  subnet_id       = aws_subnet.forwarder[count.index].id
  private_ips     = ["10.20.\${count.index}.10"]
  security_groups = [aws_security_group.dns.id]
  tags            = { Name = "forwarder \${count.index}" }
}
resource "aws_iam_role" "forwarder" {
  name = "forwarder"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}
resource "aws_iam_instance_profile" "forwarder" {
  name = "forwarder"
  role = aws_iam_role.forwarder.name
}
resource "aws_instance" "forwarder" {
  count                = 2
  ami                  = "${imageId}"
  instance_type        = "t4g.micro"
  iam_instance_profile = aws_iam_instance_profile.forwarder.name
  user_data            = "#!/bin/sh\\necho forwarder\\n"
  network_interface {
    device_index         = 0
    network_interface_id = aws_network_interface.forwarder[count.index].id
  }
  metadata_options {
    http_tokens                 = "required"
    http_endpoint               = "enabled"
    http_put_response_hop_limit = 1
  }
  root_block_device {
    encrypted   = true
    volume_type = "gp3"
    volume_size = 8
  }
  user_data_replace_on_change = true
  tags                        = { Name = "forwarder \${count.index}" }
}
resource "aws_vpc_dhcp_options" "forwarders" {
  domain_name         = "cloud.acmecorp.com"
  domain_name_servers = aws_network_interface.forwarder[*].private_ip
}
resource "aws_vpc_dhcp_options_association" "hub" {
  vpc_id          = aws_vpc.hub.id
  dhcp_options_id = aws_vpc_dhcp_options.forwarders.id
}
resource "aws_lb" "web" {
  name            = "web"
  internal        = true
  subnets         = aws_subnet.forwarder[*].id
  security_groups = [aws_security_group.dns.id]
}
resource "aws_route53_zone" "cloud" {
  name    = "cloud.acmecorp.com"
  comment = "names of the cloud"
  vpc { vpc_id = aws_vpc.hub.id }
  lifecycle { ignore_changes = [vpc] }
  tags = { part = "cloud" }
}
resource "aws_route53_zone_association" "spoke" {
  zone_id = aws_route53_zone.cloud.zone_id
  vpc_id  = aws_vpc.spoke.id
}
resource "aws_route53_record" "app" {
  zone_id = aws_route53_zone.cloud.zone_id
  name    = "*.app.cloud.acmecorp.com"
  type    = "A"
  ttl     = 60
  records = ["10.20.0.50", "10.20.1.50"]
}
resource "aws_route53_record" "text" {
  zone_id = aws_route53_zone.cloud.zone_id
  name    = "text"
  type    = "TXT"
  ttl     = 60
  records = ["v=spf1 -all"]
}
resource "aws_route53_record" "web" {
  zone_id = aws_route53_zone.cloud.zone_id
  name    = "web.cloud.acmecorp.com"
  type    = "A"
  alias {
    name                   = aws_lb.web.dns_name
    zone_id                = aws_lb.web.zone_id
    evaluate_target_health = false
  }
}
`;

describe("the real Terraform and its AWS provider against the front", function () {
  this.timeout(300_000);
  const running = withFront();
  let against: TerraformAgainstFront;

  before(async function () {
    const reason = await terraformSkipReason();
    if (reason !== undefined) {
      console.log(`      skipped: ${reason}`);
      this.skip();
    }
    const { ImageId } = await running().ec2.send(
      new RegisterImageCommand({ Name: "forwarder", RootDeviceName: "/dev/xvda", Architecture: "arm64" }),
    );
    against = await terraformAgainst(running(), program(ImageId!));
  });

  it("applies, plans nothing more, and destroys all of it", async () => {
    const { context } = running().front.route53;
    await against.works("apply", "-auto-approve", "-input=false", "-no-color");
    const [zone] = snapshotOf(context.store).zones;
    assert.equal(zone?.private, true);
    assert.equal(zone?.vpcs.length, 2);
    assert.deepEqual(
      zone?.recordSets.filter(({ type }) => type !== "NS" && type !== "SOA").map(({ name, type }) => `${name} ${type}`),
      ["*.app.cloud.acmecorp.com. A", "text.cloud.acmecorp.com. TXT", "web.cloud.acmecorp.com. A"],
    );

    const plan = await against.terraform("plan", "-detailed-exitcode", "-input=false", "-no-color");
    assert.equal(plan.code, 0, plan.output);
    assert.match(plan.output, /No changes/);

    await against.works("destroy", "-auto-approve", "-input=false", "-no-color");
    assert.deepEqual(snapshotOf(context.store).zones, []);
    const { ec2 } = running();
    assert.deepEqual((await ec2.send(new DescribeNetworkInterfacesCommand({}))).NetworkInterfaces, []);
    const states = (await ec2.send(new DescribeInstancesCommand({}))).Reservations?.flatMap(({ Instances }) =>
      (Instances ?? []).map(({ State }) => State?.Name),
    );
    assert.deepEqual(states, ["terminated", "terminated"]);
  });
});
