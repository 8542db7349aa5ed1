import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConcurrencyCommand,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';

import type { Found } from '../with-stack.ts';

/** Whether a stack renders on request. */
export interface Rendering {
  readonly function: string;
  readonly rendering: 'on' | 'off';
  /** Concurrent executions that are reserved for it; null for none, and while rendering is off. */
  readonly reserved: number | null;
  /** Those that were reserved before this command; null for none. */
  readonly before: number | null;
  /**
   * With `spend.stop_rendering`, what an apply leaves as it is: `on`, `stopped` by the spend guard, or `off` by an operator. Null
   * without: then an apply sets what the module says.
   */
  readonly recorded: string | null;
}

/** A tag of the render function: the name of the parameter that records whether rendering is on. */
export const PARAMETER_TAG = 'darkroom:rendering';

/** @throws Error if the stack has no render function */
export async function readRendering(found: Found): Promise<Rendering> {
  const { name: FunctionName, parameter } = renderOf(found);
  const [{ ReservedConcurrentExecutions: reserved = null }, record] = await Promise.all([
    found.clients.lambda.send(new GetFunctionConcurrencyCommand({ FunctionName })),
    parameter === undefined ? undefined : found.clients.ssm.send(new GetParameterCommand({ Name: parameter })),
  ]);
  return {
    function: FunctionName,
    rendering: reserved === 0 ? 'off' : 'on',
    reserved: reserved === 0 ? null : reserved,
    before: reserved,
    recorded: record?.Parameter?.Value ?? null,
  };
}

/**
 * Stops all rendering: Lambda refuses every invocation of a function that has 0 reserved executions, at no charge
 * (docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html). Even an account that has nothing to reserve
 * accepts 0.
 * @throws Error if the stack has no render function, or AWS refuses, as it does while executions are provisioned
 */
export async function turnOff(found: Found): Promise<Rendering> {
  const { function: FunctionName, before } = await readRendering(found);
  await found.clients.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
  return { function: FunctionName, rendering: 'off', reserved: null, before, recorded: await record(found, 'off') };
}

/**
 * Lets render be invoked again, with so many reserved executions, or with none. What is on already stays as it is.
 * @throws Error if the stack has no render function, or AWS refuses to reserve so many
 */
export async function turnOn(found: Found, reserved: number | null): Promise<Rendering> {
  const now = await readRendering(found);
  const { function: FunctionName, before } = now;
  const recorded = await record(found, 'on');
  if (now.rendering === 'on' && (reserved === null || reserved === before)) return { ...now, recorded };
  await (reserved === null
    ? found.clients.lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }))
    : found.clients.lambda.send(
        new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: reserved }),
      ));
  return { function: FunctionName, rendering: 'on', reserved, before, recorded };
}

/** Has an apply, and the spend guard, leave rendering as it is now; null if the stack has no spend guard. */
async function record(found: Found, value: 'on' | 'off'): Promise<string | null> {
  const { parameter } = renderOf(found);
  if (parameter === undefined) return null;
  await found.clients.ssm.send(new PutParameterCommand({ Name: parameter, Value: value, Overwrite: true }));
  return value;
}

function renderOf({ stack }: Found): { name: string; parameter: string | undefined } {
  const { render } = stack.functions;
  if (render !== undefined) return { name: render.name, parameter: render.tags[PARAMETER_TAG] };
  throw new Error(`${stack.name} has no render function, as it has no CDN: there is nothing to turn on or off.`);
}
