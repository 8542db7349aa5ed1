/** One statement of a policy, with every value a list. */
export interface Statement {
  sid: string;
  effect: string;
  principal: string[];
  actions: string[];
  resources: string[];
  /** `aws:SourceArn = …`, one for each operator and key. */
  conditions: string[];
}

/** The permissions of one role, or the permissions on one resource. */
export interface Policy {
  /** `aws_iam_role`, `aws_sqs_queue`, … */
  type: string;
  name: string;
  statements: Statement[];
}

/** A resource in Terraform's representation of a state. */
export interface Resource {
  address: string;
  mode: string;
  type: string;
  values: Record<string, unknown>;
}

export interface StateModule {
  resources?: Resource[];
  child_modules?: StateModule[];
}

/** Every resource of a state, including those of nested modules. */
export function resourcesOf({ resources = [], child_modules = [] }: StateModule): Resource[] {
  return [...resources.filter(({ mode }) => mode === 'managed'), ...child_modules.flatMap(resourcesOf)];
}

/** Every policy of these resources, by name. A role's trust policy comes first. */
export function policiesOf(resources: readonly Resource[]): Policy[] {
  const policies = resources.flatMap(({ type, values }): Policy[] => {
    const policy = (name: unknown, ...documents: unknown[]): Policy[] => {
      const statements = documents.flatMap(statementsOf);
      return statements.length === 0 ? [] : [{ type, name: String(name), statements }];
    };
    switch (type) {
      case 'aws_iam_role':
        return policy(values['name'], values['assume_role_policy'], ...grantsOf(String(values['name']), resources));
      case 'aws_s3_bucket_policy':
        return policy(values['bucket'], values['policy']);
      case 'aws_sns_topic':
      case 'aws_sqs_queue':
        return policy(values['name'], values['policy']);
      case 'aws_lambda_permission':
        return [{ type, name: String(values['function_name']), statements: [permission(values)] }];
      default:
        // A policy that this page does not know would be missing from it.
        if (/_policy(_attachment)?$/.test(type) && !KNOWN.has(type))
          throw new Error(`The page cannot show ${type}: add it to scripts/security/policies.ts.`);
        return [];
    }
  });
  return merged(policies).sort((a, b) => compare(a.type, b.type) || compare(a.name, b.name));
}

/** Policies shown with their role, and CloudFront's policies, which grant nothing. */
const KNOWN = new Set([
  'aws_iam_role_policy',
  'aws_cloudfront_cache_policy',
  'aws_cloudfront_origin_request_policy',
  'aws_cloudfront_response_headers_policy',
]);

const grantsOf = (role: string, resources: readonly Resource[]): unknown[] =>
  resources
    .filter(({ type, values }) => type === 'aws_iam_role_policy' && values['role'] === role)
    .map(({ values }) => values['policy']);

function permission(values: Record<string, unknown>): Statement {
  return {
    sid: String(values['statement_id']),
    effect: 'Allow',
    principal: [String(values['principal'])],
    actions: [String(values['action'])],
    resources: [String(values['function_name'])],
    conditions: values['source_arn'] == null ? [] : [`aws:SourceArn = ${JSON.stringify(values['source_arn'])}`],
  };
}

/** Each permission is a separate resource. */
function merged(policies: readonly Policy[]): Policy[] {
  const byName = new Map<string, Policy>();
  for (const { type, name, statements } of policies) {
    const known = byName.get(`${type} ${name}`);
    byName.set(`${type} ${name}`, { type, name, statements: [...(known?.statements ?? []), ...statements] });
  }
  return [...byName.values()];
}

function statementsOf(document: unknown): Statement[] {
  if (typeof document !== 'string' || document === '') return [];
  const { Statement } = JSON.parse(document) as { Statement: Record<string, unknown>[] };
  return Statement.map((statement) => ({
    sid: listOf(statement['Sid']).join(),
    effect: String(statement['Effect']),
    principal: principalsOf(statement['Principal']),
    actions: listOf(statement['Action']),
    resources: listOf(statement['Resource']),
    conditions: conditionsOf(statement['Condition']),
  }));
}

function principalsOf(principal: unknown): string[] {
  if (principal === undefined) return [];
  return typeof principal === 'string' ? [principal] : Object.values(principal as object).flatMap(listOf);
}

function conditionsOf(condition: unknown): string[] {
  return Object.entries((condition ?? {}) as Record<string, Record<string, unknown>>).flatMap(([operator, tests]) =>
    Object.entries(tests).map(([key, value]) => {
      const relation = operator.endsWith('Like') ? 'like' : '=';
      return `${key} ${relation} ${listOf(value)
        .map((each) => JSON.stringify(each))
        .join(' or ')}`;
    }),
  );
}

function listOf(value: unknown): string[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
