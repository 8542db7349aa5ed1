# Generates hundreds of presets for tests, whose own variables can't call functions.
locals {
  uses   = ["hero", "card", "thumbnail", "avatar", "gallery", "banner", "teaser", "product", "zoom", "cover"]
  widths = [120, 160, 200, 240, 320, 400, 480, 600, 640, 768, 800, 960, 1024, 1200, 1280, 1440, 1600, 1920, 2048, 2560]
}

output "two_hundred" {
  description = "Typical of a large site: ten uses in twenty widths, no two with the same numbers."

  value = merge([
    for row, use in local.uses : {
      for column, width in local.widths : "${use}-${width + row}" => {
        width   = width + row
        height  = width + 31 * row + 7 * column
        fit     = row == 3 ? "inside" : row == 7 ? "contain" : "cover"
        quality = { jpeg = 50 + 4 * row + column % 3, webp = column % 4 == 0 ? 60 + column : null }
        make    = column % 5 == 0 ? "request" : "upload"
      }
    }
  ]...)
}

# The digits of a hash serve as random numbers.
locals {
  at_random = { for number in range(400) : "preset-${substr(sha256(number), 0, 4)}-${number}" => {
    width   = parseint(substr(sha256(number), 4, 3), 16) + 1
    height  = parseint(substr(sha256(number), 8, 3), 16) + 1
    quality = { jpeg = parseint(substr(sha256(number), 12, 2), 16) % 100 + 1 }
  } }
}

output "two_hundred_at_random" {
  description = "Presets with unrelated sizes and qualities."
  value       = { for name in slice(keys(local.at_random), 0, 200) : name => local.at_random[name] }
}

output "four_hundred_at_random" {
  description = "More presets than fit."
  value       = local.at_random
}
