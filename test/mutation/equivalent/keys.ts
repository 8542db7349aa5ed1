import type { Equivalent } from './equivalent.ts';

export const KEYS: readonly Equivalent[] = [
  {
    file: 'handler/src/spelling.ts',
    source: 'for (let at = 0; at < path.length; at++) {',
    change: '< → <=',
    reason: 'Behind the end is an empty text, which completes no encoding and adds nothing',
  },
  {
    file: 'handler/src/spelling.ts',
    source: 'let byte = encoded.charCodeAt(at) || 0;',
    change: '0 → 1',
    reason: 'At most the four highest bits of the bytes behind the end are kept, and those are 0 in 1 too',
  },
  {
    file: 'handler/src/spelling.ts',
    source: "return '';",
    change: "'' → 'mutated'",
    reason: 'Neither is the path of what was read: the one is spelt as itself, and the spelling of the other is UTF-8',
  },
  {
    file: 'handler/src/spelling.ts',
    source: 'for (let at = 0; at < encoded.length || bits > 0; at++) {',
    change: '< → <=',
    reason: 'Behind the end it adds zeros, which are cut off',
  },
  {
    file: 'handler/src/spelling.ts',
    source: 'for (let at = 0; at < encoded.length || bits > 0; at++) {',
    change: '0 → 1',
    reason: 'Of the bits, which are a multiple of eight; where it begins one character later, a test notices',
  },
  {
    file: 'handler/src/spelling.ts',
    source: 'let held = 0;',
    change: '0 → 1',
    reason:
      'Where text is read, its bit has left the twelve that are kept, or the eight that are used, before it counts',
  },
];
