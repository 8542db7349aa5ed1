import { contentTypeOf, NEGOTIATED_FORMATS, type VariantFormat } from '../../handler/src/formats.ts';
import { encodePath } from '../../handler/src/urls.ts';
import type { Cdn, Stack } from '../stack/stack.ts';
import { type Answer, describe } from './ask.ts';
import { NotChecked, Wrong } from './check.ts';
import type { Run } from './run.ts';
import type { ReadySample } from './samples.ts';

/** A variant that can be requested from the CDN. */
export interface Wanted {
  readonly preset: string;
  readonly format: VariantFormat;
  /** Last segment of its key if it is made at upload; undefined if it is made on request. */
  readonly name: string | undefined;
}

/** The Accept header of a browser for which this is the best supported format. */
export function acceptOf(format: VariantFormat): string {
  if (format === 'plain') return '*/*';
  const types = NEGOTIATED_FORMATS.slice(0, rank(format)).map(contentTypeOf);
  return [...types.reverse(), 'image/*', '*/*;q=0.8'].join();
}

/** @throws NotChecked if the stack has no CDN */
export function cdnOf({ cdn }: Stack): Cdn {
  if (cdn !== null) return cdn;
  throw new NotChecked('The stack has no CDN (`cdn` is null).');
}

/** The variants of one preset, plain first. Prefers the preset made at upload with the most formats. */
export function variantsOf({ config }: Stack, { manifest }: Pick<ReadySample, 'manifest'>): readonly Wanted[] {
  const made = new Map<string, Wanted[]>();
  for (const { preset, format, name } of manifest.variants) {
    made.set(preset, [...(made.get(preset) ?? []), { preset, format, name }]);
  }
  const [best] = [...made.values()].sort((a, b) => b.length - a.length);
  if (best !== undefined) return best.toSorted((a, b) => rank(a.format) - rank(b.format));
  const [first] = Object.entries(config.presets);
  if (first === undefined) throw new NotChecked('The stack has no presets.');
  const [preset, { formats }] = first;
  return (['plain', ...formats] as const).map((format) => ({ preset, format, name: undefined }));
}

const rank = (format: VariantFormat): number => ['plain', ...NEGOTIATED_FORMATS].indexOf(format);

/** Those of them that are made at upload. @throws NotChecked if there are none */
export function storedVariantsOf(stack: Stack, sample: ReadySample): readonly (Wanted & { name: string })[] {
  const stored = variantsOf(stack, sample).flatMap(({ name, ...rest }) =>
    name === undefined ? [] : [{ ...rest, name }],
  );
  if (stored.length > 0) return stored;
  throw new NotChecked('No preset of the stack is made at upload.');
}

/** A variant's URL without scheme and host, with an explicit format. */
export const urlOf = ({ preset, format }: Wanted, path: string): string =>
  `/${format === 'plain' ? preset : `${preset}@${format}`}/${encodePath(path)}`;

/** Requests a variant from the CDN like a browser for which its format is the best supported one. */
export function view(run: Run, wanted: Wanted, path: string): Promise<Answer> {
  return run.ask(cdnOf(run.stack).url, urlOf(wanted, path), { accept: acceptOf(wanted.format) });
}

/** Whether this is an image of the requested original and not the `fallback` image. */
export const isImage = ({ status, headers }: Answer): boolean =>
  status === 200 && headers['x-darkroom-error'] === undefined && /^image\//.test(headers['content-type'] ?? '');

/** @throws Wrong if the response is not this image */
export function expectImage(answer: Answer, url: string, bytes: Buffer | null): void {
  if (!isImage(answer)) throw new Wrong(`${url} returned ${describe(answer)}`);
  if (bytes !== null && !answer.bytes.equals(bytes)) {
    throw new Wrong(`${url} returned ${describe(answer)}, with other bytes than those in the bucket`);
  }
}
