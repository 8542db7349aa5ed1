/**
 * Equivalent mutants, which no test can detect because they behave the same, each with the reason. A mutant is
 * identified by its file, the text of its line and the change, so that lines may move. `make mutation` fails on any
 * other survivor, and on an entry without a mutant or whose mutant a test detects.
 */
export interface Equivalent {
  readonly file: string;
  readonly source: string;
  readonly change: string;
  readonly reason: string;
}

const EMPTY_SEGMENT =
  'Only an empty first segment makes a difference, and no preset is called that, with or without what follows';
const FIRST = 'const first = slash < 0 ? path : path.slice(0, slash);';
const REST = "const rest = slash < 0 ? '' : path.slice(slash + 1);";

const OLD = 'A lease without a time is so old, or compares as if it were, that it is free';
const SLEEP = 'await sleep(Math.random() * PAUSE_MS * 2 ** attempt);';
const PAUSED = 'How long it waits changes when the lease is written, and not what';

const OBSERVE = 'handler/src/reconcile/observe.ts';
const OUTBOX = 'handler/src/reconcile/flush-outbox.ts';
const OUTCOME = 'handler/src/reconcile/outcome.ts';
const PART = 'const part = { original, manifest, manifestTag, locks: [], marks: [], isWhole: false };';
const STATUSLESS = 'A text has no status, so that this one is neither ready nor rejected, and keeps nothing';

/** Changes of one line that are equivalent for the same reason. */
const alike = (file: string, source: string, reason: string, ...changes: readonly string[]): Equivalent[] =>
  changes.map((change) => ({ file, source, change, reason }));
const EVERY_RECIPE = 'There is a recipe for every variant that is made at upload, and no other is made or stored here';

export const EQUIVALENT: readonly Equivalent[] = [
  {
    file: 'edge/event.ts',
    source: "if (!field) return '';",
    change: "'' → 'mutated'",
    reason: 'A missing Accept header and one of no known type come to the same, and a missing expiry is not read',
  },
  { file: 'edge/handler.ts', source: FIRST, change: '< → <=', reason: EMPTY_SEGMENT },
  { file: 'edge/handler.ts', source: FIRST, change: '0 → 1', reason: EMPTY_SEGMENT },
  { file: 'edge/handler.ts', source: REST, change: '< → <=', reason: EMPTY_SEGMENT },
  { file: 'edge/handler.ts', source: REST, change: '0 → 1', reason: EMPTY_SEGMENT },
  {
    file: 'edge/signature.ts',
    source: 'for (let at = 0; at < expected.length; at++) {',
    change: '< → <=',
    reason: 'Behind the ends of both there is nothing that differs; where only one ends, the lengths do',
  },
  ...alike(
    OUTBOX,
    'const state = stateTag(seen.original?.version ?? null, run.plan.digest);',
    'The tag of no version is the same, be it null or undefined',
    'seen.original?.version ?? null → seen.original?.version',
  ),
  ...alike(
    OUTBOX,
    'const overdue = report !== null && due.length === 0 && run.isRepeated && run.keys.storable(path);',
    'A path that is not storable is rejected before anything of it is observed',
    'report !== null && due.length === 0 && run.isRepeated && run.keys.storable(path) → report !== null && due.length === 0 && run.isRepeated',
  ),
  ...alike(
    OUTBOX,
    "const manifest = seen.manifest === 'unreadable' ? null : seen.manifest;",
    'Only a pass that found nothing to do comes here, and where the manifest is unreadable there is something',
    "seen.manifest === 'unreadable' → false",
    "'unreadable' → ''",
  ),
  ...alike(
    OUTBOX,
    'if (late && lateTag) await store.locks.release(path, late, lateTag);',
    'A mark that was written has an ETag, and where none was written there is neither',
    '&& → ||',
    'late && lateTag → late',
    'late && lateTag → lateTag',
  ),
  ...alike(
    OBSERVE,
    PART,
    'Undefined is as false as false',
    '{ original, manifest, manifestTag, locks: [], marks: [], isWhole: false } → { original, manifest, manifestTag, locks: [], marks: [] }',
  ),
  ...alike(
    OBSERVE,
    PART,
    'Something is left out only where the manifest, or that there is none, shows that there is something to do',
    'false → true',
  ),
  ...alike(
    OBSERVE,
    'manifest !== null &&',
    'Where there is an ETag, there is a manifest',
    "manifest !== null && manifest !== 'unreadable' → manifest !== 'unreadable'",
  ),
  ...alike(
    OBSERVE,
    'marks: beside.filter(isMark),',
    'Whoever reads marks looks for those of a kind, each of which begins with a dot as no lock does',
    'beside.filter(isMark) → beside',
  ),
  ...alike(
    OBSERVE,
    "if (original === null || manifest === null || manifest === 'unreadable' || manifest.status !== 'ready') return null;",
    STATUSLESS,
    "original === null || manifest === null || manifest === 'unreadable' → original === null || manifest === null",
    "'unreadable' → ''",
  ),
  ...alike(
    OBSERVE,
    "if (manifest === null || manifest === 'unreadable') return null;",
    STATUSLESS,
    "manifest === null || manifest === 'unreadable' → manifest === null",
    "'unreadable' → ''",
  ),
  ...alike(
    OBSERVE,
    "original !== null && manifest !== null && manifest !== 'unreadable' && manifest.status === 'rejected'",
    STATUSLESS,
    "original !== null && manifest !== null && manifest !== 'unreadable' → original !== null && manifest !== null",
    "'unreadable' → ''",
  ),
  ...alike(
    OUTCOME,
    "const record = manifest === 'unreadable' ? null : manifest;",
    STATUSLESS,
    "manifest === 'unreadable' → false",
    "'unreadable' → ''",
  ),
  ...alike(
    OUTCOME,
    "...(result === 'rejected' && record?.status === 'rejected'",
    'The result is rejected only where the status is',
    "result === 'rejected' && record?.status === 'rejected' → result === 'rejected'",
  ),
  ...alike(
    OUTCOME,
    'steps: { ...steps, ...(made?.timings ?? {}) },',
    'Nothing is copied of undefined either',
    'made?.timings ?? {} → made?.timings',
  ),
  {
    file: 'handler/src/reconcile.ts',
    source: 'if (seen.isWhole && staleVariants.length === 0 && isConsistent(seen, run.plan, manifest)) {',
    change: 'seen.isWhole && staleVariants.length === 0 → staleVariants.length === 0',
    reason:
      'A glance leaves something out only where the manifest shows that something has to be done, which is not consistent',
  },
  {
    file: 'handler/src/reconcile.ts',
    source: 'return findStaleVariants(run, seen, right === null ? owner.original : (seen.original ?? owner.original));',
    change: 'seen.original ?? owner.original → seen.original',
    reason: 'A manifest is right only if there is an original',
  },
  {
    file: 'handler/src/reconcile.ts',
    source: 'const manifest = original && problem && rejectedManifest(run.path, original, run.plan, problem);',
    change: 'original && problem → original',
    reason: 'What cannot be stored has a problem: both measure the keys of the manifest and of the marks',
  },
  {
    file: 'handler/src/spelling.ts',
    source: 'for (let at = 0; at < path.length; at++) {',
    change: '< → <=',
    reason: 'Behind the end is an empty text, which completes no encoding and adds nothing',
  },
  {
    file: 'handler/src/spelling.ts',
    source: 'let byte = encoded.charCodeAt(at) || 0;',
    change: '0 → 1',
    reason: 'At most the four highest bits of the bytes behind the end are kept, and those are 0 in 1 too',
  },
  {
    file: 'handler/src/spelling.ts',
    source: "return '';",
    change: "'' → 'mutated'",
    reason: 'Neither is the path of what was read: the one is spelt as itself, and the spelling of the other is UTF-8',
  },
  {
    file: 'handler/src/spelling.ts',
    source: 'for (let at = 0; at < encoded.length || bits > 0; at++) {',
    change: '< → <=',
    reason: 'Behind the end it adds zeros, which are cut off',
  },
  {
    file: 'handler/src/spelling.ts',
    source: 'for (let at = 0; at < encoded.length || bits > 0; at++) {',
    change: '0 → 1',
    reason: 'Of the bits, which are a multiple of eight; where it begins one character later, a test notices',
  },
  {
    file: 'handler/src/spelling.ts',
    source: 'let held = 0;',
    change: '0 → 1',
    reason:
      'Where text is read, its bit has left the twelve that are kept, or the eight that are used, before it counts',
  },
  {
    file: 'handler/src/store/list.ts',
    source: "for (const { Key = '', ETag, LastModified } of page.Contents ?? []) {",
    change: "'' → 'mutated'",
    reason: 'S3 names every object that it lists',
  },
  {
    file: 'handler/src/store/walk.ts',
    source: "for (const { Key = '', ETag, Size, LastModified, StorageClass } of page.Contents ?? []) {",
    change: "'' → 'mutated'",
    reason: 'S3 names every object that it lists',
  },
  {
    file: 'handler/src/store/manifests.ts',
    source:
      'const { Body, ETag, ContentLength = 0 } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));',
    change: '0 → 1',
    reason: 'A length that is not told is within the limit either way',
  },
  {
    file: 'handler/src/store/overlays.ts',
    source: 'const READ_TIMEOUT_MS = 10_000;',
    change: '10_000 → 10001',
    reason: 'A millisecond more or less is the same to everybody',
  },
  {
    file: 'handler/src/store/overlays.ts',
    source: 'const { Body, ContentLength = 0 } = await client',
    change: '0 → 1',
    reason: 'A length that is not told is within the limit either way',
  },
  {
    file: 'handler/src/store/originals.ts',
    source: 'const READ_TIMEOUT_MS = 30_000;',
    change: '30_000 → 30001',
    reason: 'A millisecond more or less is the same to everybody',
  },
  { file: 'handler/src/store/sweep-lease.ts', source: 'const PAUSE_MS = 10;', change: '10 → 11', reason: PAUSED },
  {
    file: 'handler/src/store/sweep-lease.ts',
    source: SLEEP,
    change: `${SLEEP} → ;`,
    reason: PAUSED,
  },
  { file: 'handler/src/store/sweep-lease.ts', source: SLEEP, change: '* → /', reason: PAUSED },
  { file: 'handler/src/store/sweep-lease.ts', source: SLEEP, change: '2 → 3', reason: PAUSED },
  {
    file: 'handler/src/store/sweep-lease.ts',
    source: 'modified: answer.LastModified?.getTime() ?? 0,',
    change: '0 → 1',
    reason: OLD,
  },
  {
    file: 'handler/src/store/sweep-lease.ts',
    source: 'modified: answer.LastModified?.getTime() ?? 0,',
    change: 'answer.LastModified?.getTime() ?? 0 → answer.LastModified?.getTime()',
    reason: OLD,
  },
  {
    file: 'handler/src/store/uncertain.ts',
    source: 'const attemptsOf = (answer: unknown): number => metadataOf(answer)?.attempts ?? 1;',
    change: 'metadataOf(answer)?.attempts ?? 1 → metadataOf(answer)?.attempts',
    reason: 'Neither 1 nor undefined is more than 1',
  },
  {
    file: 'handler/src/store/variants.ts',
    source: 'const request = client.send(new PutObjectCommand(input), signal && { abortSignal: signal });',
    change: 'signal && { abortSignal: signal } → { abortSignal: signal }',
    reason: 'The SDK takes no signal and an undefined one for the same',
  },
  {
    file: 'handler/src/reconcile/run.ts',
    source: 'export const startRun = (context: ReconcileContext, path: string, delivery: Delivery): Run => ({',
    change:
      '{ ...context, path, receives: delivery.receives, isFirst: isFirst(delivery, cont → { ...context, path, receives: delivery.receives, isFirst: isFirst(delivery, cont',
    reason:
      'Of the last properties: an undefined flag is as false as false, and of nothing read ahead or made nobody asks whether it is null or undefined',
  },
  {
    file: 'handler/src/reconcile/prepare.ts',
    source: 'if (found?.etag !== source.etag || found.bytes === null) return [];',
    change: 'found?.etag !== source.etag || found.bytes === null → found?.etag !== source.etag',
    reason: 'Bytes are null only where there are more than requested, and all are',
  },
  {
    file: 'handler/src/reconcile/stale-variants.ts',
    source:
      "isMadeFrom(stored, { original: etag, recipe: plan.recipeOnRequest(name, focalPoint) ?? '', cacheControl }),",
    change: "plan.recipeOnRequest(name, focalPoint) ?? '' → plan.recipeOnRequest(name, focalPoint)",
    reason: 'Those that are asked about are transforms and presets on request, and each of them has a recipe',
  },
  {
    file: 'handler/src/reconcile/stale-variants.ts',
    source:
      "isMadeFrom(stored, { original: etag, recipe: plan.recipeOnRequest(name, focalPoint) ?? '', cacheControl }),",
    change: "'' → 'mutated'",
    reason: 'Those that are asked about are transforms and presets on request, and each of them has a recipe',
  },
  {
    file: 'handler/src/reconcile/store-finished.ts',
    source: "const recipe = run.plan.recipes(reuse.image ?? source, original.focalPoint).get(variant.name) ?? '';",
    change:
      'run.plan.recipes(reuse.image ?? source, original.focalPoint).get(variant.name) ? → run.plan.recipes(reuse.image ?? source, original.focalPoint).get(variant.name)',
    reason: EVERY_RECIPE,
  },
  {
    file: 'handler/src/reconcile/store-finished.ts',
    source: "const recipe = run.plan.recipes(reuse.image ?? source, original.focalPoint).get(variant.name) ?? '';",
    change: "'' → 'mutated'",
    reason: EVERY_RECIPE,
  },
  {
    file: 'handler/src/reconcile/store-finished.ts',
    source: 'taken.add(variant.name);',
    change: 'taken.add(variant.name); → ;',
    reason: 'No variant is finished twice: see OnFinished',
  },
  {
    file: 'handler/src/reconcile/store-finished.ts',
    source: 'const storing = (lanes[lane] ?? Promise.resolve()).then(() => store(variant, source));',
    change: 'lanes[lane] ?? Promise.resolve() → lanes[lane]',
    reason: 'A remainder is always the number of a lane',
  },
  {
    file: 'handler/src/reconcile/store-made.ts',
    source: "const recipe = recipes.get(name) ?? '';",
    change: "recipes.get(name) ?? '' → recipes.get(name)",
    reason: EVERY_RECIPE,
  },
  {
    file: 'handler/src/reconcile/store-made.ts',
    source: "const recipe = recipes.get(name) ?? '';",
    change: "'' → 'mutated'",
    reason: EVERY_RECIPE,
  },
  {
    file: 'handler/src/reconcile/store-made.ts',
    source:
      'if (source !== undefined && reuse.untouched.has(name)) return [entryOf(named, source, source, source.etag, recipe)];',
    change: 'source !== undefined && reuse.untouched.has(name) → reuse.untouched.has(name)',
    reason: 'Whatever is untouched has a source: itself',
  },
];
