import type { Config } from '../../../handler/src/config/config.ts';

export const USES = ['process', 'render', 'purge', 'sweep'] as const;
export type Use = (typeof USES)[number];

/** One of the stack's functions, as Lambda describes it. */
export interface StackFunction {
  readonly use: Use;
  readonly name: string;
  readonly roleArn: string;
  readonly state: string;
  /** How the last change to it went. */
  readonly lastUpdate: string;
  readonly codeSha256: string;
  /** Where its zip can be had for the next minutes. */
  readonly codeUrl: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** What it is configured with, or why that can't be read. */
  readonly config: Config | Error;
  /** Copies set aside for it; undefined for none. */
  readonly reserved: number | undefined;
  readonly triggers: readonly Trigger[];
}

/** What feeds a function from a queue. */
export interface Trigger {
  readonly queueArn: string;
  readonly state: string;
  /** Most copies of the function that it runs at once; undefined for no bound. */
  readonly maximumConcurrency: number | undefined;
}

export interface Cdn {
  /** What image URLs begin with, without a trailing slash. */
  readonly url: string;
  readonly distributionId: string;
  /** `redirect-to-https` or `https-only`; `allow-all` where somebody changed it. */
  readonly viewerProtocolPolicy: string;
  /** Name of the viewer function of images; undefined where there is none. */
  readonly viewerFunction: string | undefined;
  /** Seconds that errors are kept at least, whatever the origin says of them, by their status. */
  readonly errorSeconds: ReadonlyMap<number, number>;
  /** Whether manifests are served. */
  readonly manifests: boolean;
}

/** A deployed stack, as AWS describes it. Reading it changes nothing. */
export interface Stack {
  readonly name: string;
  readonly region: string;
  readonly bucket: string;
  /** What the functions are configured with, by the first whose configuration can be read. */
  readonly config: Config;
  readonly functions: Readonly<Partial<Record<Use, StackFunction>>>;
  /** Null where the stack has none. */
  readonly cdn: Cdn | null;
  /** Version of the module; undefined where it does not say. */
  readonly version: string | undefined;
}

/** The configuration of one function, if it has that function and the configuration can be read. */
export function configOf(stack: Stack, use: Use): Config | undefined {
  const config = stack.functions[use]?.config;
  return config instanceof Error ? undefined : config;
}
