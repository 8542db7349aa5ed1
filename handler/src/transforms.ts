import type { NegotiatedFormat, VariantFormat } from './formats.ts';
import { PRESET_DEFAULTS } from './options.ts';
import type { Overlay, Overlays } from './overlays.ts';
import type { Preset } from './presets.ts';
import { type Part, PARTS, POSITIONED, type SpelledOption, SPELLINGS } from './transform-grammar.ts';
import { nameOfTransform } from './transform-name.ts';

/** A transform without a preset: the options are in the URL. */
export interface Transform extends Omit<Pick<Preset, SpelledOption>, 'overlay'> {
  /** The name of one of the stack's overlays, or null. */
  readonly overlay: string | null;
  readonly format: VariantFormat;
  /** 1 to 100 in the output's format; null for the measured default. */
  readonly quality: number | null;
}

export interface TransformBounds {
  /** Largest width or height, in pixels, that may be requested. */
  maxDimension: number;
  /** The values that `f_` accepts. */
  formats: readonly NegotiatedFormat[];
}

/** The options of a transform that says nothing: what is not spelt. */
export const STANDARD = {
  ...Object.fromEntries(Object.entries(PRESET_DEFAULTS).filter(([name]) => name in SPELLINGS)),
  format: 'plain',
  quality: null,
} as unknown as Transform;

const NAMES = PARTS.map((part) => SPELLINGS[part].name);

/** The texts of a transform's parts. @throws Error if one is unknown, out of order or not allowed */
function textsOf(transform: string): Partial<Record<Part, string>> {
  const texts: Partial<Record<Part, string>> = {};
  let last = -1;
  for (const text of transform.split(',')) {
    const [name = ''] = /^[^_]*(?=_)/.exec(text) ?? [];
    const value = text.slice(name.length + 1);
    const place = NAMES.indexOf(name);
    const part = PARTS[place];
    if (part === undefined) throw new Error(`"${text}" is none of ${NAMES.join('_ ')}_`);
    if (place <= last) throw new Error(`the order is ${NAMES.join()}, each once at most`);
    const { pattern } = SPELLINGS[part];
    if (!new RegExp(`^(?:${pattern})$`).test(value)) throw new Error(`${name}_ takes ${pattern}, not "${value}"`);
    texts[part] = value;
    last = place;
  }
  return texts;
}

/**
 * Reads a canonical transform, such as `w_300,h_200,fit_cover,f_webp,q_75`.
 * @throws Error that says what is wrong, if the text is not canonical or exceeds the bounds.
 */
export function parseTransform(text: string, bounds: TransformBounds): Transform {
  const texts = textsOf(text);
  const { width, height, fit, format } = texts;
  if (!width && !height) throw new Error('w_ or h_ is missing');
  if (!(width && height) !== !fit) throw new Error('fit_ goes with w_ and h_ together');
  if (texts.position && !POSITIONED.includes(fit ?? '')) throw new Error('pos_ goes with fit_cover or fit_contain');
  if (Math.max(Number(width ?? 0), Number(height ?? 0)) > bounds.maxDimension)
    throw new Error(`w_ and h_ go up to ${bounds.maxDimension}`);
  if (format !== undefined && !(bounds.formats as readonly string[]).includes(format))
    throw new Error(`f_ takes ${bounds.formats.join(' or ') || 'nothing'}, not "${format}"`);
  const values = Object.entries(texts).map(([part, value]) => [part, SPELLINGS[part as Part].read(value)]);
  return { ...STANDARD, ...(Object.fromEntries(values) as Partial<Transform>) };
}

/** The text of the transform whose variant has this name; null if no transform has it. */
export function transformOfName(name: string): string | null {
  const text = name.slice(1).replace(/~/g, ',');
  return nameOfTransform(text) === name ? text : null;
}

/** A transform's canonical text: `parseTransform` reads it back. What is left out is at its default. */
export function formatTransform(options: Partial<Transform>): string {
  const transform = { ...STANDARD, ...options };
  const both = transform.width !== null && transform.height !== null;
  return PARTS.filter((part) => {
    if (part === 'fit') return both;
    if (part === 'position' && !(both && POSITIONED.includes(transform.fit))) return false;
    return transform[part] !== STANDARD[part];
  })
    .map((part) => `${SPELLINGS[part].name}_${SPELLINGS[part].write(transform[part] as never)}`)
    .join();
}

/**
 * The preset that is equivalent to a transform. Only its variant in `transform.format` is needed.
 * @throws Error if the stack has no overlay of this name
 */
export function presetOf({ format, quality, overlay, ...options }: Transform, overlays: Overlays): Preset {
  return {
    ...PRESET_DEFAULTS,
    ...options,
    overlay: overlay === null ? null : overlayOf(overlay, overlays),
    formats: format === 'plain' ? [] : [format],
    quality: qualityOf(format, quality),
    make: 'request',
  };
}

function overlayOf(name: string, overlays: Overlays): Overlay {
  const overlay = Object.hasOwn(overlays, name) ? overlays[name] : undefined;
  if (overlay) return overlay;
  throw new Error(`overlay_ takes ${Object.keys(overlays).join(' or ') || 'nothing'}, not "${name}"`);
}

function qualityOf(format: VariantFormat, quality: number | null): Preset['quality'] {
  if (quality === null) return {};
  // The plain variant is a JPEG or a WebP, like the original; a PNG keeps its own quality.
  return format === 'plain' ? { jpeg: quality, webp: quality } : { [format]: quality };
}
