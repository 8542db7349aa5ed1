variable "originals" {
  description = <<-EOT
    Where the originals are in the bucket.
    - `prefix`: their key prefix, for example `originals/` or `media/photos/`: at most 200 characters, ending with a slash, without empty
      or dot segments, and outside `variants/`, `manifests/`, `locks/` and `overlays/`. An original's path is its key without the
      prefix. It may be empty if `variants_bucket` or `folders` is set.
    - `folders`: the folders under the prefix that hold originals, for example `avatars/`, each ending with a slash and none within
      another, at most 20; none for everything under the prefix. Paths begin with the folder.
  EOT
  type = object({
    prefix  = optional(string, "originals/")
    folders = optional(set(string), [])
  })
  default  = {}
  nullable = false

  validation {
    condition = (
      length(var.originals.prefix) <= 200 && can(regex("^([A-Za-z0-9!_.'()-]+/)*$", var.originals.prefix))
      && alltrue([for segment in split("/", var.originals.prefix) : !contains([".", ".."], segment)])
    )
    error_message = join("", [
      "originals.prefix must be empty, or at most 200 characters that end with a slash and do not start with one, of letters, digits and ",
      "! _ . ' ( ) - in its segments, none of which is . or .., but it is \"${var.originals.prefix}\".",
    ])
  }

  validation {
    condition = (
      var.variants_bucket != null
      || alltrue([for reserved in ["variants/", "manifests/", "locks/", "overlays/"] : !startswith(var.originals.prefix, reserved)])
    )
    error_message = join("", [
      "originals.prefix must be outside variants/, manifests/, locks/ and overlays/, which Darkroom writes to, but it is ",
      "\"${var.originals.prefix}\".",
    ])
  }

  validation {
    condition = var.originals.prefix != "" || var.variants_bucket != null || length(var.originals.folders) > 0
    error_message = join("", [
      "originals.prefix is \"\", so every object would be an original, variants included: set variants_bucket, so that they are ",
      "kept elsewhere, or name the folders that hold originals in originals.folders.",
    ])
  }

  validation {
    condition     = length(var.originals.folders) <= 20
    error_message = "originals.folders must be at most 20, because policies name each, but has ${length(var.originals.folders)}."
  }

  validation {
    condition = alltrue([
      for folder in var.originals.folders :
      length(folder) <= 200 && can(regex("^([A-Za-z0-9!_.'()-]+/)+$", folder))
      && alltrue([for segment in split("/", folder) : !contains([".", ".."], segment)])
    ])
    error_message = join("", [
      "Each of originals.folders must be at most 200 characters that end with a slash and do not start with one, of letters, digits and ",
      "! _ . ' ( ) - in its segments, none of which is . or ..; received: ",
      join(", ", [for folder in var.originals.folders : "\"${folder}\"" if !(
        length(folder) <= 200 && can(regex("^([A-Za-z0-9!_.'()-]+/)+$", folder))
        && alltrue([for segment in split("/", folder) : !contains([".", ".."], segment)])
      )]), ".",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for folder in var.originals.folders : [for other in var.originals.folders : folder == other || !startswith(folder, other)]
    ]))
    error_message = join("", [
      "None of originals.folders may be within another, or its originals would be listed twice, and S3 refuses notifications that ",
      "overlap; received: ",
      join(", ", flatten([for folder in var.originals.folders : [
        for other in var.originals.folders : "\"${folder}\" in \"${other}\"" if folder != other && startswith(folder, other)
      ]])), ". Remove the inner one.",
    ])
  }

  validation {
    condition = var.variants_bucket != null || alltrue(flatten([
      for folder in var.originals.folders : [
        for reserved in ["variants/", "manifests/", "locks/", "overlays/"] : !startswith("${var.originals.prefix}${folder}", reserved)
      ]
    ]))
    error_message = join("", [
      "originals.folders must be outside variants/, manifests/, locks/ and overlays/, which Darkroom writes to, unless variants_bucket ",
      "is set; received: ",
      join(", ", [for folder in var.originals.folders : "\"${var.originals.prefix}${folder}\"" if anytrue([
        for reserved in ["variants/", "manifests/", "locks/", "overlays/"] : startswith("${var.originals.prefix}${folder}", reserved)
      ])]), ".",
    ])
  }
}

variable "uploads" {
  description = <<-EOT
    Uploads straight from web pages to the originals' bucket, by presigned requests that your own server signs; null for none.
    - `origins`: origins of the pages, for example `https://www.example.com`, or `*`. The bucket's CORS rules let their scripts send
      POST and PUT requests and read the ETag. Where `bucket.create` is false, the output `bucket_cors_rules` has the rules.
  EOT
  type = object({
    origins = set(string)
  })
  default = null

  validation {
    condition = var.uploads == null ? true : length(var.uploads.origins) > 0 && alltrue([
      for origin in var.uploads.origins : can(regex("^(\\*|https?://[a-z0-9.-]+(:[0-9]+)?)$", origin))
    ])
    error_message = join("", [
      "uploads.origins must be one or more origins (https://www.example.com, without a path or a slash at the end) or \"*\"; received: ",
      try(length(var.uploads.origins), 0) == 0 ? "none" : join(", ", [
        for origin in var.uploads.origins : "\"${origin}\"" if !can(regex("^(\\*|https?://[a-z0-9.-]+(:[0-9]+)?)$", origin))
      ]), ".",
    ])
  }
}
