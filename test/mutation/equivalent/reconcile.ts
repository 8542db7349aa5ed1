import { alike, type Equivalent } from './equivalent.ts';

const OBSERVE = 'handler/src/reconcile/observe.ts';
const PART = 'const part = { original, manifest, manifestTag, locks: [], marks: [], isWhole: false };';
const RUN = 'export const startRun = (context: ReconcileContext, path: string, delivery: Delivery): Run => ({';
const OWN_NAMES = 'The names are those of the same presets, each of which has options and a lineage';
const VARIANT_RECIPE = 'handler/src/variant-recipe.ts';

export const RECONCILE: readonly Equivalent[] = [
  ...alike(
    'handler/src/reconcile.ts',
    'if (seen.isWhole && staleVariants.length === 0 && isConsistent(seen, run.plan, manifest)) {',
    'A glance leaves something out only where the manifest shows that something has to be done, which is not consistent',
    'seen.isWhole && staleVariants.length === 0 → staleVariants.length === 0',
  ),
  ...alike(
    'handler/src/reconcile.ts',
    'return findStaleVariants(run, seen, right === null ? owner.original : (seen.original ?? owner.original));',
    'A manifest is right only if there is an original',
    'seen.original ?? owner.original → seen.original',
  ),
  ...alike(
    'handler/src/reconcile.ts',
    'const manifest = original && problem && rejectedManifest(run.path, original, run.plan, problem);',
    'What cannot be stored has a problem: both measure the keys of the manifest and of the marks',
    'original && problem → original',
  ),
  ...alike(
    'handler/src/reconcile/delivery.ts',
    'if (since === undefined || receives > 1) return false;',
    'What is computed from no time is not a number, and less than nothing',
    'since === undefined || receives > 1 → receives > 1',
  ),
  ...alike(OBSERVE, PART, 'Undefined is as false as false', 'without isWhole: false'),
  ...alike(
    OBSERVE,
    PART,
    'Something is left out only where the manifest, or that there is none, shows that there is something to do',
    'false → true',
  ),
  ...alike(
    OBSERVE,
    'marks: beside.filter(isMark),',
    'Whoever reads marks looks for those of a kind, each of which begins with a dot as no lock does',
    'beside.filter(isMark) → beside',
  ),
  ...alike(
    'handler/src/reconcile/prepare.ts',
    'if (found?.etag !== source.etag || found.bytes === null) return [];',
    'Bytes are null only where there are more than requested, and all are',
    'found?.etag !== source.etag || found.bytes === null → found?.etag !== source.etag',
  ),
  ...alike(
    'handler/src/reconcile/run.ts',
    RUN,
    'An undefined flag is as false as false, and whether nothing is null or undefined nobody asks',
    'without followUpArranged: false',
    'without acted: false',
    'without unmarked: false',
    'without ahead: null',
    'without made: null',
    'without madeFrom: null',
  ),
  ...alike(
    'handler/src/reconcile/store-made.ts',
    'if (source !== undefined && reuse.untouched.has(name)) return [entryOf(named, source, source, source.etag, recipe)];',
    'Whatever is untouched has a source: itself',
    'source !== undefined && reuse.untouched.has(name) → reuse.untouched.has(name)',
  ),
  ...alike(
    'handler/src/image/lineage.ts',
    'at = sources.get(sizeKey(at)) ?? base;',
    'Every size on the way is a level of the plan, and the way ends at the base',
    'sources.get(sizeKey(at)) ?? base → sources.get(sizeKey(at))',
  ),
  ...alike(
    VARIANT_RECIPE,
    'return options && lineage',
    OWN_NAMES,
    'options && lineage → true',
    '&& → ||',
    'options && lineage → options',
    'options && lineage → lineage',
  ),
  ...alike(VARIANT_RECIPE, 'return options', OWN_NAMES, 'options → true'),
  ...alike(
    VARIANT_RECIPE,
    "const own = format === 'avif' && avif !== undefined ? { ...quality, avif } : quality;",
    'A digest is the same for what is undefined and what is absent',
    "format === 'avif' && avif !== undefined → format === 'avif'",
  ),
];
