import { messageOf } from '../../../handler/src/errors.ts';
import { createOverlays } from '../../../handler/src/store/overlays.ts';
import { type Check, NotChecked, Wrong } from '../check.ts';

export const overlays: Check = {
  id: 'overlays',
  title: 'The overlays are in the bucket',
  expected: 'the PNG of each overlay, with the SHA-256 that the configuration names',
  advice:
    'Images that carry it are not made until it is there again: apply again, delete it first where it was replaced, and redrive ' +
    'dead letters.',
  needs: [],
  run: async ({ stack, clients }) => {
    const wanted = Object.entries(stack.config.overlays ?? {});
    if (wanted.length === 0) throw new NotChecked('The stack has no overlays.');
    const stored = createOverlays(clients.s3, stack.variantsBucket);
    const problems = await Promise.all(
      wanted.map(([name, { sha256 }]) =>
        stored.read(sha256).then(
          () => [],
          (error: unknown) => [`${name}: ${messageOf(error)}`],
        ),
      ),
    );
    if (problems.flat().length > 0) throw new Wrong(problems.flat().join('\n'));
    return wanted.map(([name]) => name).join(', ');
  },
};
