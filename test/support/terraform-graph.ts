import path from 'node:path';

import { PROJECT } from '../../local/paths.ts';
import { run } from '../../local/run.ts';
import { terraformBinary, terraformEnv } from '../../local/terraform.ts';

/** Dependencies: from each node of the graph to those that come before it. */
export type Graph = ReadonlyMap<string, readonly string[]>;

/** A root module whose state is in `folder`. */
export async function graphsOf(module: string, folder: string) {
  const terraform = await terraformBinary();
  const env = await terraformEnv(path.join(folder, 'data'));
  const options = { cwd: module, env };
  const state = path.join(folder, 'terraform.tfstate');
  await run(path.join(PROJECT, 'scripts', 'terraform-init'), [module, `-backend-config=path=${state}`], options);
  return {
    state,
    /** Of creating everything. */
    ofMaking: async (): Promise<Graph> => read(await run(terraform, ['graph', '-type=plan'], options)),
    /** Of a plan with these arguments. */
    ofApplying: async (...args: string[]): Promise<Graph> => {
      const plan = path.join(folder, 'plan');
      await run(terraform, ['plan', '-refresh=false', '-input=false', `-out=${plan}`, ...args], options);
      return read(await run(terraform, ['graph', '-type=apply', `-plan=${plan}`], options));
    },
  };
}

/** Reads Graphviz's edges, and removes Terraform's internals: the root's name, and whether a node is expanded yet. */
function read(dot: string): Graph {
  const graph = new Map<string, string[]>();
  for (const [, from = '', to = ''] of dot.matchAll(/"((?:[^"\\]|\\.)*)" -> "((?:[^"\\]|\\.)*)"/g)) {
    const [a, b] = [from, to].map((node) => node.replace(/^\[root\] /, '').replace(/ \(expand\)$/, ''));
    if (a !== undefined && b !== undefined && a !== b) graph.set(a, [...(graph.get(a) ?? []), b]);
  }
  return graph;
}

/** Everything that comes before a node. */
export function before(graph: Graph, node: string): Set<string> {
  const found = new Set<string>();
  const look = (at: string): void => {
    for (const next of graph.get(at) ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      look(next);
    }
  };
  look(node);
  return found;
}
