import sharp from 'sharp';

import { signTransform } from '../../../edge/signer/sign.ts';
import { describe } from '../ask.ts';
import { type Check, NotChecked, Wrong } from '../check.ts';
import { configOf } from '../stack/stack.ts';
import { cdnOf, expectImage } from '../variants.ts';
import { MAIN } from './upload.ts';

const SIZE = { width: 40, height: 30 };

export const signed: Check = {
  id: 'signed',
  title: 'Signed transforms are made, for those who hold a key',
  expected: 'an image of the size signed for, on a miss and again; 403 for a signature that is wrong or expired',
  advice:
    'bad_signature: the key given is not one of `signing_keys` (any more), or the viewer function is of an earlier apply. ' +
    'bad_transform: `transforms` allows no such size. An image where a 403 was expected: the viewer function does not run.',
  needs: ['render'],
  run: async (run) => {
    const { url } = cdnOf(run.stack);
    const bounds = configOf(run.stack, 'render')?.transforms;
    if (bounds === undefined) throw new NotChecked('Signed transforms are off (`signing_keys` is empty).');
    const key = run.signingKey;
    if (key === undefined) {
      throw new NotChecked('No key was given: set DARKROOM_SIGNING_KEY to one of `signing_keys`, and run this again.');
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
      'the same, good for ten minutes,',
      miss.bytes,
    );

    const refused = {
      'with a wrong signature': sign().replace(`/w_${SIZE.width}`, `/w_${SIZE.width + 1}`),
      'that has expired': sign(new Date(Date.now() - 60_000)),
    };
    for (const [what, wrong] of Object.entries(refused)) {
      const answer = await run.ask(url, wrong);
      if (answer.status !== 403) throw new Wrong(`a URL ${what} was answered ${describe(answer)}`);
    }
    return `${transform}, ${describe(miss)}; the others 403`;
  },
};
