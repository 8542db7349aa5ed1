import { describe, expect, test } from '@jest/globals';
import type { Metafile } from 'esbuild';

import { checkBudget, startBytes } from '../../../handler/build/budget.ts';

const output = (bytes: number, more: Partial<Metafile['outputs'][string]> = {}): Metafile['outputs'][string] => ({
  bytes,
  inputs: {},
  imports: [],
  exports: [],
  ...more,
});

const outputs: Metafile['outputs'] = {
  'process.mjs': output(100, {
    entryPoint: 'src/process.ts',
    imports: [
      { path: 'shared.mjs', kind: 'import-statement' },
      { path: 'lazy.mjs', kind: 'dynamic-import' },
      { path: 'sharp', kind: 'import-statement', external: true },
    ],
    inputs: { 'src/process.ts': { bytesInOutput: 100 } },
  }),
  'shared.mjs': output(2_000, {
    imports: [{ path: 'process.mjs', kind: 'import-statement' }],
    inputs: {
      '../node_modules/@scope/large/a.js': { bytesInOutput: 900 },
      '../node_modules/@scope/large/b.js': { bytesInOutput: 800 },
      '../node_modules/small/index.js': { bytesInOutput: 300 },
    },
  }),
  'lazy.mjs': output(50_000),
};

describe('what a function may load at start', () => {
  test('static imports count, once each, and what is imported lazily does not', () => {
    expect(startBytes(outputs, 'process.mjs')).toBe(2_100);
  });

  test('an entry within its budget passes', () => {
    expect(() => {
      checkBudget({ inputs: {}, outputs }, 2_100);
    }).not.toThrow();
  });

  test('an entry over its budget is refused, and the largest packages are named first', () => {
    expect(() => {
      checkBudget({ inputs: {}, outputs }, 2_099);
    }).toThrow(/process\.mjs loads 3 kB.*largest inputs: @scope\/large 2 kB, small 1 kB, src\/process\.ts/);
  });
});
