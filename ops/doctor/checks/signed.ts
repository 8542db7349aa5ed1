import sharp from 'sharp';

import { signTransform } from '../../../edge/signer/sign.ts';
import { configOf } from '../../stack/stack.ts';
import { describe } from '../ask.ts';
import { type Check, NotChecked, Wrong } from '../check.ts';
import { cdnOf, expectImage } from '../variants.ts';
import { MAIN } from './upload.ts';

const SIZE = { width: 40, height: 30 };

export const signed: Check = {
  id: 'signed',
  title: 'Signed transforms are made only with a valid signature',
  expected: 'an image of the signed size, on a miss and afterwards; 403 for a wrong or expired signature',
  advice:
    'bad_signature: the key is not, or no longer, one of `signing_keys`, or the viewer function is from an earlier ' +
    'apply. bad_transform: `transforms` does not allow this size. An image instead of a 403: the viewer function ' +
    'does not run.',
  needs: ['render'],
  run: async (run) => {
    const { url } = cdnOf(run.stack);
    const bounds = configOf(run.stack, 'render')?.transforms;
    if (bounds === undefined) throw new NotChecked('Signed transforms are disabled (`signing_keys` is empty).');
    const key = run.signingKey;
    if (key === undefined) {
      throw new NotChecked(
        'No signing key: set DARKROOM_SIGNING_KEY to one of `signing_keys` and run the doctor again.',
      );
    }
    const { path } = await run.samples.make(MAIN);
    const format = bounds.formats[0] === undefined ? '' : `,f_${bounds.formats[0]}`;
    const transform = `w_${SIZE.width},h_${SIZE.height},fit_cover${format}`;
    const sign = (expires?: Date): string => signTransform({ key, transform, path, expires });

    const miss = await run.ask(url, sign());
    expectImage(miss, 'a signed URL', null);
    const { width, height } = await sharp(miss.bytes).metadata();
    if (width !== SIZE.width || height !== SIZE.height) throw new Wrong(`an image of ${width} × ${height} pixels`);
    expectImage(
      await run.ask(url, sign(new Date(Date.now() + 600_000))),
      'the same URL with an expiry in ten minutes',
      miss.bytes,
    );

    const refused = {
      'with a wrong signature': sign().replace(`/w_${SIZE.width}`, `/w_${SIZE.width + 1}`),
      'that is expired': sign(new Date(Date.now() - 60_000)),
    };
    for (const [what, wrong] of Object.entries(refused)) {
      const answer = await run.ask(url, wrong);
      if (answer.status !== 403) throw new Wrong(`a URL ${what} returned ${describe(answer)}`);
    }
    return `${transform}, ${describe(miss)}; 403 for a wrong and an expired signature`;
  },
};
