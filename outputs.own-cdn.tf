output "own_cdn" {
  description = <<-EOT
    What to set up in a CDN of your own; null unless `own_cdn` is set. See docs/own-cdn.md.
    - `path_pattern`: paths that it serves.
    - `manifests_path_pattern`: paths of manifests; null if they are not served.
    - `origins`: `objects`, the bucket, and `render`, the function URL, to which requests that get 403 or 404 from the bucket go. Each
      has `domain_name`, and `origin_access_control_id` for CloudFront (null for others); `read_timeout_seconds` says how long to wait
      for it, and `connection_attempts` how often to try.
    - `failover_status_codes`: statuses of the bucket after which the other origin is asked.
    - `function_events`: events on which the viewer function is called.
    - `function_arns`: CloudFront's viewer functions for `images` and `manifests`; null for others.
    - `policies`: CloudFront's policies for images: `cache_policy_id`, `origin_request_policy_id`, `response_headers_policy_id`; null
      for others.
    - `caching_disabled_policy_id`: CloudFront's cache policy for manifests; null for others.
    - `response_headers`: what the CDN has to change in responses from the origins: `set`, by name, and `remove`. CloudFront's policy
      does so.
    - `error_caching_seconds`: seconds for which it may cache errors, by status.
  EOT
  value = var.own_cdn == null ? null : {
    path_pattern           = "${var.own_cdn.path}/*"
    manifests_path_pattern = var.own_cdn.manifests ? "${var.own_cdn.path}/${local.prefixes.manifests}*" : null
    origins = {
      objects = {
        domain_name              = module.bucket.regional_domain_name
        origin_access_control_id = local.has_cloudfront ? module.cdn[0].origin_access_controls.objects : null
        read_timeout_seconds     = 30
        connection_attempts      = 3
      }
      render = {
        domain_name              = regex("^https?://([^/:]+)", module.render[0].function_url)[0]
        origin_access_control_id = local.has_cloudfront ? module.cdn[0].origin_access_controls.render : null
        read_timeout_seconds     = var.render.timeout_seconds + 5
        connection_attempts      = 1
      }
    }
    failover_status_codes      = [403, 404]
    function_events            = module.viewer[0].events
    function_arns              = local.has_cloudfront ? module.cdn[0].function_arns : null
    policies                   = local.has_cloudfront ? module.cdn[0].policies : null
    caching_disabled_policy_id = local.has_cloudfront ? module.cdn[0].caching_disabled_policy_id : null
    response_headers           = module.viewer[0].response_headers
    error_caching_seconds      = module.viewer[0].error_caching_seconds
  }
}

output "own_cdn_function_code" {
  description = <<-EOT
    The viewer function with its configuration, in JavaScript for CloudFront Functions, for `images` and `manifests`: an adapter can run
    it at another CDN. Contains the signing keys. Null unless `own_cdn` is set.
  EOT
  value       = one(module.viewer[*].code)
  sensitive   = true
}

output "own_cdn_policy" {
  description = <<-EOT
    IAM policy, as JSON, for the identity whose credentials a CDN that is not CloudFront signs its requests to the bucket and to render
    with: it may read what is served and call render, and nothing else. Null unless `own_cdn` is set.
  EOT
  value = var.own_cdn == null ? null : jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid    = "ReadServedObjects"
          Effect = "Allow"
          Action = ["s3:GetObject"]
          Resource = [
            for prefix in concat([local.prefixes.variants], var.own_cdn.manifests ? [local.prefixes.manifests] : []) :
            "${module.bucket.arn}/${prefix}*"
          ]
        },
        # Lambda has required both since October 2025: one for the URL, one for the function behind it.
        {
          Sid       = "CallRenderUrl"
          Effect    = "Allow"
          Action    = ["lambda:InvokeFunctionUrl"]
          Resource  = [module.render[0].url_arn]
          Condition = { StringEquals = { "lambda:FunctionUrlAuthType" = "AWS_IAM" } }
        },
        {
          Sid       = "InvokeRenderByUrl"
          Effect    = "Allow"
          Action    = ["lambda:InvokeFunction"]
          Resource  = [module.render[0].url_arn]
          Condition = { Bool = { "lambda:InvokedViaFunctionUrl" = "true" } }
        },
      ],
      var.bucket.kms_key_arn == null ? [] : [{
        Sid       = "DecryptServedObjects"
        Effect    = "Allow"
        Action    = ["kms:Decrypt"]
        Resource  = [var.bucket.kms_key_arn]
        Condition = { StringEquals = { "kms:ViaService" = "s3.${local.service_domain}" } }
      }],
    )
  })
}
