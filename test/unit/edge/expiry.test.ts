import { expect, test } from '@jest/globals';

import { routeTransform } from '../../../edge/route.ts';
import { signatureOf } from '../../../edge/signature.ts';
import { CONFIG } from '../../support/edge/runtime.ts';

const EXPIRES = '1800000000';
const PART = `/w_300,f_webp/a.jpg?expires=${EXPIRES}`;
const signature = signatureOf(PART, CONFIG.keys[0] ?? '');
const answerAt = (now: number) => routeTransform(CONFIG, signature, 'w_300,f_webp/a.jpg', EXPIRES, now);

test('a signed URL is good until the second that it names, and refused from then on', () => {
  expect(answerAt(1_799_999_999.9)).toMatchObject({ url: `/~${signature}${PART}` });
  expect(answerAt(1_800_000_000)).toMatchObject({ status: 403, code: 'expired' });
});
