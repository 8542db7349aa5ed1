import { execa } from 'execa';

/**
 * What a shell evaluates to use an emulator: variables, and functions for what a variable cannot do.
 *
 * @param cli what `aws --version` says; null if there is no AWS CLI.
 */
export function shellExports(
  values: Readonly<Record<string, string>>,
  { port, cli }: { port: number; cli: string | null },
): string[] {
  return [
    // The user's own session or profile would override the keys.
    'unset AWS_SESSION_TOKEN AWS_PROFILE',
    ...Object.entries(values).map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`),
    // A distribution's address for this machine, from its address on AWS, which Terraform's outputs hold.
    `local_url() { sed -E 's#https?://([a-z0-9]+)\\.cloudfront\\.net#http://\\1.cloudfront.localhost:${port}#g'; }`,
    ...(cli !== null && ignoresEndpoint(cli) ? ['aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }'] : []),
  ];
}

/**
 * Whether some of the CLI's requests go to AWS although AWS_ENDPOINT_URL is set: all of them before 1.29.0 and 2.13.0
 * (https://github.com/aws/aws-cli/pull/3309), and SQS's in every version 1, which gives SQS an endpoint of its own
 * (awscli/customizations/overridesslcommonname.py).
 */
export function ignoresEndpoint(cli: string): boolean {
  const [, major = '0', minor = '0'] = /aws-cli\/(\d+)\.(\d+)/.exec(cli) ?? [];
  return Number(major) < 2 || (major === '2' && Number(minor) < 13);
}

/** What `aws --version` says; null if there is no AWS CLI of this name. */
export async function cliVersion(aws = 'aws'): Promise<string | null> {
  const { exitCode, stdout, stderr } = await execa(aws, ['--version'], { reject: false });
  return exitCode === 0 ? stdout || stderr : null;
}
