import { letterOf } from '../handler/src/formats.ts';
import { spelledLength, variantKey } from '../handler/src/spelling.ts';
import { nameOfTransform } from '../handler/src/transform-name.ts';
import { encodePath, signedPart } from '../handler/src/urls.ts';
import { negotiate } from './accept.ts';
import type { EdgeConfig } from './config.ts';
import type { Refusal } from './refusal.ts';
import { refusal } from './refusal.ts';
import { isSigned } from './signature.ts';
import { isTransform } from './transform.ts';

/** Where a request is sent: the key below the variants prefix, and the public URL of exactly this variant. */
export interface Route {
  uri: string;
  url: string;
}

/** The formats made in addition to a preset's plain variant, or undefined if there is no such preset. */
function madeOf(preset: string, presets: EdgeConfig['presets']): string | undefined {
  return Object.keys(presets).find((made) => String(presets[made]).includes(`/${preset}/`));
}

/** Converts `<preset>/<path>` or `<preset>@<format>/<path>` to the key of the variant. */
export function routePreset(config: EdgeConfig, segment: string, path: string, accept: string): Route | Refusal {
  const name = String(segment.split('@')[0]);
  const asked = segment.slice(name.length);
  // An alias is a text; what every object inherits is not. From here on, nothing tells a preset from its alias.
  const alias = (Object(config.aliases) as Record<string, unknown>)[name];
  const preset = typeof alias === 'string' ? alias : name;
  const made = madeOf(preset, config.presets);
  if (made === undefined) {
    return refusal(404, 'unknown_preset', `There is no preset "${preset.slice(0, 64)}".`);
  }
  const suffix = asked === '' ? negotiate(accept, made) : asked;
  if (asked !== '' && !made.includes(letterOf(suffix.slice(1)))) {
    return refusal(404, 'unknown_format', `The preset "${preset}" does not make "${suffix.slice(1, 64)}".`);
  }
  return toVariant(config, path, preset + suffix.replace('@', '~'), `/${preset}${suffix}/${encodePath(path)}`);
}

/** Converts `~<signature>/<transform>/<path>` to the key of the variant, which does not depend on the signing key. */
export function routeTransform(
  config: EdgeConfig,
  signature: string,
  rest: string,
  expires: string | undefined,
  now: number,
): Route | Refusal {
  const slash = rest.indexOf('/');
  const transform = rest.slice(0, Math.max(0, slash));
  const path = rest.slice(slash + 1);
  const part = signedPart(transform, path, expires);
  if (!isSigned(part, signature, config.keys)) {
    return refusal(403, 'bad_signature', 'The signature does not match this URL.');
  }
  if (expires !== undefined && !(Number(expires) > now)) {
    return refusal(403, 'expired', `The URL expired at ${expires}.`);
  }
  // Only holders of a key come here, and the signer tells them what is wrong.
  if (!isTransform(transform, config)) {
    return refusal(
      403,
      'bad_transform',
      `"${transform}" is not canonical, or exceeds ${config.maxDimension} px or the formats ${config.formats.join()}: see docs/signing.md.`,
    );
  }
  return toVariant(config, path, nameOfTransform(transform), `/~${signature}${part}`);
}

function toVariant(config: EdgeConfig, path: string, variant: string, url: string): Route | Refusal {
  if (path === '') return refusal(404, 'no_path', 'The URL names no image.');
  const bytes = spelledLength(path) + 1 + variant.length;
  if (bytes > config.room) {
    return refusal(414, 'path_too_long', `The path and its preset take ${bytes} bytes; ${config.room} is the most.`);
  }
  return { uri: `/${variantKey(path, variant)}`, url: url };
}
