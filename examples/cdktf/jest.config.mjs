const shared = {
  rootDir: import.meta.dirname,
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  // Only our own sources: the provider's 4,000 files are plain JavaScript already.
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
};

// The same sources and the same tests, first as they stand and then on the maintained fork.
export default {
  // A limit against hanging, not a measurement: synthesis takes seconds, and minutes on a busy machine.
  testTimeout: 600_000,
  projects: [
    { ...shared, displayName: 'cdktf', globals: { LIBRARY: 'cdktf' } },
    {
      ...shared,
      displayName: 'cdktn',
      globals: { LIBRARY: 'cdktn' },
      moduleNameMapper: { '^cdktf$': 'cdktn', '^@cdktf/provider-aws/(.*)$': '@cdktn/provider-aws/$1' },
    },
  ],
};
