import { TerraformModule } from 'cdktf';
import type { Construct } from 'constructs';

/** One named transform. What is left out takes the module's default. */
export interface Preset {
  /** Pixels, 1 to 16383. One of width and height may be left out, and then follows from the picture's shape. */
  readonly width?: number;
  readonly height?: number;
  readonly fit?: 'cover' | 'contain' | 'inside' | 'outside' | 'fill';
  /** What `cover` keeps. */
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
  /** Made beside the plain variant, for browsers that say they accept it. */
  readonly formats?: readonly ('webp' | 'avif')[];
  /** 1 to 100 per format. */
  readonly quality?: { readonly jpeg?: number; readonly png?: number; readonly webp?: number; readonly avif?: number };
  /** `#rrggbb`: what transparency is flattened onto, and what `contain` pads with. */
  readonly background?: string;
  readonly make?: 'upload' | 'request';
  /** Whether an animation stays one. */
  readonly animated?: boolean;
  /** Whether a picture smaller than the preset is enlarged. */
  readonly enlarge?: boolean;
}

/** The module's variables that this example sets, by the module's own names: a misspelt one does not compile. */
export interface DarkroomVariables {
  readonly name: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly presets?: Readonly<Record<string, Preset>>;
  /** `retention_days` is one of CloudWatch's own steps, or 0 for ever. */
  readonly logs?: { readonly level?: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR'; readonly retention_days?: number };
}

/** The Darkroom module with typed variables and outputs. */
export class Darkroom extends TerraformModule {
  private readonly variables: DarkroomVariables;

  /** `source` is whatever Terraform's `module` block takes: a path from the synthesised stack, a registry or git address. */
  constructor(scope: Construct, id: string, source: string, variables: DarkroomVariables) {
    // Without the skip, cdktf would copy a local module into its output: here the whole checkout, node_modules included.
    super(scope, id, { source, skipAssetCreationFromLocalModules: true });
    this.variables = variables;
  }

  /** The bucket's name: put originals under `originals/` in it. */
  get bucketName(): string {
    return this.getString('bucket_name');
  }

  /** The topic that says `ready`, `rejected` or `removed` of each original. */
  get eventsTopicArn(): string {
    return this.getString('events_topic_arn');
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { ...this.variables };
  }
}
