import { CommandFailed } from './run.ts';
import { terraform, type TerraformOptions } from './terraform.ts';

/** Progress of an apply. */
export interface Progress {
  done: number;
  /** Resources that the plan changes. */
  planned: number;
  /** Address of the resource that was finished last. */
  last: string;
}

/** An apply that failed. `begun` says whether it may have changed anything first. */
export class ApplyFailed extends Error {
  override readonly name = 'ApplyFailed';
  readonly begun: boolean;

  constructor(message: string, begun: boolean, cause: unknown) {
    super(message, { cause });
    this.begun = begun;
  }
}

/** The part of Terraform's machine-readable output that progress and errors are read from. */
interface Message {
  type: string;
  change?: { action: string };
  hook?: { action: string; resource: { addr: string } };
  diagnostic?: { severity: string; summary: string; detail: string; address?: string };
}

/**
 * Applies the root module with the variables given (`-var` and `-var-file` arguments).
 *
 * @throws ApplyFailed, with Terraform's own diagnostics.
 */
export async function apply(
  variables: readonly string[],
  options: TerraformOptions & { onProgress?: (progress: Progress) => void },
): Promise<void> {
  const progress: Progress = { done: 0, planned: 0, last: '' };
  const problems: string[] = [];
  const seen = { begun: false };
  const onLine = (line: string): void => {
    const message = parse(line);
    if (message === null) return;
    if (message.type === 'planned_change') progress.planned += 1;
    if (message.type === 'apply_start' && message.hook?.action !== 'read') seen.begun = true;
    if (message.type === 'apply_complete' && message.hook?.action !== 'read') {
      progress.done += 1;
      progress.last = message.hook?.resource.addr ?? '';
      options.onProgress?.(progress);
    }
    if (message.diagnostic?.severity === 'error') problems.push(describe(message.diagnostic));
  };
  try {
    await terraform('apply', ['-json', '-auto-approve', ...variables], { ...options, onLine });
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    // A killed process had no time to report everything it did.
    throw new ApplyFailed(problems.join('\n') || error.message, seen.begun || error.exitCode === undefined, error);
  }
}

function parse(line: string): Message | null {
  try {
    return JSON.parse(line) as Message;
  } catch {
    return null; // Terraform's warnings about its own configuration are plain text even under -json.
  }
}

function describe({ summary, detail, address }: NonNullable<Message['diagnostic']>): string {
  return [summary, detail, address && `(${address})`].filter(Boolean).join('\n');
}
