output "name" {
  description = "Name of the provider's region, such as eu-central-1."
  # Provider 6 warns of `id` and `name`, in favour of `region`, which provider 5 does not have. Both have the endpoint of EC2:
  # https://docs.aws.amazon.com/ec2/latest/devguide/ec2-endpoints.html
  value = regex("^ec2\\.([a-z0-9-]+)\\.", data.aws_region.this.endpoint)[0]
}
