# What the function may do, in addition to writing its log: read one parameter, and what it needs of one folder. A presigned upload,
# and the link to an original, have these rights too.
locals {
  originals = "${var.originals_prefix}${var.folder}"

  # Variants of paths with other characters than letters, digits, dots, underscores and hyphens are under the base32hex of their
  # paths, of which a folder decides all but the last bits: `beginningOf` of handler/src/spelling.ts. Terraform has no such function.
  codes = merge(
    { for index, letter in split("", "abcdefghijklmnopqrstuvwxyz") : letter => 97 + index },
    { for index, digit in split("", "0123456789") : digit => 48 + index },
    { "-" = 45, "/" = 47 },
  )
  bits = join("", [for letter in split("", var.folder) : format("%08b", lookup(local.codes, letter, 0))])
  encoded = join("", [
    for group in range(floor(length(local.bits) / 5)) :
    substr("0123456789abcdefghijklmnopqrstuv", parseint(substr(local.bits, 5 * group, 5), 2), 1)
  ])
  variants = ["variants/${var.folder}*", "variants/_base32/${local.encoded}*"]

  service_domain = "${module.region.name}.${data.aws_partition.this.dns_suffix}"

  statements = concat(
    [
      {
        sid     = "ReadSecret"
        actions = ["ssm:GetParameter"]
        resources = [join(":", [
          "arn", data.aws_partition.this.partition, "ssm", module.region.name, data.aws_caller_identity.this.account_id,
          "parameter${local.parameter}"
        ])]
        condition = null
      },
      {
        sid       = "ReadStack"
        actions   = ["s3:GetObject"]
        resources = ["${var.variants_bucket_arn}/${local.stack_key}"]
        condition = null
      },
      {
        # DeleteObjectVersion for restoring: it deletes a delete marker.
        sid       = "ChangePhotosOfFolder"
        actions   = ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:GetObject", "s3:PutObject"]
        resources = ["${var.bucket_arn}/${local.originals}*"]
        condition = null
      },
      {
        sid       = "ListPhotosOfFolder"
        actions   = ["s3:ListBucket", "s3:ListBucketVersions"]
        resources = [var.bucket_arn]
        condition = { StringLike = { "s3:prefix" = ["${local.originals}*"] } }
      },
      {
        sid       = "ListVariantsOfFolder"
        actions   = ["s3:ListBucket"]
        resources = [var.variants_bucket_arn]
        condition = { StringLike = { "s3:prefix" = local.variants } }
      },
    ],
    # The account's key aws/ssm lets everybody in the account decrypt through SSM; a key of one's own does not.
    [for arn in var.secret.kms_key_arn[*] : {
      sid       = "DecryptSecret"
      actions   = ["kms:Decrypt"]
      resources = [arn]
      condition = { StringEquals = { "kms:ViaService" = ["ssm.${local.service_domain}"] } }
    }],
    [for arn in var.bucket_kms_key_arn[*] : {
      sid       = "UseObjectsKey"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      resources = [arn]
      condition = { StringEquals = { "kms:ViaService" = ["s3.${local.service_domain}"] } }
    }],
  )
}
