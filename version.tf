locals {
  # package.json's, which the zip and the viewer function are built with: a test compares the two.
  version = "0.1.0"
}
