import type { Bucket, Cdn, Functions, Logs, Overlay, OwnCdn, Preset, Roles } from './variables.ts';

/**
 * All variables of the module, under the module's own names, so that a misspelt name does not compile. docs/reference.md describes
 * each; what is omitted has the module's default. `null` stands for "none" where the default is to have it.
 */
export interface DarkroomVariables {
  readonly name: string;
  readonly tags?: Readonly<Record<string, string>>;

  readonly package?: {
    readonly path?: string;
    readonly s3_bucket?: string;
    readonly s3_key?: string;
    readonly s3_object_version?: string;
  };
  readonly edge_path?: string;
  readonly architecture?: 'arm64' | 'x86_64';

  readonly presets?: Readonly<Record<string, Preset>>;
  readonly overlays?: Readonly<Record<string, Overlay>>;
  readonly limits?: {
    readonly bytes?: number;
    readonly pixels?: number;
    readonly avif_pixels?: number;
    /** More than 0 needs a package that was made with `make build HEIC=1`. */
    readonly heic_pixels?: number;
    readonly frames?: number;
    readonly frame_pixels?: number;
    readonly channels?: number;
    readonly dimension?: number;
    readonly scans?: number;
    readonly decoded_percent?: number;
  };
  readonly cache_control?: string;
  /** What happens to a good original's variants when a broken one replaces it. */
  readonly on_reject?: 'remove' | 'keep';

  readonly bucket?: Bucket;
  /** A bucket of their own for variants, manifests and locks. */
  readonly variants_bucket?: {
    readonly create?: boolean;
    readonly name?: string;
    readonly kms_key_arn?: string;
    readonly force_destroy?: boolean;
  };
  /** Each folder, and a prefix that is not empty, ends with a slash. */
  readonly originals?: { readonly prefix?: string; readonly folders?: readonly string[] };
  readonly uploads?: { readonly origins: readonly string[] };

  readonly cdn?: Cdn | null;
  readonly own_cdn?: OwnCdn;
  readonly own_distribution?: { readonly arn: string };
  readonly fallback?: string;
  /** Newest first, at most two, of 32 to 128 characters. */
  readonly signing_keys?: readonly string[];
  readonly transforms?: { readonly max_dimension?: number; readonly formats?: readonly ('webp' | 'avif')[] };

  readonly process?: {
    readonly memory_mb?: number;
    readonly timeout_seconds?: number;
    readonly max_concurrency?: number;
    readonly reserved_concurrency?: number;
    readonly max_receive_count?: number;
  };
  readonly render?: {
    readonly memory_mb?: number;
    readonly timeout_seconds?: number;
    readonly reserved_concurrency?: number;
    readonly provisioned_concurrency?: number;
  };
  readonly functions?: Functions;
  readonly roles?: Roles;
  readonly permissions_boundary_arn?: string;
  readonly logs?: Logs;
  readonly tracing?: boolean;

  readonly messages?: { readonly retention_days?: number; readonly kms_key_arn?: string };
  /** Where S3's events come from: a topic of the stack's own, unless one of these is set. */
  readonly upload_events?: {
    readonly existing_topic?: { readonly arn: string; readonly filter?: boolean };
    readonly eventbridge?: { readonly bus_name?: string };
  };
  /** Where Darkroom's own events go. */
  readonly events?: { readonly topic?: boolean; readonly eventbridge?: { readonly bus_name?: string } };
  readonly purge?: { readonly window_minutes?: number } | null;
  readonly sweep?: {
    readonly schedule?: {
      readonly expression?: string;
      readonly timezone?: string;
      readonly enabled?: boolean;
      readonly dry_run?: boolean;
    };
    readonly on_change?: boolean;
    readonly limits?: {
      readonly rate_per_second?: number;
      readonly backlog?: number;
      readonly minimum_age_seconds?: number;
      readonly shards?: number;
    };
    readonly function?: { readonly memory_mb?: number; readonly timeout_seconds?: number };
  } | null;
  readonly observability?: {
    readonly topic_arn?: string;
    readonly thresholds?: {
      readonly dead_letters?: number;
      readonly queue_age_seconds?: number;
      readonly function_errors?: number;
      readonly throttles?: number;
      readonly duration_percent?: number;
      readonly rejected_percent?: number;
      readonly renders?: number;
      readonly purge_age_seconds?: number;
      readonly sweep_repairs?: number;
      readonly sweep_days?: number;
    };
    readonly off?: readonly string[];
    readonly runbook_url?: string;
    readonly dashboard?: boolean;
  };
  /** USD in 24 hours; at least one of the two. */
  readonly spend?: {
    readonly render_usd_per_day?: number;
    readonly total_usd_per_day?: number;
    readonly stop_rendering?: boolean;
  };
}
