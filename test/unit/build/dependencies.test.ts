import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';

import { FOR_LAMBDA } from '../../../handler/build/bundle.ts';
import { withLiteralKeys } from '../../../handler/build/dependencies.ts';

describe('keys that a constant names', () => {
  test('become literal, first and later ones', () => {
    expect(withLiteralKeys('const _h = "http";\nconst _q = "q-\\"r\\"";\nx({ [_h]: 1, [_q]: [_h] });')).toBe(
      'const _h = "http";\nconst _q = "q-\\"r\\"";\nx({ "http": 1, "q-\\"r\\"": [_h] });',
    );
  });

  test.each([
    ['an unknown name', 'x({ [_h]: 1 });'],
    ['a constant that is no text', 'const _h = 5;\nx({ [_h]: 1 });'],
    ['a variable', 'let _h = "http";\nx({ [_h]: 1 });'],
    ['a constant of an inner scope', 'function f() {\n  const _h = "http";\n}\nx({ [_h]: 1 });'],
    ['a list between ? and :', 'const _h = "http";\nx(a ? [_h]: b);'],
    ['an element between ? and :', 'const _h = "http";\nx(a ? b[_h]: c);'],
  ])('%s stays', (_, source) => {
    expect(withLiteralKeys(source)).toBe(source);
  });
});

describe('a bundled client', () => {
  const bundled = async (contents: string): Promise<string> => {
    const { outputFiles } = await build({
      ...FOR_LAMBDA,
      stdin: { contents, resolveDir: path.resolve(import.meta.dirname, '../../..'), sourcefile: 'own.js' },
    });
    return outputFiles.map(({ text }) => text).join('\n');
  };

  test('has the operations that are used, and no others', async () => {
    const code = await bundled(
      `import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
       export const head = (client) => client.send(new HeadObjectCommand({}));
       export const make = () => new S3Client({});`,
    );

    expect(code).toContain('HeadObject');
    expect(code).toContain('x-amz-expected-bucket-owner');
    expect(code).not.toContain('x-amz-bypass-governance-retention');
    expect(code).not.toContain('PutBucketPolicy');
  });

  test('knows its own version, and nothing else of its package.json', async () => {
    const code = await bundled(`export { S3Client } from '@aws-sdk/client-s3';`);

    expect(code).toMatch(/version:"3\.\d+\.\d+"/);
    expect(code).not.toContain('devDependencies');
  });

  test('keeps the names of our own functions, for stack traces', async () => {
    const code = await bundled(
      `import { S3Client } from '@aws-sdk/client-s3';
       export function handler(delivery) { return readsOriginal(delivery); }
       function readsOriginal(delivery) { return [new S3Client({}), delivery, readsOriginal]; }`,
    );

    expect(code).toContain('function readsOriginal(delivery)');
  });
});
