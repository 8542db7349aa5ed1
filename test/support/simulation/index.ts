export { replacedWhatCameBack, violations } from './check.ts';
export { fakeVariant, LIMITS, makeVariants, PRESETS } from './fake-images.ts';
export { CACHE_CONTROL, KEYS, PREFIXES, testPlan, testReconcileContext } from './reconcile-context.ts';
export { ORIGINAL, reconcileHarness } from './reconcile-harness.ts';
export { keeping, SABOTAGES, trustingAnyOrigin, withStore } from './sabotages.ts';
export { calmScriptsOf, type Script, scripts, scriptsOf, type Step, STORIES } from './script.ts';
export { type AtRest, PATH, simulate } from './simulation.ts';
export { sweepAt, sweepMonth } from './sweeper.ts';
