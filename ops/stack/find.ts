import type { Clients } from '../clients.ts';
import { findByTags } from './by-tags.ts';
import { describeCdn, findDistribution, otherCdn } from './cdn.ts';
import { describeFunction, findFunctions } from './functions.ts';
import { readOutputs } from './outputs.ts';
import { configOf, type Stack, type StackFunction, type Use, USES } from './stack.ts';

/** How the operator names a stack: by file, by name, or by tags; with none of them, it is the only one. */
export interface Named {
  /** A file that `terraform output -json` wrote, or `-` for standard input. */
  readonly outputs?: string | undefined;
  readonly stack?: string | undefined;
  /** Tags of its functions. */
  readonly tag?: Readonly<Record<string, string>> | undefined;
  /** Base of image URLs, if it differs from the stack's. */
  readonly cdn?: string | undefined;
}

/** Tag of the process function that holds the module's version. */
const VERSION_TAG = 'darkroom:version';

/**
 * Finds a stack's resources from Terraform's outputs, or through the names and configuration of its functions.
 * @throws Error that states what is missing and what to do
 */
export async function findStack(clients: Clients, named: Named): Promise<Stack> {
  const outputs = named.outputs === undefined ? undefined : await readOutputs(named.outputs);
  const name = outputs === undefined ? (named.stack ?? (await findByTags(clients.tagging, named.tag ?? {}))) : '';
  const names = outputs?.functions ?? (await findFunctions(clients.lambda, name));
  const described = await Promise.all(
    USES.map(async (use): Promise<[Use, StackFunction][]> => {
      const name = names[use];
      return name === undefined ? [] : [[use, await describeFunction(clients.lambda, use, name)]];
    }),
  );
  const functions: Stack['functions'] = Object.fromEntries(described.flat());
  const config = configIn(functions);
  const { render } = functions;
  const distribution =
    outputs?.distributionId ??
    (render === undefined ? null : await findDistribution(clients.lambda, render, functions));
  const address = named.cdn ?? outputs?.cdnUrl;
  const cdn =
    distribution !== null && render !== undefined
      ? await describeCdn(clients.cloudfront, distribution, address, configOf({ functions }, 'render')?.ownCdn?.path)
      : named.cdn === undefined
        ? null
        : otherCdn(named.cdn);
  return {
    name: config.stack,
    region: await clients.s3.config.region(),
    bucket: config.bucket,
    variantsBucket: config.variantsBucket ?? config.bucket,
    config,
    functions,
    cdn,
    version: outputs?.version ?? functions.process?.tags[VERSION_TAG],
  };
}

function configIn(functions: Stack['functions']) {
  const all = Object.values(functions);
  const good = all.map(({ config }) => config).find((config) => !(config instanceof Error));
  if (good !== undefined && !(good instanceof Error)) return good;
  const [first] = all;
  const why = first?.config instanceof Error ? first.config.message : 'it has no function';
  throw new Error(`The stack can't be examined: none of its functions has a readable configuration: ${why}`);
}
