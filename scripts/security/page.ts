import type { Policy, Statement } from './policies.ts';

const BEGIN = '<!-- From the Terraform code by `make docs`: do not edit by hand. -->';
const END = '<!-- Until here. -->';

/** Placeholders for the example stack's names. */
const NAMES: readonly [RegExp, string][] = [
  [/111122223333/g, 'ACCOUNT'],
  [/eu-central-1/g, 'REGION'],
  [/example-photos/g, 'BUCKET'],
  [/E2EXAMPLE/g, 'DISTRIBUTION'],
  [/key\/objects/g, 'key/OBJECTS'],
  [/key\/messages/g, 'key/MESSAGES'],
];

const SECTIONS: readonly (readonly [type: string, title: string])[] = [
  ['aws_iam_role', 'Role'],
  ['aws_s3_bucket_policy', 'Bucket'],
  ['aws_sns_topic', 'Topic'],
  ['aws_sqs_queue', 'Queue'],
  ['aws_lambda_permission', 'Function'],
];

/**
 * The page with its generated part replaced.
 *
 * @throws if the page does not mark that part, or has no section for a policy.
 */
export function withPolicies(page: string, policies: readonly Policy[]): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`The page needs the lines "${BEGIN}" and "${END}".`);
  return `${page.slice(0, begin)}${BEGIN}\n\n${policiesText(policies)}\n\n${page.slice(end)}`;
}

function policiesText(policies: readonly Policy[]): string {
  const homeless = policies.find(({ type }) => !SECTIONS.some(([known]) => known === type));
  if (homeless) throw new Error(`The page has no section for ${homeless.type}.`);
  return SECTIONS.flatMap(([type, title]) =>
    policies.filter((policy) => policy.type === type).map((policy) => section(title, policy)),
  ).join('\n\n');
}

function section(title: string, { name, statements }: Policy): string {
  return [`#### ${title} \`${shown(name)}\``, '', ...statements.map(line)].join('\n');
}

function line({ sid, effect, principal, actions, resources, conditions }: Statement): string {
  const who = principal.length === 0 ? '' : `${principal.includes('*') ? 'anybody' : codes(principal)} `;
  const verb = effect === 'Deny' ? '**must not**' : 'may';
  const on = resources.length === 0 ? '' : ` on ${codes(resources)}`;
  const when = conditions.length === 0 ? '' : `, if ${conditions.map((each) => codes([each])).join(' and ')}`;
  return `- ${sid === '' ? '' : `${sid}: `}${who}${verb} ${codes(actions)}${on}${when}`;
}

const codes = (texts: readonly string[]): string => texts.map((text) => `\`${shown(text)}\``).join(', ');

const shown = (text: string): string => NAMES.reduce((all, [real, name]) => all.replace(real, name), text);
