import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';

import { PROJECT } from '../../../local/paths.ts';

const read = (file: string) => readFileSync(path.join(PROJECT, file), 'utf8');
const entries = read('docs/troubleshooting.md')
  .split(/^### /m)
  .slice(1)
  .map((text): [string, string] => [text.slice(0, text.indexOf('\n')), text.split(/^## /m)[0] ?? '']);

describe('an error that troubleshooting explains', () => {
  test.each(entries)('says where it comes from, and has that text there: %s', (title, text) => {
    const [, where = ''] = /\bFrom\s+(`[^`]+`|AWS|AWS's provider|Terraform)[.:]/.exec(text) ?? [];
    if (where === '') expect(text).toContain('Not an');
    else if (where.startsWith('`')) {
      const file = where.slice(1, -1);
      expect(existsSync(path.join(PROJECT, file))).toBe(true);
      expect(read(file)).toContain(title);
    }
  });

  test('has one entry', () => {
    const titles = entries.map(([title]) => title);
    expect(titles.length).toBeGreaterThan(20);
    expect(new Set(titles).size).toBe(titles.length);
  });
});
