import { SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';

import type { Found } from '../with-stack.ts';

/** @returns those of the actions that IAM's simulator does not allow a role on a resource */
export async function deniedTo(
  { clients }: Pick<Found, 'clients'>,
  role: string,
  actions: readonly string[],
  resource: string,
): Promise<string[]> {
  const { EvaluationResults = [] } = await clients.iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: role,
      ActionNames: [...actions],
      ResourceArns: [resource],
    }),
  );
  const allowed = EvaluationResults.filter(({ EvalDecision }) => EvalDecision === 'allowed');
  return actions.filter((action) => !allowed.some(({ EvalActionName }) => EvalActionName === action));
}
