import { Rejection } from '../../errors.ts';
import type { Limits, SourceFormat } from '../types.ts';
import { FORMAT_NAMES } from './inspection.ts';

/** Not HEIC, which is read only where `limits.heicPixels` says so. */
const NAMES = Object.values(FORMAT_NAMES).filter((name) => name !== FORMAT_NAMES.heic);
const ACCEPTED = `${NAMES.slice(0, -1).join(', ')} and ${String(NAMES.at(-1))}`;

/** A limit as it is spelt in Terraform: `limits.avif_pixels`. */
export function settingOf(limit: keyof Limits): string {
  return `limits.${limit.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
}

/** With thousands separators, independent of the machine's locale: the sentence is stored and must not vary. */
export function count(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 1 });
}

/** @param reason completes "The PNG is damaged: …", without a full stop. */
export function corrupt(format: SourceFormat, reason: string): Rejection {
  return new Rejection('corrupt', `The ${FORMAT_NAMES[format]} is damaged: ${reason}. Upload an intact copy.`);
}

/** @param share of the picture that can be decoded, 0 to 1. */
export function tooLittle(format: SourceFormat, share: number, { decodedPercent }: Limits): Rejection {
  const allowed = `at least ${decodedPercent} % are needed (${settingOf('decodedPercent')})`;
  return corrupt(format, `only ${Math.floor(share * 100)} % of it can be decoded, and ${allowed}`);
}

/** @param what completes "The file is …", as in "a lossless JPEG (SOF3)". */
export function unsupported(what: string, advice?: string): Rejection {
  const rest = advice ?? 'Convert it to one of these and upload that';
  return new Rejection('unsupported_format', `The file is ${what}, which is not supported; ${ACCEPTED} are. ${rest}.`);
}

/** @param what completes "The file is …", as in "a ZIP archive". */
export function notAnImage(what: string): Rejection {
  return new Rejection(
    'not_an_image',
    `The file is ${what}, not an image; ${ACCEPTED} are accepted. Upload the picture itself.`,
  );
}
