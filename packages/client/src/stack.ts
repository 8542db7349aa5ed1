/** A preset, as the output `client` of the Terraform module describes it. */
export interface PresetSize {
  /** Pixels; null where it follows from the height and the image's aspect ratio. */
  readonly width: number | null;
  readonly height: number | null;
  /** `cover`, `contain`, `inside`, `outside` or `fill`; as `string`, because that is what TypeScript makes of JSON. */
  readonly fit: string;
  readonly enlarge: boolean;
  /** Formats made besides the plain one: `avif`, `webp`. */
  readonly formats: readonly string[];
}

/** What `terraform output -json client` writes. Contains no secret. */
export interface Stack {
  /** Base of all URLs, without a trailing slash: `https://images.example.com`, or `/images` on your own site. */
  readonly url: string;
  readonly presets: Readonly<Record<string, PresetSize>>;
  /** Bounds of signed transforms; null if the stack has no signing keys. */
  readonly transforms: { readonly maxDimension: number; readonly formats: readonly string[] } | null;
  /** Whether manifests are served. */
  readonly manifests: boolean;
  /** Where uploads go; null if the stack takes none from browsers. */
  readonly upload: {
    readonly bucket: string;
    readonly prefix: string;
    /** One of these follows the prefix; empty for any. */
    readonly folders: readonly string[];
    /** Length of the largest original that is accepted. */
    readonly bytes: number;
  } | null;
}

/** The names of a stack's presets: of an imported darkroom.json, exactly those, so that a misspelt one is an error. */
export type PresetName<S extends Stack> = keyof S['presets'] & string;

/** The formats that a preset is made in besides the plain one, as far as the type of the stack tells. */
export type FormatOf<S extends Stack, P extends PresetName<S>> = S['presets'][P]['formats'][number];

/** Width and height, in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}
