import assert from "node:assert/strict";
import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import {
  DescribeInstancesCommand,
  DescribeLaunchTemplatesCommand,
  DescribeNetworkInterfacesCommand,
  RegisterImageCommand,
} from "@aws-sdk/client-ec2";
import { GetObjectCommand, ListBucketsCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { clientOf, region, withFront } from "./running-front";
import { type TerraformAgainstFront, terraformAgainst, terraformSkipReason } from "./terraform-against-front";

/** A forwarder as the components declare it: a group of one at an address of its own, its bucket, its alarms. */
const program = (imageId: string, configuration: string) => `
resource "aws_vpc" "hub" {
  cidr_block = "10.20.0.0/16"
}
resource "aws_subnet" "forwarder" {
  vpc_id            = aws_vpc.hub.id
  cidr_block        = "10.20.0.0/24"
  availability_zone = "${region}a"
}
data "aws_subnet" "forwarder" {
  id = aws_subnet.forwarder.id
}
resource "aws_network_interface" "forwarder" {
  subnet_id   = aws_subnet.forwarder.id
  private_ips = ["10.20.0.53"]
}
resource "aws_route_table" "forwarder" {
  vpc_id = aws_vpc.hub.id
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.hub.id
  service_name    = "com.amazonaws.${region}.s3"
  route_table_ids = [aws_route_table.forwarder.id]
}
resource "aws_s3_bucket" "configuration" {
  bucket_prefix = "acme-hub-"
  force_destroy = true
  tags          = { Name = "acme-hub" }
}
resource "aws_s3_bucket_public_access_block" "configuration" {
  bucket                  = aws_s3_bucket.configuration.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
resource "aws_s3_bucket_policy" "configuration" {
  bucket     = aws_s3_bucket.configuration.id
  depends_on = [aws_s3_bucket_public_access_block.configuration]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.configuration.arn, "\${aws_s3_bucket.configuration.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}
resource "aws_s3_bucket_server_side_encryption_configuration" "configuration" {
  bucket = aws_s3_bucket.configuration.id
  rule {
    apply_server_side_encryption_by_default { sse_algorithm = "AES256" }
  }
}
resource "aws_s3_bucket_versioning" "configuration" {
  bucket = aws_s3_bucket.configuration.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_s3_bucket_lifecycle_configuration" "configuration" {
  bucket     = aws_s3_bucket.configuration.id
  depends_on = [aws_s3_bucket_versioning.configuration]
  rule {
    id     = "replaced"
    status = "Enabled"
    filter {}
    noncurrent_version_expiration { noncurrent_days = 90 }
  }
}
resource "aws_s3_object" "configuration" {
  bucket       = aws_s3_bucket.configuration.id
  key          = "configuration/\${sha256("${configuration}")}"
  content      = "${configuration}"
  content_type = "text/plain; charset=utf-8"
  depends_on   = [aws_s3_bucket_versioning.configuration, aws_s3_bucket_policy.configuration]
  lifecycle { create_before_destroy = true }
}
resource "aws_iam_role" "forwarder" {
  name = "acme-hub"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}
resource "aws_iam_role_policy" "forwarder" {
  role = aws_iam_role.forwarder.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "\${aws_s3_bucket.configuration.arn}/*" }]
  })
}
resource "aws_iam_role_policy_attachment" "ssm" {
  role       = aws_iam_role.forwarder.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}
resource "aws_iam_instance_profile" "forwarder" {
  name = "acme-hub"
  role = aws_iam_role.forwarder.name
}
resource "aws_launch_template" "forwarder" {
  name                                 = "acme-hub-a"
  description                          = "DNS forwarder acme-hub-a"
  image_id                             = "${imageId}"
  instance_type                        = "t4g.small"
  instance_initiated_shutdown_behavior = "terminate"
  update_default_version               = true
  user_data                            = base64encode("${configuration}")
  iam_instance_profile { name = aws_iam_instance_profile.forwarder.name }
  network_interfaces {
    device_index          = 0
    network_interface_id  = aws_network_interface.forwarder.id
    delete_on_termination = "false"
  }
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      encrypted   = "true"
      volume_type = "gp3"
    }
  }
  tag_specifications {
    resource_type = "instance"
    tags          = { Name = "acme-hub-a" }
  }
  tags = { Name = "acme-hub-a" }
}
resource "aws_autoscaling_group" "forwarder" {
  name                      = "acme-hub-a"
  min_size                  = 1
  max_size                  = 1
  desired_capacity          = 1
  availability_zones        = [data.aws_subnet.forwarder.availability_zone]
  health_check_type         = "EC2"
  health_check_grace_period = 30
  depends_on                = [aws_iam_role_policy.forwarder, aws_s3_object.configuration]
  launch_template {
    id      = aws_launch_template.forwarder.id
    version = "$Latest"
  }
  instance_maintenance_policy {
    min_healthy_percentage = 0
    max_healthy_percentage = 100
  }
  tag {
    key                 = "Name"
    value               = "acme-hub-a"
    propagate_at_launch = false
  }
}
resource "aws_cloudwatch_metric_alarm" "healthy" {
  alarm_name          = "acme-hub-none-healthy"
  alarm_description   = "No forwarder is healthy."
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  evaluation_periods  = 2
  treat_missing_data  = "breaching"
  metric_query {
    id          = "highest"
    label       = "Healthy"
    expression  = "MAX([FILL(slot1, 0)])"
    return_data = true
  }
  metric_query {
    id = "slot1"
    metric {
      namespace   = "HybridDNS"
      metric_name = "Healthy"
      period      = 60
      stat        = "Maximum"
      dimensions  = { Forwarders = "acme-hub", Slot = "a" }
    }
  }
}
resource "aws_cloudwatch_dashboard" "forwarders" {
  dashboard_name = "acme-hub"
  dashboard_body = jsonencode({
    widgets = [{ type = "text", x = 0, y = 0, width = 3, height = 3, properties = { markdown = "acme-hub" } }]
  })
}
resource "aws_cloudwatch_log_group" "queries" {
  name              = "/hybrid-dns/acme-hub"
  retention_in_days = 7
}
`;

describe("the real Terraform with forwarders that heal themselves, against the front", function () {
  this.timeout(300_000);
  const running = withFront();
  let against: TerraformAgainstFront;
  let imageId: string;
  before(async function () {
    const reason = await terraformSkipReason();
    if (reason !== undefined) {
      console.log(`      skipped: ${reason}`);
      this.skip();
    }
    const { ImageId } = await running().ec2.send(
      new RegisterImageCommand({ Name: "forwarder", RootDeviceName: "/dev/xvda", Architecture: "arm64" }),
    );
    imageId = ImageId!;
    against = await terraformAgainst(running(), program(imageId, "server:"));
  });
  const plansNothing = async () => {
    const plan = await against.terraform("plan", "-detailed-exitcode", "-input=false", "-no-color");
    assert.equal(plan.code, 0, plan.output);
  };
  const apply = () => against.works("apply", "-auto-approve", "-input=false", "-no-color");

  it("applies, changes the configuration in place, plans nothing more, and destroys all of it", async () => {
    const { ec2, front } = running();
    const client = clientOf(front.endpoint);
    const autoScaling = new AutoScalingClient(client);
    const s3 = new S3Client({ ...client, forcePathStyle: true });
    const holder = async () => {
      const { AutoScalingGroups } = await autoScaling.send(new DescribeAutoScalingGroupsCommand({}));
      return AutoScalingGroups?.[0]?.Instances?.[0]?.InstanceId;
    };
    await apply();
    const first = await holder();
    const instance = (await ec2.send(new DescribeInstancesCommand({ InstanceIds: [first!] }))).Reservations?.[0]
      ?.Instances?.[0];
    assert.equal(instance?.PrivateIpAddress, "10.20.0.53");
    await plansNothing();

    await against.write(program(imageId, "forward-zone:"));
    assert.match(await apply(), /Resources: 1 added, 1 changed, 1 destroyed/);
    assert.equal(await holder(), first, "the instance stays");
    await plansNothing();

    // What forwarders write and versions that were replaced go with the bucket.
    const Bucket = (await s3.send(new ListBucketsCommand({}))).Buckets![0]!.Name!;
    for (const Body of ["one", "two"]) await s3.send(new PutObjectCommand({ Bucket, Key: "reports/a.json", Body }));
    const seen = await s3.send(new GetObjectCommand({ Bucket, Key: "reports/a.json" }));
    assert.equal(await seen.Body?.transformToString(), "two");

    await against.works("destroy", "-auto-approve", "-input=false", "-no-color");
    assert.deepEqual((await ec2.send(new DescribeNetworkInterfacesCommand({}))).NetworkInterfaces, []);
    assert.deepEqual((await ec2.send(new DescribeLaunchTemplatesCommand({}))).LaunchTemplates, []);
    assert.equal(await holder(), undefined);
    assert.deepEqual((await s3.send(new ListBucketsCommand({}))).Buckets ?? [], []);
    const cloudWatch = new CloudWatchClient(client);
    assert.deepEqual((await cloudWatch.send(new DescribeAlarmsCommand({}))).MetricAlarms, []);
  });
});
