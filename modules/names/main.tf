locals {
  # A truncated name ends in a hash of the full name, so that long names that differ only at the end stay distinct.
  hash_length = 8
  kept        = var.limit - local.hash_length - 1
}
