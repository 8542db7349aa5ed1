import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';

import { PROJECT } from '../../../local/paths.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { before, graphsOf } from '../../support/terraform-graph.ts';

/** Files with what the distribution uses. */
const USED_IN = ['edge.tf', 'policies.tf'];

const folder = await temporaryFolder();
let graphs: Awaited<ReturnType<typeof graphsOf>>;
beforeAll(async () => {
  graphs = await graphsOf(path.join(PROJECT, 'tests', 'order'), folder);
});

interface Used {
  readonly type: string;
  readonly name: string;
  /** Whether Terraform notes that it goes only after what used it has changed. */
  readonly createBeforeDestroy: boolean;
}

async function usedByTheDistribution(): Promise<Used[]> {
  const texts = await Promise.all(USED_IN.map((file) => readFile(path.join(PROJECT, 'modules', 'cdn', file), 'utf8')));
  return texts.flatMap((text) =>
    [...text.matchAll(/^resource "(\w+)" "(\w+)" \{$([^]+?)^\}$/gm)].map(([, type = '', name = '', body = '']) => ({
      type,
      name,
      createBeforeDestroy: /^ {4}create_before_destroy = true$/m.test(body),
    })),
  );
}

/** The state that an apply leaves behind, as far as an order follows from it. */
function stateOf(used: readonly Used[]): string {
  const instance = (type: string, name: string, more: object, attributes: object = {}) => ({
    module: 'module.cdn',
    mode: 'managed',
    type,
    name,
    provider: 'provider["registry.terraform.io/hashicorp/aws"]',
    instances: [{ schema_version: 0, attributes: { id: name, name, ...attributes }, ...more }],
  });
  return JSON.stringify({
    version: 4,
    terraform_version: '1.9.0',
    serial: 1,
    lineage: 'test',
    outputs: {},
    resources: [
      ...used.map(({ type, name, createBeforeDestroy }) =>
        instance(type, name, { index_key: 0, ...(createBeforeDestroy && { create_before_destroy: true }) }),
      ),
      instance(
        'aws_cloudfront_distribution',
        'this',
        { schema_version: 1, index_key: 0, dependencies: used.map(({ type, name }) => `module.cdn.${type}.${name}`) },
        { name: undefined, staging: false },
      ),
    ],
  });
}

describe('CloudFront removes nothing that a distribution still uses (FunctionInUse, CachePolicyInUse)', () => {
  test('so what is switched off goes only after the distribution has changed', async () => {
    const used = (await usedByTheDistribution()).filter(({ name }) => name !== 'images');
    expect(used.map(({ type, name }) => `${type}.${name}`).sort()).toEqual([
      'aws_cloudfront_cache_policy.this',
      'aws_cloudfront_function.manifests',
      'aws_cloudfront_origin_request_policy.this',
      'aws_cloudfront_response_headers_policy.this',
    ]);
    await writeFile(graphs.state, stateOf(used));
    const ids = { cache_policy_id: 'a', origin_request_policy_id: 'b', response_headers_policy_id: 'c' };
    const graph = await graphs.ofApplying('-target=module.cdn', `-var=policies=${JSON.stringify(ids)}`);

    const distribution = 'module.cdn.aws_cloudfront_distribution.this[0]';
    const removed = used.map(({ type, name }) => `module.cdn.${type}.${name}[0] (destroy)`);
    const first = before(graph, distribution);
    for (const node of removed) {
      expect([...before(graph, node)]).toContain(distribution);
      expect([...first]).not.toContain(node);
    }
  });

  test('and what is called otherwise is made before the old one goes', async () => {
    for (const { type, name, createBeforeDestroy } of await usedByTheDistribution()) {
      expect([`${type}.${name}`, createBeforeDestroy]).toEqual([`${type}.${name}`, true]);
    }
  });
});

describe('on the first apply', () => {
  test('every dead-letter queue exists, with its policy, before anything can send to it', async () => {
    const graph = await graphs.ofMaking();
    const subscription = before(graph, 'module.notifications.aws_sns_topic_subscription.process');
    expect([...subscription]).toEqual(
      expect.arrayContaining([
        'module.notifications.aws_sqs_queue.subscription_dead_letter',
        'module.process.module.queue.aws_sqs_queue.this',
        'module.process.module.queue.aws_sqs_queue.dead_letter',
      ]),
    );
    const schedule = before(graph, 'module.sweep.aws_scheduler_schedule.this');
    expect([...schedule]).toEqual(
      expect.arrayContaining([
        'module.sweep.module.queue.aws_sqs_queue.this',
        'module.sweep.module.queue.aws_sqs_queue.dead_letter',
        'module.sweep.aws_iam_role_policy.schedule',
      ]),
    );
    // No policy of a queue is a resource of its own, which could come later.
    expect([...graph.keys()].filter((node) => node.includes('aws_sqs_queue_policy'))).toEqual([]);
    expect([...graph.keys()].filter((node) => node.includes('redrive'))).toEqual([]);
  });
});
