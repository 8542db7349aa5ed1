import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';

import { findByTags } from '../../../ops/stack/by-tags.ts';

const mock = mockClient(ResourceGroupsTaggingAPIClient);
const client = new ResourceGroupsTaggingAPIClient({ region: 'eu-west-1' });

beforeEach(() => {
  mock.reset();
});

const functions = (...stacks: string[]) =>
  mock.on(GetResourcesCommand).resolves({
    ResourceTagMappingList: stacks.map((Value) => ({ Tags: [{ Key: 'darkroom:stack', Value }] })),
  });

test('the only stack of the region is found without a name, by the tag of its functions', async () => {
  functions('gallery', 'gallery', 'gallery');
  expect(await findByTags(client, {})).toBe('gallery');
});

test('tags narrow the search, together with that of every stack', async () => {
  functions('gallery');
  await findByTags(client, { env: 'prod' });
  expect(mock.commandCalls(GetResourcesCommand)[0]?.args[0].input).toMatchObject({
    TagFilters: [{ Key: 'darkroom:stack' }, { Key: 'env', Values: ['prod'] }],
    ResourceTypeFilters: ['lambda:function'],
  });
});

test('of several stacks none is guessed: all are named', async () => {
  functions('staging', 'gallery');
  await expect(findByTags(client, {})).rejects.toThrow('2 stacks: gallery, staging. Name one with --stack');
});

test('where there is none, the error says by what it was looked for', async () => {
  functions();
  await expect(findByTags(client, { env: 'dev' })).rejects.toThrow('with the tags env=dev');
});
