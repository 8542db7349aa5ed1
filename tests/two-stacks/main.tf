# Two stacks in one account and region. Their long names differ only in the last character. The second stack's KMS key and
# permissions boundary, roles and subnets, and the first stack's CloudFront policies, which the second shares, are created in the same plan, so
# their ARNs and IDs are unknown in it.
module "first" {
  source = "../.."

  name      = "a-stack-whose-name-takes-all-of-the-sixty-four-characters-here-1"
  package   = { s3_bucket = "packages", s3_key = "darkroom.zip" }
  edge_path = "${path.module}/../../modules/cdn/tests/edge.txt"
}

module "second" {
  source = "../.."

  name                     = "a-stack-whose-name-takes-all-of-the-sixty-four-characters-here-2"
  package                  = { s3_bucket = "packages", s3_key = "darkroom.zip" }
  edge_path                = "${path.module}/../../modules/cdn/tests/edge.txt"
  bucket                   = { kms_key_arn = aws_kms_key.this.arn }
  messages                 = { kms_key_arn = aws_kms_key.this.arn }
  logs                     = { kms_key_arn = aws_kms_key.this.arn }
  permissions_boundary_arn = aws_iam_policy.boundary.arn
  cdn                      = { policies = module.first.cdn_policies }
  roles                    = { existing = { process = { arn = aws_iam_role.this.arn }, sweep_schedule = { arn = aws_iam_role.this.arn } } }
  functions                = { vpc = { subnet_ids = [aws_subnet.this.id], security_group_ids = [aws_security_group.this.id] } }
}

resource "aws_iam_role" "this" {
  assume_role_policy = module.first.role_policies.process.trust
}

resource "aws_subnet" "this" {
  vpc_id     = "vpc-0123456789abcdef0"
  cidr_block = "10.0.0.0/24"
}

resource "aws_security_group" "this" {
  vpc_id = "vpc-0123456789abcdef0"
}

resource "aws_kms_key" "this" {
  description = "Created together with the stack that uses it."
}

resource "aws_iam_policy" "boundary" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
  })
}
