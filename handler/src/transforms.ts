import type { NegotiatedFormat, VariantFormat } from './formats.ts';
import { PRESET_DEFAULTS } from './preset-defaults.ts';
import type { Preset } from './presets.ts';

/*
 * The grammar of signed transforms. The viewer function is built from this file too, so it uses only what esbuild can
 * compile to ES 5.1: no destructuring, no spreading, no `for…of`.
 */

/** A transform without a preset: the options are in the URL. */
export interface Transform {
  /** Pixels; one of the two may be null, and then follows from the aspect ratio. */
  width: number | null;
  height: number | null;
  /** Only applies if both width and height are given. */
  fit: Preset['fit'];
  position: Preset['position'];
  /** Six lower-case hexadecimal digits. */
  background: string;
  format: VariantFormat;
  /** 1 to 100 in the output's format; null for the measured default. */
  quality: number | null;
}

export interface TransformBounds {
  /** Largest width or height, in pixels, that may be requested. */
  maxDimension: number;
  /** The values that `f_` accepts. */
  formats: readonly NegotiatedFormat[];
}

// One order, and defaults are never spelt out: equal transforms have equal texts, and so one stored variant.
const VALUES: Record<string, RegExp> = {
  w: /^[1-9]\d{0,4}$/,
  h: /^[1-9]\d{0,4}$/,
  fit: /^(cover|contain|inside|outside|fill)$/,
  pos: /^((left|right)(-top|-bottom)?|top|bottom|entropy|attention)$/,
  bg: /^(?!ffffff)[0-9a-f]{6}$/,
  f: /^[a-z\d]+$/,
  q: /^([1-9]\d?|100)$/,
};
const ORDER = Object.keys(VALUES);

function optionsOf(text: string): Record<string, string> {
  const options: Record<string, string> = {};
  let last = -1;
  text.split(',').forEach((option) => {
    const name = option.slice(0, Math.max(0, option.indexOf('_')));
    const value = option.slice(name.length + 1);
    const place = ORDER.indexOf(name);
    if (place < 0) throw new Error(`"${option}" is none of ${ORDER.join('_ ')}_`);
    if (place <= last) throw new Error(`the order is ${ORDER.join()}, each once at most`);
    if (!(VALUES[name] as RegExp).test(value))
      throw new Error(`${name}_ takes ${String(VALUES[name])}, not "${value}"`);
    options[name] = value;
    last = place;
  });
  return options;
}

/**
 * The options of a canonical transform, such as `w_300,h_200,fit_cover,f_webp,q_75`, as written.
 * @throws Error that says what is wrong, if the text is not canonical or exceeds the bounds.
 */
export function checkTransform(text: string, bounds: TransformBounds): Record<string, string> {
  const options = optionsOf(text);
  const width = options['w'];
  const height = options['h'];
  const fit = options['fit'];
  const format = options['f'] as NegotiatedFormat | undefined;

  if (!width && !height) throw new Error('w_ or h_ is missing');
  if (!(width && height) !== !fit) throw new Error('fit_ goes with w_ and h_ together');
  if (options['pos'] && fit !== 'cover' && fit !== 'contain')
    throw new Error('pos_ goes with fit_cover or fit_contain');
  if (Math.max(Number(width || 0), Number(height || 0)) > bounds.maxDimension)
    throw new Error(`w_ and h_ go up to ${bounds.maxDimension}`);
  if (format && bounds.formats.indexOf(format) < 0)
    throw new Error(`f_ takes ${bounds.formats.join(' or ') || 'nothing'}, not "${format}"`);
  return options;
}

/**
 * Reads a canonical transform.
 * @throws Error as `checkTransform` does
 */
export function parseTransform(text: string, bounds: TransformBounds): Transform {
  const options = checkTransform(text, bounds);
  return {
    width: options['w'] ? Number(options['w']) : null,
    height: options['h'] ? Number(options['h']) : null,
    fit: (options['fit'] ?? 'cover') as Preset['fit'],
    position: (options['pos'] ?? 'centre').replace('-', ' ') as Preset['position'],
    background: options['bg'] ?? 'ffffff',
    format: (options['f'] ?? 'plain') as Transform['format'],
    quality: options['q'] ? Number(options['q']) : null,
  };
}

/**
 * Last segment of the key of a transform's variant: `~w_300~h_200` for `w_300,h_200`, in unreserved characters only.
 */
export function nameOfTransform(text: string): string {
  return `~${text.replace(/,/g, '~')}`;
}

/** The text of the transform whose variant has this name; null if no transform has it. */
export function transformOfName(name: string): string | null {
  const text = name.slice(1).replace(/~/g, ',');
  return nameOfTransform(text) === name ? text : null;
}

/** A transform's canonical text: `parseTransform` reads it back. */
export function formatTransform(transform: Transform): string {
  const both = transform.width !== null && transform.height !== null;
  const positioned = both && (transform.fit === 'cover' || transform.fit === 'contain');
  return [
    transform.width !== null && `w_${transform.width}`,
    transform.height !== null && `h_${transform.height}`,
    both && `fit_${transform.fit}`,
    positioned && transform.position !== 'centre' && `pos_${transform.position.replace(' ', '-')}`,
    transform.background !== 'ffffff' && `bg_${transform.background}`,
    transform.format !== 'plain' && `f_${transform.format}`,
    transform.quality !== null && `q_${transform.quality}`,
  ]
    .filter((option) => option !== false)
    .join();
}

/** The preset that is equivalent to a transform. Only its variant in `transform.format` is needed. */
export function presetOf(transform: Transform): Preset {
  return Object.assign({}, PRESET_DEFAULTS, {
    width: transform.width,
    height: transform.height,
    fit: transform.fit,
    position: transform.position,
    formats: transform.format === 'plain' ? [] : [transform.format],
    quality: qualityOf(transform),
    background: `#${transform.background}`,
    make: 'request',
  });
}

function qualityOf(transform: Transform): Preset['quality'] {
  const quality: Preset['quality'] = {};
  if (transform.quality === null) return quality;
  // The plain variant is a JPEG or a WebP, like the original; a PNG keeps its own quality.
  if (transform.format === 'plain') return { jpeg: transform.quality, webp: transform.quality };
  quality[transform.format] = transform.quality;
  return quality;
}
