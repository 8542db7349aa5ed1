import { TerraformModule } from 'cdktf';
import type { Construct } from 'constructs';

/** One named transform. Omitted options use the module's default. */
export interface Preset {
  /** Pixels, 1 to 16383. If width or height is omitted, it is derived from the image's aspect ratio. */
  readonly width?: number;
  readonly height?: number;
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
    | 'attention';
  /** Formats made in addition to the plain variant, for browsers that accept them. */
  readonly formats?: readonly ('webp' | 'avif')[];
  /** 1 to 100 per format. */
  readonly quality?: { readonly jpeg?: number; readonly png?: number; readonly webp?: number; readonly avif?: number };
  /** `#rrggbb`: the colour that transparency is flattened onto and that `contain` pads with. */
  readonly background?: string;
  readonly make?: 'upload' | 'request';
  /** Whether animations are kept. */
  readonly animated?: boolean;
  /** Whether images smaller than the preset are enlarged. */
  readonly enlarge?: boolean;
  /** Other names under which the CDN answers for this preset, such as its former one. */
  readonly aliases?: readonly string[];
}

/**
 * The module's variables that this example sets, under the module's own names, so that a misspelt name does not
 * compile.
 */
export interface DarkroomVariables {
  readonly name: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly presets?: Readonly<Record<string, Preset>>;
  /** `retention_days` is a value that CloudWatch Logs supports, or 0 to retain logs indefinitely. */
  readonly logs?: { readonly level?: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR'; readonly retention_days?: number };
}

/** The Darkroom module with typed variables and outputs. */
export class Darkroom extends TerraformModule {
  private readonly variables: DarkroomVariables;

  /**
   * `source` as in Terraform's `module` block: a path relative to the synthesised stack, or a registry or git address.
   */
  constructor(scope: Construct, id: string, source: string, variables: DarkroomVariables) {
    // By default cdktf copies a local module into its output: here the whole checkout, including node_modules.
    super(scope, id, { source, skipAssetCreationFromLocalModules: true });
    this.variables = variables;
  }

  /** The bucket's name: put originals under `originals/` in it. */
  get bucketName(): string {
    return this.getString('bucket_name');
  }

  /** The topic of `ready`, `rejected` and `removed` events. */
  get eventsTopicArn(): string {
    return this.getString('events_topic_arn');
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { ...this.variables };
  }
}
