import { type ContextEntry, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';

import type { Found } from '../with-stack.ts';

/** An action that IAM's simulator does not allow, and how it decided. */
export interface Denied {
  readonly action: string;
  readonly decision: string;
}

/** @returns those of the actions that IAM's simulator does not allow a role on a resource, in a request with this context */
export async function deniedTo(
  { clients }: Pick<Found, 'clients'>,
  role: string,
  actions: readonly string[],
  resource: string,
  context?: ContextEntry,
): Promise<Denied[]> {
  const { EvaluationResults = [] } = await clients.iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: role,
      ActionNames: [...actions],
      ResourceArns: [resource],
      ...(context && { ContextEntries: [context] }),
    }),
  );
  const decisionOf = (action: string): string =>
    EvaluationResults.find(({ EvalActionName }) => EvalActionName === action)?.EvalDecision ?? 'no decision';
  return actions
    .map((action) => ({ action, decision: decisionOf(action) }))
    .filter(({ decision }) => decision !== 'allowed');
}
