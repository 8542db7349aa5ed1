import { paginateGetResources, type ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';

/** The tag that every resource of a stack has: its name. */
export const STACK_TAG = 'darkroom:stack';

/**
 * The name of the only stack whose functions have these tags.
 * @throws Error that lists the stacks, unless there is exactly one
 */
export async function findByTags(
  client: ResourceGroupsTaggingAPIClient,
  tags: Readonly<Record<string, string>>,
): Promise<string> {
  const names = new Set<string>();
  const TagFilters = [{ Key: STACK_TAG }, ...Object.entries(tags).map(([Key, value]) => ({ Key, Values: [value] }))];
  const input = { TagFilters, ResourceTypeFilters: ['lambda:function'] };
  for await (const page of paginateGetResources({ client }, input)) {
    for (const { Tags = [] } of page.ResourceTagMappingList ?? []) {
      const name = Tags.find(({ Key }) => Key === STACK_TAG)?.Value;
      if (name !== undefined) names.add(name);
    }
  }
  const [first, ...others] = [...names].sort();
  const wanted = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  const which = wanted.length === 0 ? '' : ` with the tags ${wanted.join(', ')}`;
  if (first === undefined) {
    throw new Error(
      `This account and region have no stack of Darkroom${which}: no function has the tag ${STACK_TAG}. Check --region, ` +
        '--profile and --tag, or name the stack with --stack.',
    );
  }
  if (others.length > 0) {
    throw new Error(
      `This account and region have ${others.length + 1} stacks${which}: ${[first, ...others].join(', ')}. Name one with --stack.`,
    );
  }
  return first;
}
