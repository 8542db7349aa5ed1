/** 1 to 100, or the measured default. */
export type Quality = number | 'auto';

/** One named transform. Omitted options use the module's default. */
export interface Preset {
  /** Pixels, 1 to 16383. If width or height is omitted, it is derived from the image's aspect ratio. */
  readonly width?: number;
  readonly height?: number;
  /** Width to height, such as `16:9`, in place of one of the two. */
  readonly ratio?: `${number}:${number}`;
  /** Pixel densities, 1 to 4 in steps of 0.5: `card` with `[1, 2]` makes `card` and `card-2x`. */
  readonly dpr?: readonly number[];
  readonly fit?: 'cover' | 'contain' | 'inside' | 'outside' | 'fill';
  /** The part that `cover` keeps. */
  readonly position?:
    | 'centre'
    | 'top'
    | 'right top'
    | 'right'
    | 'right bottom'
    | 'bottom'
    | 'left bottom'
    | 'left'
    | 'left top'
    | 'entropy'
    | 'attention'
    | 'focal';
  /** Formats made in addition to the plain variant, for browsers that accept them. */
  readonly formats?: readonly ('webp' | 'avif')[];
  readonly quality?: {
    readonly jpeg?: Quality;
    readonly png?: Quality;
    readonly webp?: Quality;
    readonly avif?: Quality;
  };
  /** What `contain` pads with, and what transparency is flattened onto in a JPEG. */
  readonly background?: `#${string}` | 'blur' | 'dominant';
  /** Radius of rounded corners, in pixels. */
  readonly corners?: number;
  readonly sharpen?: 'none' | 'light' | 'strong';
  readonly grayscale?: boolean;
  /** The name of one of the module's `overlays`. */
  readonly overlay?: string;
  /** Written into variants: the original's, or this text. */
  readonly copyright?: 'keep' | (string & {});
  readonly credit?: 'keep' | (string & {});
  readonly make?: 'upload' | 'request';
  /** Formats that are made on their first request although the rest is made at upload. */
  readonly deferred?: readonly ('webp' | 'avif')[];
  /** `small` spends more computing on fewer bytes, `fast` the reverse. */
  readonly effort?: 'balanced' | 'small' | 'fast';
  /** Whether animations are kept. */
  readonly animated?: boolean;
  /** Whether images smaller than the preset are enlarged. */
  readonly enlarge?: boolean;
  /** Other names under which the CDN answers for this preset, such as its former one. */
  readonly aliases?: readonly string[];
}

/** A watermark or badge. */
export interface Overlay {
  /** Path of a PNG where Terraform runs, of at most 1 MiB and 4000000 pixels. */
  readonly file: string;
  readonly position?:
    'centre' | 'top' | 'right top' | 'right' | 'right bottom' | 'bottom' | 'left bottom' | 'left' | 'left top';
  /** Percent of the picture's width and height that it fits in, 1 to 100. */
  readonly size?: number;
  /** Percent of the picture's shorter side, 0 to 50. */
  readonly margin?: number;
  /** Percent, 1 to 100. */
  readonly opacity?: number;
  /** Whether it is repeated over the whole picture. */
  readonly tile?: boolean;
}

/** CloudFront policies that exist: another stack's output `cdn_policies`, or your own. */
export interface Policies {
  readonly cache_policy_id: string;
  readonly origin_request_policy_id: string;
  readonly response_headers_policy_id: string;
}

export interface Cdn {
  readonly price_class?: 'PriceClass_100' | 'PriceClass_200' | 'PriceClass_All';
  readonly domain?: {
    readonly aliases: readonly string[];
    /** A certificate in us-east-1 that covers all aliases. */
    readonly acm_certificate_arn: string;
    readonly minimum_protocol_version?: string;
    readonly route53?: { readonly zone_id: string };
  };
  readonly geo_restriction?: { readonly type: 'whitelist' | 'blacklist'; readonly countries: readonly string[] };
  readonly response_headers?: {
    readonly strict_transport_security?: {
      /** Seconds, 0 to 63072000. */
      readonly max_age_seconds: number;
      readonly include_subdomains?: boolean;
      readonly preload?: boolean;
    };
    readonly custom?: Readonly<Record<string, string>>;
  };
  /** One origin, or `*` for all. */
  readonly cors_origin?: string;
  readonly manifests?: boolean;
  readonly viewer_protocol_policy?: 'redirect-to-https' | 'https-only';
  readonly web_acl_arn?: string;
  readonly origin_shield_region?: string;
  readonly logging?: { readonly bucket_domain_name: string; readonly prefix?: string };
  readonly policies?: Policies;
}

export interface OwnCdn {
  readonly type: 'cloudfront' | 'other';
  /** Begins with a slash and does not end with one; empty for all paths. */
  readonly path?: string;
  readonly cors_origin?: string;
  readonly manifests?: boolean;
  readonly policies?: Policies;
}

export interface Bucket {
  /** If false, `name` names an existing bucket, of which no setting is changed. */
  readonly create?: boolean;
  readonly eventbridge?: boolean;
  readonly name?: string;
  readonly kms_key_arn?: string;
  readonly force_destroy?: boolean;
  /** 1 to 3650. */
  readonly noncurrent_version_days?: number;
  readonly readers?: Readonly<
    Record<string, { readonly arns: readonly string[]; readonly prefixes?: readonly string[] }>
  >;
  /** Each as JSON, with a `Sid` of its own. */
  readonly policy_statements?: readonly string[];
  readonly originals_lifecycle?: {
    readonly transitions?: readonly { readonly days: number; readonly storage_class: StorageClass }[];
    readonly expire_days?: number;
    readonly expire_folders?: Readonly<Record<string, number>>;
  };
}

export type StorageClass =
  'STANDARD_IA' | 'ONEZONE_IA' | 'INTELLIGENT_TIERING' | 'GLACIER_IR' | 'GLACIER' | 'DEEP_ARCHIVE';

export interface Logs {
  readonly level?: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
  /** A value that CloudWatch Logs supports, or 0 to retain logs indefinitely. */
  readonly retention_days?: number;
  readonly kms_key_arn?: string;
  readonly class?: 'STANDARD' | 'INFREQUENT_ACCESS';
  /** Begins and ends with a slash. */
  readonly group_prefix?: string;
  readonly existing_groups?: {
    readonly process?: { readonly name: string };
    readonly render?: { readonly name: string };
    readonly purge?: { readonly name: string };
    readonly sweep?: { readonly name: string };
  };
}

export interface Functions {
  readonly vpc?: {
    readonly subnet_ids: readonly string[];
    readonly security_group_ids: readonly string[];
    readonly ipv6?: boolean;
    readonly functions?: readonly ('process' | 'render' | 'purge' | 'sweep')[];
  };
  /** ARNs of layer versions, at most five. */
  readonly layers?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** MB, 512 to 10240. */
  readonly ephemeral_storage_mb?: number;
  readonly code_signing_config_arn?: string;
}

/** Roles that exist are used as they are: the output `role_policies` is what each needs. */
export interface Roles {
  readonly path?: string;
  readonly name_prefix?: string;
  readonly existing?: {
    readonly process?: { readonly arn: string };
    readonly render?: { readonly arn: string };
    readonly purge?: { readonly arn: string };
    readonly sweep?: { readonly arn: string };
    readonly purge_schedule?: { readonly arn: string };
    readonly sweep_schedule?: { readonly arn: string };
  };
}
