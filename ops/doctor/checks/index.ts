import type { Check } from '../check.ts';
import { bucketSettings } from './buckets.ts';
import { changes } from './changes.ts';
import { kms } from './keys.ts';
import { notThere } from './missing.ts';
import { operations } from './operations.ts';
import { overlays } from './overlays.ts';
import { paths } from './paths.ts';
import { privacy } from './private.ts';
import { permissions } from './rights.ts';
import { serving } from './serving.ts';
import { signed } from './signed.ts';
import { spendGuard } from './spend-guard.ts';
import { sweep } from './sweep.ts';
import { upload } from './upload.ts';
import { version } from './version.ts';
import { wiring } from './wiring.ts';

/** Every check, in the order in which they are reported. */
export const CHECKS: readonly Check[] = [
  ...wiring,
  ...permissions,
  upload,
  ...serving,
  signed,
  ...paths,
  ...notThere,
  ...changes,
  ...privacy,
  bucketSettings,
  kms,
  overlays,
  sweep,
  spendGuard,
  ...operations,
  version,
];
