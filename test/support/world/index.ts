export { wrongs } from './check.ts';
export { LIMITS, PRESETS, cooked, makeVariants } from './kitchen.ts';
export { STORIES, type Script, type Step, calmScriptsOf, scripts, scriptsOf } from './script.ts';
export { SABOTAGES, trustingAnyOrigin } from './sabotages.ts';
export { CACHE_CONTROL, KEYS, PREFIXES, testWorkshop } from './workshop.ts';
export { ACKNOWLEDGED, PATH, type AtRest, type Sabotage, type World, play } from './world.ts';
export { ORIGINAL, stage } from './stage.ts';
export { sweepAt, sweepMonth } from './sweeper.ts';
