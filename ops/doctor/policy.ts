/** The parts of a policy statement that are evaluated here. */
interface Statement {
  Sid?: string;
  Effect?: string;
  Principal?: string | Record<string, string | string[]>;
  Action?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

export interface ServiceCall {
  /** For example `sns.amazonaws.com`. */
  readonly service: string;
  /** For example `sqs:SendMessage`. */
  readonly action: string;
  /** The resource on whose behalf the service calls. */
  readonly sourceArn: string;
}

/**
 * Whether a resource's policy allows a service to act for one source. Deny statements and conditions other than the one
 * on the source are ignored: the purpose is to detect a missing policy.
 */
export function allows(policy: string | undefined, call: ServiceCall): boolean {
  return statementsOf(policy).some(
    (statement) =>
      statement.Effect === 'Allow' &&
      lets(statement.Principal, call.service) &&
      list(statement.Action).some((action) => matches(action.toLowerCase(), call.action.toLowerCase())) &&
      comesFrom(statement.Condition, call.sourceArn),
  );
}

/** For whom a policy allows a service to act: the sources that its statements name. */
export function allowedSources(policy: string | undefined, call: Omit<ServiceCall, 'sourceArn'>): string[] {
  return statementsOf(policy)
    .flatMap(({ Condition = {} }) => Object.values(Condition).flatMap((tests) => Object.entries(tests)))
    .filter(([key]) => key.toLowerCase() === 'aws:sourcearn')
    .flatMap(([, values]) => list(values))
    .filter((sourceArn) => allows(policy, { ...call, sourceArn }));
}

/**
 * Ids of the statements of a resource's policy that allow everybody, without a condition on who that is. S3 calls a policy public
 * by the same rule (docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html).
 */
export function publicStatements(policy: string | undefined): string[] {
  return statementsOf(policy)
    .filter(
      ({ Effect, Principal, Condition = {} }) =>
        Effect === 'Allow' &&
        (Principal === '*' || (typeof Principal === 'object' && list(Principal['AWS']).includes('*'))) &&
        !Object.values(Condition).some((tests) => Object.keys(tests).some((key) => NARROWING.test(key))),
    )
    .map(({ Sid = 'without a Sid' }) => Sid);
}

const NARROWING =
  /^aws:(SourceArn|SourceAccount|SourceOwner|SourceVpc|SourceVpce|SourceOrgID|PrincipalOrgID|PrincipalAccount|PrincipalArn|userid)$|^lambda:EventSourceToken$/i;

function statementsOf(policy: string | undefined): Statement[] {
  if (policy === undefined || policy === '') return [];
  const { Statement } = JSON.parse(policy) as { Statement?: Statement | Statement[] };
  return list(Statement);
}

const list = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

function lets(principal: Statement['Principal'], service: string): boolean {
  if (principal === undefined) return false;
  if (typeof principal === 'string') return principal === '*';
  return list(principal['AWS']).includes('*') || list(principal['Service']).includes(service);
}

function comesFrom(condition: Statement['Condition'], sourceArn: string): boolean {
  const wanted = Object.values(condition ?? {})
    .flatMap((tests) => Object.entries(tests))
    .filter(([key]) => key.toLowerCase() === 'aws:sourcearn')
    .map(([, values]) => list(values));
  return wanted.every((patterns) => patterns.some((pattern) => matches(pattern, sourceArn)));
}

function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('?', '.'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text);
}
