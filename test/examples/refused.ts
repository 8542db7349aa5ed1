import { GetBucketPolicyCommand, GetBucketVersioningCommand, GetPublicAccessBlockCommand } from '@aws-sdk/client-s3';

import { outputOf, s3Of } from '../../local/bucket.ts';
import { CommandFailed } from '../../local/run.ts';
import { terraform, type TerraformOptions } from '../../local/terraform.ts';
import { REGION } from './region.ts';

/**
 * A destroy of a stack whose bucket is not empty must fail with what to do, and leave everything as it was.
 * @throws if it does not
 */
export async function destroyIsRefused(variables: readonly string[], options: TerraformOptions): Promise<void> {
  const bucket = outputOf(options.state, 'bucket');
  const before = await stackIn(options);
  const said = await terraform('destroy', ['-auto-approve', '-no-color', ...variables], options).then(
    () => 'The bucket was destroyed.',
    (error: unknown) => {
      if (error instanceof CommandFailed) return error.output;
      throw error;
    },
  );
  // Terraform breaks lines within its frame.
  const text = said.replaceAll(/[\s│]+/g, ' ');
  if (!text.includes(`The bucket ${bucket} is not empty`)) throw new Error(`A destroy was not refused:\n${said}`);
  const after = await stackIn(options);
  if (after !== before) throw new Error(`A refused destroy changed the state from\n${before}\nto\n${after}`);
  await isProtected(options, bucket);
}

/** The commands of docs/removing.md that keep the bucket: with its settings it leaves the state, and the rest goes. */
export async function keepBucket(variables: readonly string[], options: TerraformOptions): Promise<void> {
  await terraform(
    'state rm',
    ['module.darkroom.module.bucket', 'module.darkroom.aws_lambda_invocation.guard'],
    options,
  );
  await terraform('destroy', ['-auto-approve', ...variables], options);
  const left = await terraform('state list', [], options);
  if (left.trim() !== '') throw new Error(`terraform destroy left:\n${left}`);
  await isProtected(options, outputOf(options.state, 'bucket'));
}

/** What the module has made. Resources of the example that use its outputs are destroyed before anything of it. */
const stackIn = (options: TerraformOptions): Promise<string> => terraform('state list', ['module.darkroom'], options);

async function isProtected({ state }: TerraformOptions, Bucket: string): Promise<void> {
  const s3 = s3Of(state, REGION);
  const { Status = 'off' } = await s3.send(new GetBucketVersioningCommand({ Bucket }));
  const { PublicAccessBlockConfiguration = {} } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
  const { Policy = '' } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
  s3.destroy();
  const blocks = Object.values(PublicAccessBlockConfiguration).filter((each) => each);
  if (Status !== 'Enabled' || blocks.length !== 4 || !Policy.includes('DenyPlainHttp')) {
    throw new Error(`${Bucket} was left with versioning ${Status}, ${blocks.length} blocks and the policy ${Policy}`);
  }
}
