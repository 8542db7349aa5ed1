import type { Config } from '../../handler/src/config/config.ts';

export const USES = ['process', 'render', 'purge', 'sweep'] as const;
export type Use = (typeof USES)[number];

/** The dead-letter queues of a stack: of each function's queue, and of what delivers uploads to the first one. */
export const DEAD_LETTER_USES = ['process', 'subscription', 'purge', 'sweep'] as const;
export type DeadLetterUse = (typeof DEAD_LETTER_USES)[number];

/** One of the stack's functions, as Lambda describes it. */
export interface StackFunction {
  readonly use: Use;
  readonly name: string;
  readonly roleArn: string;
  readonly state: string;
  /** Status of its last update. */
  readonly lastUpdate: string;
  readonly codeSha256: string;
  /** Presigned URL of its zip, valid for a few minutes. */
  readonly codeUrl: string | undefined;
  /** In MB. */
  readonly memory: number;
  readonly architecture: 'arm64' | 'x86_64';
  readonly logGroup: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Its configuration, or why it can't be read. */
  readonly config: Config | Error;
  /** Reserved concurrent executions; undefined for none. */
  readonly reserved: number | undefined;
  readonly triggers: readonly Trigger[];
}

/** An event source mapping from a queue to a function. */
export interface Trigger {
  readonly queueArn: string;
  readonly state: string;
  /** Maximum concurrent executions that it starts; undefined for no maximum. */
  readonly maximumConcurrency: number | undefined;
}

export interface Cdn {
  /** Base of image URLs, without a trailing slash; with a path, if images are under one of somebody's own CDN. */
  readonly url: string;
  /** Undefined for a CDN that is not CloudFront, as are the next two. */
  readonly distributionId: string | undefined;
  /** `redirect-to-https` or `https-only`; `allow-all` if it was changed by hand. */
  readonly viewerProtocolPolicy: string | undefined;
  /** Name of the viewer function of images; undefined if there is none. */
  readonly viewerFunction: string | undefined;
  /** Minimum error caching in seconds by status, regardless of the origin's Cache-Control. */
  readonly errorSeconds: ReadonlyMap<number, number>;
  /** Whether manifests are served. */
  readonly manifests: boolean;
}

/** A deployed stack, as AWS describes it. Reading it is free of side effects. */
export interface Stack {
  readonly name: string;
  readonly region: string;
  /** The bucket of originals, and that of variants, manifests and locks: the same, unless the stack has two. */
  readonly bucket: string;
  readonly variantsBucket: string;
  /** The functions' configuration, from the first one that is readable. */
  readonly config: Config;
  readonly functions: Readonly<Partial<Record<Use, StackFunction>>>;
  /** Null if the stack has none. */
  readonly cdn: Cdn | null;
  /** Version of the module; undefined if unknown. */
  readonly version: string | undefined;
}

/** The configuration of one function, if the stack has that function and its configuration is readable. */
export function configOf(stack: Pick<Stack, 'functions'>, use: Use): Config | undefined {
  const config = stack.functions[use]?.config;
  return config instanceof Error ? undefined : config;
}
