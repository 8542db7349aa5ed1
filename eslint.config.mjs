import js from '@eslint/js';
import jest from 'eslint-plugin-jest';
import importSort from 'eslint-plugin-simple-import-sort';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      'dist/',
      '.local/',
      '**/cdktf.out/',
      'coverage/',
      'examples/cdktf/',
      'examples/front-end/',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-sort': importSort },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // Packages first, then files from far to near.
      'import-sort/imports': ['error', { groups: [['^\\u0000'], ['^node:', '^@?\\w'], ['^\\.']] }],
      'import-sort/exports': 'error',
      // Numbers in sentences ("9 bytes of 10") are what most of our templates are for.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      'max-lines': ['error', 250],
    },
  },
  { files: ['examples/*/function/*.mjs', 'ops/darkroom.mjs'], languageOptions: { globals: { console: 'readonly' } } },
  {
    files: ['packages/client/contracts/*.mjs'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } },
  },
  {
    // Terraform puts it behind the viewer function, into one script whose `handler` CloudFront calls.
    files: ['modules/viewer/own-cdn.js'],
    languageOptions: { sourceType: 'script', globals: { images: 'readonly', OWN_CDN: 'readonly' } },
    rules: { 'no-unused-vars': ['error', { varsIgnorePattern: '^handler$' }] },
  },
  {
    files: ['test/**/*.ts'],
    plugins: { jest },
    settings: { jest: { version: 30 } },
    rules: { 'jest/consistent-test-it': ['error', { fn: 'test', withinDescribe: 'test' }] },
  },
);
