import { describe, expect, test } from '@jest/globals';

import { problemsOf, sectionOf, type Sources } from '../../../scripts/release/problems.ts';

const CHANGELOG = `# Changelog

## Unreleased

## 1.2.0 - 2027-01-31

- **Images:** none is made again.
- **Sweep:** finds nothing to do.
- **Plan:** updates four functions in place.

## [1.1.0]

Something else.
`;

const versionFile = (version: string, repository = '"https://github.com/example/terraform-aws-darkroom"') =>
  `locals {\n  version = "${version}"\n  repository = ${repository}\n}\n`;

const RIGHT: Sources = {
  wanted: '1.2.0',
  packageVersion: '1.2.0',
  versionFile: versionFile('1.2.0'),
  changelog: CHANGELOG,
  changes: '',
};

describe('what keeps a version from being released', () => {
  test('no problems, if all sources have the version, the changelog has an entry and everything is committed', () => {
    expect(problemsOf(RIGHT)).toEqual([]);
  });

  test.each(['', '1.2', 'v1.2.0', '1.2.0+build', '01.2.0', '1.2.0 '])(
    '"%s" is no version, and is said alone',
    (wanted) => {
      expect(problemsOf({ ...RIGHT, wanted, changes: ' M main.tf' })).toEqual([
        expect.stringContaining(`semantic version such as 1.2.0, but it is "${wanted}"`),
      ]);
    },
  );

  test.each<[string, Partial<Sources>, string]>([
    ['package.json names another', { packageVersion: '1.1.0' }, 'package.json says version 1.1.0: npm version 1.2.0'],
    ['version.tf names another', { versionFile: versionFile('1.1.0') }, 'version.tf says version 1.1.0'],
    [
      'version.tf names none',
      { versionFile: versionFile('1.2.0').replace(/ version.*/, '') },
      'version.tf says version none',
    ],
    ['version.tf names no repository', { versionFile: versionFile('1.2.0', 'null') }, 'version.tf names no repository'],
    ['the changelog has no section', { changelog: '## Unreleased\n' }, 'CHANGELOG.md has no section "## 1.2.0"'],
    [
      'the section leaves out what happens to images and plans',
      { changelog: '## 1.2.0\n\n**Sweep:** nothing.\n' },
      'CHANGELOG.md says nothing of **Images:**, **Plan:**',
    ],
    ['something is not committed', { changes: ' M main.tf\n?? x\n' }, 'last commit:\n M main.tf\n?? x'],
  ])('%s', (_what, wrong, sentence) => {
    expect(problemsOf({ ...RIGHT, ...wrong })).toEqual([expect.stringContaining(sentence)]);
  });

  test('all problems are reported together', () => {
    const wrong = { packageVersion: '1.1.0', versionFile: '', changelog: '', changes: 'M x' };
    expect(problemsOf({ ...RIGHT, ...wrong })).toHaveLength(5);
  });
});

test('notes of a release are its section of the changelog, and no other’s', () => {
  expect(sectionOf(CHANGELOG, '1.1.0')).toBe('Something else.');
  expect(sectionOf(CHANGELOG, '1.2.0')).toMatch(/^- \*\*Images.*in place\.$/s);
  expect(sectionOf(CHANGELOG, '1.2')).toBeNull();
});
