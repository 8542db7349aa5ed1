# Looks for what `make build` makes, once for the whole stack: otherwise each function would report the same missing file.
locals {
  package = {
    path = var.package.s3_bucket != null ? null : coalesce(
      var.package.path, "${var.folder}/dist/darkroom-${var.architecture}.zip"
    )
    s3_bucket         = var.package.s3_bucket
    s3_key            = var.package.s3_key
    s3_object_version = var.package.s3_object_version
  }

  edge_path = coalesce(var.edge_path, "${var.folder}/dist/edge.js")

  # `try`: fileexists fails on a directory.
  missing = concat(
    local.package.path == null || try(fileexists(local.package.path), false) ? [] : [{
      what    = "the functions' package"
      path    = local.package.path
      setting = "package.path"
      given   = var.package.path != null
    }],
    !var.viewer_function || try(fileexists(local.edge_path), false) ? [] : [{
      what    = "the viewer function"
      path    = local.edge_path
      setting = "edge_path"
      given   = var.edge_path != null
    }],
  )
}
