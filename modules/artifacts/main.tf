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

  # Of a file in the zip, whose name is in it as it is; 30 bytes of that are 40 characters of base64, wherever it starts.
  decoder   = "node_modules/libheif-js/libheif-wasm/libheif.wasm"
  spellings = [for start in range(3) : base64encode(substr(local.decoder, start, 30))]
  lacks_heic = var.heic && local.package.path != null && length(local.missing) == 0 ? !anytrue([
    for spelling in local.spellings : strcontains(filebase64(local.package.path), spelling)
  ]) : false

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
