locals {
  # A cut name ends in a hash of the whole, so that two long names that differ only at their ends stay two names.
  hash_length = 8
  kept        = var.limit - local.hash_length - 1
}
