export { replacedWhatCameBack, violations } from './check.ts';
export { LIMITS, PRESETS, fakeVariant, makeVariants } from './fake-images.ts';
export { STORIES, type Script, type Step, calmScriptsOf, scripts, scriptsOf } from './script.ts';
export { SABOTAGES, trustingAnyOrigin } from './sabotages.ts';
export { CACHE_CONTROL, KEYS, PREFIXES, testReconcileContext } from './reconcile-context.ts';
export { PATH, type AtRest, simulate } from './simulation.ts';
export { ORIGINAL, reconcileHarness } from './reconcile-harness.ts';
export { sweepAt, sweepMonth } from './sweeper.ts';
