import {
  type FunctionConfiguration,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  type LambdaClient,
  paginateListEventSourceMappings,
  paginateListFunctions,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';

import { type Config, loadConfig } from '../../handler/src/config/config.ts';
import { type StackFunction, type Trigger, type Use, USES } from './stack.ts';

/** Names of a stack's functions by use; absent if it has none. */
export type FunctionNames = Readonly<Partial<Record<Use, string>>>;

/**
 * The functions of the stack of this name, found by their names or, if those had to be truncated, by the stack's name
 * in their configuration.
 * @throws Error if there are none
 */
export async function findFunctions(lambda: LambdaClient, stack: string): Promise<FunctionNames> {
  const expected = USES.map((use): [Use, string] => [use, `${stack}-${use}`]);
  const found = await Promise.all(
    expected.map(async ([use, name]): Promise<[Use, string][]> => ((await exists(lambda, name)) ? [[use, name]] : [])),
  );
  const named: FunctionNames = Object.fromEntries(found.flat());
  return named.process === undefined ? configuredFor(lambda, stack) : named;
}

async function exists(lambda: LambdaClient, FunctionName: string): Promise<boolean> {
  if (FunctionName.length > 64) return false;
  try {
    await lambda.send(new GetFunctionCommand({ FunctionName }));
    return true;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false;
    throw error;
  }
}

async function configuredFor(lambda: LambdaClient, stack: string): Promise<FunctionNames> {
  const others = new Set<string>();
  const names: Partial<Record<Use, string>> = {};
  for await (const page of paginateListFunctions({ client: lambda }, {})) {
    for (const each of page.Functions ?? []) {
      const use = USES.find((one) => each.Handler === `${one}.handler`);
      const config = configuration(each);
      if (use === undefined || config instanceof Error) continue;
      if (config.stack === stack) names[use] = each.FunctionName ?? '';
      else others.add(config.stack);
    }
  }
  if (names.process !== undefined) return names;
  const assertPresent = others.size === 0 ? 'no stack of Darkroom' : `the stacks ${[...others].sort().join(', ')}`;
  throw new Error(
    `There is no stack "${stack}": this account and region have ${assertPresent}. Check --stack, --region and --profile.`,
  );
}

/**
 * A function as Lambda describes it.
 * @throws Error if it does not exist, or may not be read
 */
export async function describeFunction(lambda: LambdaClient, use: Use, FunctionName: string): Promise<StackFunction> {
  const [{ Configuration = {}, Code, Tags = {} }, { ReservedConcurrentExecutions }, triggers] = await Promise.all([
    lambda.send(new GetFunctionCommand({ FunctionName })),
    lambda.send(new GetFunctionConcurrencyCommand({ FunctionName })),
    triggersOf(lambda, FunctionName),
  ]);
  return {
    use,
    name: FunctionName,
    roleArn: Configuration.Role ?? '',
    state: Configuration.State ?? 'Active',
    lastUpdate: Configuration.LastUpdateStatus ?? 'Successful',
    codeSha256: Configuration.CodeSha256 ?? '',
    codeUrl: Code?.Location,
    memory: Configuration.MemorySize ?? 128,
    architecture: Configuration.Architectures?.[0] ?? 'x86_64',
    logGroup: Configuration.LoggingConfig?.LogGroup ?? `/aws/lambda/${FunctionName}`,
    tags: Tags,
    config: configuration(Configuration),
    reserved: ReservedConcurrentExecutions,
    triggers,
  };
}

async function triggersOf(lambda: LambdaClient, FunctionName: string): Promise<Trigger[]> {
  const triggers: Trigger[] = [];
  for await (const page of paginateListEventSourceMappings({ client: lambda }, { FunctionName })) {
    for (const { EventSourceArn = '', State = '', ScalingConfig } of page.EventSourceMappings ?? []) {
      triggers.push({ queueArn: EventSourceArn, state: State, maximumConcurrency: ScalingConfig?.MaximumConcurrency });
    }
  }
  return triggers;
}

function configuration({ Environment }: FunctionConfiguration): Config | Error {
  try {
    return loadConfig(Environment?.Variables ?? {});
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
