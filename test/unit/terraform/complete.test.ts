import path from 'node:path';
import { expect, test } from '@jest/globals';

import { PROJECT } from '../../../local/paths.ts';
import { readModule } from '../../../scripts/terraform/module.ts';

test('the complete example sets every variable of the module', async () => {
  const [{ variables }, { calls }] = await Promise.all([
    readModule(PROJECT),
    readModule(path.join(PROJECT, 'examples', 'complete')),
  ]);
  const call = calls.find(({ source }) => source === '../..');
  expect(Object.keys(call?.arguments ?? {}).filter((name) => name !== 'source')).toEqual(
    expect.arrayContaining([...variables.keys()]),
  );
});
