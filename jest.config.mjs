const shared = {
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
  testEnvironment: '<rootDir>/test/environment.cjs',
  modulePathIgnorePatterns: ['<rootDir>/.local/', '<rootDir>/dist/', '<rootDir>/examples/'],
};

export default {
  // Jest heeds these only here, not in a project. The timeout ends what would never end: no busy machine or slow registry does.
  testTimeout: 300_000,
  maxWorkers: '100%',
  // Every file leaves its modules behind in its worker: past some gigabytes most of the time goes into collecting garbage.
  workerIdleMemoryLimit: '1GB',
  // Only where it is asked for (`make coverage`), and then of what runs in production and beside it: reported, no threshold.
  coverageProvider: 'v8',
  collectCoverageFrom: ['{edge,handler/src,ops}/**/*.ts'],
  coverageReporters: ['text-summary', 'html', 'lcovonly'],
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/test/unit/**/*.test.ts'] },
    { ...shared, displayName: 'runtime', testMatch: ['<rootDir>/test/runtime/*.test.ts'] },
    { ...shared, displayName: 'emulator', testMatch: ['<rootDir>/test/emulator/*.test.ts'] },
    { ...shared, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/*.test.ts'] },
    // Each changes the stack itself, or counts all that happens in it, so that none runs beside another.
    { ...shared, displayName: 'exclusive', testMatch: ['<rootDir>/test/e2e/exclusive/*.test.ts'] },
    // `make doctor-faults`: breaks its own stack in one way after the other.
    { ...shared, displayName: 'doctor-faults', testMatch: ['<rootDir>/test/e2e/doctor-faults/*.test.ts'] },
    { ...shared, displayName: 'client', testMatch: ['<rootDir>/packages/client/contracts/*.test.ts'] },
    { ...shared, displayName: 'examples', testMatch: ['<rootDir>/test/examples/*.test.ts'] },
    { ...shared, displayName: 'conformance', testMatch: ['<rootDir>/test/conformance/**/*.test.ts'] },
    { ...shared, displayName: 'faults', testMatch: ['<rootDir>/test/faults/*.test.ts'] },
    { ...shared, displayName: 'playground', testMatch: ['<rootDir>/test/playground/*.test.ts'] },
    { ...shared, displayName: 'front-end', testMatch: ['<rootDir>/test/front-end/*.test.ts'] },
    { ...shared, displayName: 'scenarios', testMatch: ['<rootDir>/test/faults/scenarios/*.test.ts'] },
  ],
};
