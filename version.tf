locals {
  # Equal to the version in package.json, which is built into the zip and the viewer function; a test compares the two.
  version = "0.1.0"
}
