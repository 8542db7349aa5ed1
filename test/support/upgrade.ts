import { isDeepStrictEqual } from 'node:util';

/** The part of `terraform show -json` of a plan that says what happens to resources. */
export interface Plan {
  resource_changes?: {
    address: string;
    type: string;
    change: { actions: string[]; replace_paths?: (string | number)[][] };
  }[];
}

/** A resource that an upgrade may remove or replace, because nothing is lost with it; the changelog says so too. */
export interface KnownLoss {
  /** The version whose state has the resource. */
  from: string;
  address: string;
  action: 'remove' | 'replace';
  reason: string;
}

/** Resources that hold what nobody can make again, or that have an address which others have stored. Never on a list. */
const IRREPLACEABLE = new Set([
  'aws_cloudfront_distribution',
  'aws_cloudwatch_log_group',
  'aws_lambda_function_url',
  'aws_s3_bucket',
  'aws_sns_topic',
  'aws_sqs_queue',
]);

/**
 * What is wrong with a plan that upgrades the state of version `from`: everything that it removes or replaces, unless it
 * is a known loss; and known losses that it does not have.
 */
export function upgradeProblems(plan: Plan, from: string, losses: readonly KnownLoss[]): string[] {
  const known = losses.filter((loss) => loss.from === from);
  const found = (plan.resource_changes ?? []).flatMap(({ address, type, change }) => {
    const action = actionOf(change.actions);
    return action === null ? [] : [{ address, type, action, because: change.replace_paths ?? [] }];
  });
  const isKnown = ({ address, type, action }: (typeof found)[number]): boolean =>
    !IRREPLACEABLE.has(type) && known.some((loss) => loss.address === address && loss.action === action);
  return [
    ...found
      .filter((each) => !isKnown(each))
      .map(({ address, action, because }) =>
        [
          `Upgrading from ${from} would ${action} ${address}`,
          ...(because.length > 0 ? [`because of ${because.map((path) => path.join('.')).join(', ')}`] : []),
        ].join(' '),
      ),
    ...known
      .filter(({ address, action }) => !found.some((each) => each.address === address && each.action === action))
      .map(({ address, action }) => `Upgrading from ${from} does not ${action} ${address}: take it off the list.`),
  ];
}

/** `forget` leaves the resource, but no stack manages it any more. */
function actionOf(actions: readonly string[]): KnownLoss['action'] | null {
  if (isDeepStrictEqual(actions, ['delete']) || actions.includes('forget')) return 'remove';
  return actions.includes('delete') ? 'replace' : null;
}
