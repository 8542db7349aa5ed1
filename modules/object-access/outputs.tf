output "originals" {
  description = "Resources of a policy statement about all originals: an ARN with a wildcard for each of their prefixes."
  value       = [for prefix in local.original_prefixes : "${var.stack.bucket_arn}/${prefix}*"]
}

output "made" {
  description = <<-EOT
    Resources of policy statements about what Darkroom makes: `variants`, `manifests` and `locks`, each an ARN with a wildcard.
  EOT
  value       = { for use in ["variants", "manifests", "locks"] : use => "${local.made_in}/${var.stack.prefixes[use]}*" }
}

output "sweep_lease" {
  description = "ARN of the object that records which sweep is running."
  value       = "${local.made_in}/${var.stack.prefixes.locks}sweep"
}

output "list_statements" {
  description = <<-EOT
    Policy statements of a role that lists originals and what was made of them. They also make S3 return 404 for a missing key:
    without them it returns 403, and a missing original looks like a forbidden one.
  EOT
  value = [for listing in local.listings : {
    sid       = listing.sid
    actions   = ["s3:ListBucket"]
    resources = [listing.bucket]
    condition = contains(listing.prefixes, "") ? null : {
      StringLike = { "s3:prefix" = sort([for prefix in listing.prefixes : "${prefix}*"]) }
    }
  }]
}
