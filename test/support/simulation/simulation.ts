import type fc from 'fast-check';

import { reconcile } from '../../../handler/src/reconcile.ts';
import { RECHECK_AFTER_SECONDS } from '../../../handler/src/reconcile/lock-life.ts';
import type { ReconcileContext } from '../../../handler/src/reconcile/run.ts';
import { createBucket, createMemoryClient, type MemoryBucket } from '../memory-s3/index.ts';
import { fakeImages } from './fake-images.ts';
import { KEYS, testReconcileContext } from './reconcile-context.ts';
import { ALL_RENDER_RULES, render, type RenderRules } from './render.ts';
import type { Renderer } from './renderer.ts';
import type { Fate, Script, Step } from './script.ts';
import type { Report, World } from './world.ts';

export const PATH = 'a/photo.jpg';

/** Ways to break a rule, to show that a check detects it. */
export interface Sabotage {
  readonly context?: (context: ReconcileContext) => ReconcileContext;
  readonly render?: Partial<RenderRules>;
  /** Whether messages are kept by a queue, whatever the script says. */
  readonly kept?: boolean;
  /** Takes each delivery of a message for its first. */
  readonly forgetsDeliveries?: true;
  /** The real render instead of this folder's model. */
  readonly renderer?: Renderer;
  /** Holds the last writes back until all work is done, including scheduled reconcile passes; then this is called. */
  readonly stragglers?: (rest: AtRest) => Promise<void>;
}

/** A simulation in which nothing is left to do. */
export interface AtRest {
  readonly bucket: MemoryBucket;
  /** Requests a variant from the CDN, as a browser. */
  readonly visit: (name: string) => void;
  /** Requests a reconcile pass. */
  readonly look: () => void;
  readonly now: () => number;
}

/** Thrown by a sabotaged store to acknowledge a message too early. */
export const ACKNOWLEDGED = Symbol('acknowledged');

interface Actor {
  alive: boolean;
  requests: number;
  writes: number;
  encodes: number;
  /** After how many changes of the bucket it last read the manifest, which ends an observation. */
  observed: number;
  readonly fate: Fate;
  readonly label: string;
  readonly onDeath: () => void;
}

const never = (): Promise<never> => new Promise(() => undefined);
const SO_OFTEN = 60;
const LONG_LIFE: Fate = { life: Infinity, stallsAfter: Infinity, writes: [], lastLands: false };

/** Runs a script to its end, with all actors' requests in the scheduler's order. */
export async function simulate(scheduler: fc.Scheduler, script: Script, sabotage: Sabotage = {}): Promise<World> {
  let now = 1_000_000_000;
  let workers = 0;
  let begun = 0;
  const bucket = createBucket({ now: () => now });
  const cache = new Map<string, string>();
  const reports: Report[] = [];
  const stuck: unknown[] = [];
  const renders = new Set<Actor>();
  const delayed: { due: number }[] = [];
  const landings: (() => void)[] = [];
  const stragglers: (() => void)[] = [];
  const stalled: (() => void)[] = [];

  const turn = (label: string): Promise<void> => scheduler.schedule(Promise.resolve(), label);
  const spawn = (label: string, fate: Fate | undefined, onDeath: () => void): Actor => ({
    alive: true,
    requests: 0,
    writes: 0,
    encodes: 0,
    observed: 0,
    fate: fate ?? LONG_LIFE,
    label,
    onDeath,
  });
  const kill = (actor: Actor): void => {
    if (!actor.alive) return;
    actor.alive = false;
    actor.onDeath();
  };
  const landLast = (land: () => void): void => void (sabotage.stragglers ? stragglers : landings).push(land);
  /** A point at which an actor may have to wait, or die. Returns how often it has sent a request. */
  const gate = async (actor: Actor, label: string, land?: () => void): Promise<number> => {
    if (actor.requests === actor.fate.stallsAfter) await new Promise<void>((resume) => stalled.push(resume));
    await turn(`${actor.label}: ${label}`);
    const wasAlive = actor.alive;
    actor.requests += 1;
    if (actor.requests > actor.fate.life) kill(actor);
    if (!actor.alive) {
      if (wasAlive && land && actor.fate.lastLands) landLast(land);
      await never();
    }
    const passage = land === undefined ? 'well' : actor.fate.writes[actor.writes++];
    if (land === undefined || passage === undefined || passage === 'well') return 1;
    if (passage === 'twice') land();
    else if (passage === 'last') landLast(land);
    else void turn(`${actor.label}, late: ${label}`).then(land);
    await turn(`${actor.label}, again: ${label}`);
    if (!actor.alive) await never();
    return 2;
  };
  const purge = (): void =>
    void turn('purge').then(() => {
      cache.clear();
    });

  const workshopOf = (actor: Actor): ReconcileContext => {
    const client = createMemoryClient(bucket, {
      gate: async ({ name, key, land }) => {
        const sent = await gate(actor, `${name} ${key}`, land);
        if (name === 'GetObjectCommand' && key === KEYS.manifest(PATH)) actor.observed = bucket.changes.length;
        return sent;
      },
    });
    const context = testReconcileContext(client, {
      now: () => now,
      maxReceiveCount: 1000,
      makeVariants: fakeImages(async () => {
        await gate(actor, 'encode');
        actor.encodes += 1;
        if (actor.encodes === actor.fate.failsAt) throw new Error('An encode failed');
      }),
      reconcileLater: async (_path, seconds) => {
        await gate(actor, 'look later');
        if (seconds === 0) deliver();
        else delayed.push({ due: now + seconds * 1000 });
      },
      report: async (news) => {
        await gate(actor, 'report');
        reports.push({ ...news, observed: actor.observed, sent: bucket.changes.length });
        if (news.changed) purge();
      },
    });
    return sabotage.context?.(context) ?? context;
  };

  const deliver = (receives = 1): void => void turn('deliver').then(() => work(receives));
  const work = async (receives: number): Promise<void> => {
    const actor = spawn(`worker ${workers}`, script.workers[workers++], () => {
      deliver(receives + 1);
    });
    try {
      await reconcile(workshopOf(actor), PATH, {
        receives: sabotage.forgetsDeliveries ? 1 : receives,
        since: (sabotage.kept ?? script.kept) === true ? now : undefined,
      });
      await gate(actor, 'acknowledge');
    } catch (error) {
      if (error === ACKNOWLEDGED) return;
      if (receives < SO_OFTEN) deliver(receives + 1);
      else stuck.push(error);
    }
  };
  const startRender = async (name = 'wide'): Promise<void> => {
    const actor = spawn(`render ${begun}`, script.renders[begun++], () => renders.delete(actor));
    renders.add(actor);
    const rules = { ...ALL_RENDER_RULES, ...sabotage.render };
    if (sabotage.renderer === undefined) await render(workshopOf(actor), PATH, name, purge, rules);
    else {
      await sabotage.renderer(workshopOf(actor), PATH, name, {
        pause: async () => {
          await gate(actor, 'pause');
        },
        turn: () => turn(`${actor.label}: clock`),
        isOver: () => actor.requests > 60 || !actor.alive,
      });
    }
    renders.delete(actor);
  };
  const visit = (name: string): void => {
    const variant = bucket.get(KEYS.variant(PATH, name));
    if (variant && !cache.has(name)) cache.set(name, Buffer.from(variant.body).toString());
  };
  const pass = (until: number): void => {
    now = Math.max(now, until);
    const due = delayed.filter((look) => look.due <= now);
    delayed.splice(0, delayed.length, ...delayed.filter((look) => look.due > now));
    due.forEach(() => {
      deliver();
    });
  };
  const perform = (step: Step): void => {
    const key = KEYS.original(PATH);
    if (step.do === 'render') return void turn('render').then(() => startRender(step.name));
    if (step.do === 'visit')
      return void turn('visit').then(() => {
        visit(step.name);
      });
    if (step.do === 'wait') {
      renders.forEach(kill);
      pass(now + RECHECK_AFTER_SECONDS * 1000);
      return;
    }
    if (step.do === 'put')
      bucket.put(key, step.text, step.focus === undefined ? {} : { metadata: { 'focal-point': step.focus } });
    else if (step.do === 'delete') bucket.delete(key);
    else bucket.revert(key);
    for (let copy = 0; copy < step.events; copy += 1) deliver();
  };

  const act = async (): Promise<void> => {
    for (const [index, step] of script.steps.entries()) {
      for (let waited = 0; waited <= (script.pauses[index] ?? 0); waited += 1) await turn(`user: ${step.do}`);
      perform(step);
    }
  };
  const rest = async (): Promise<void> => {
    await scheduler.waitIdle();
    while (stalled.length + landings.length + delayed.length > 0) {
      const resume = stalled.shift() ?? landings.shift();
      if (resume) resume();
      else pass(Math.min(...delayed.map(({ due }) => due)));
      await scheduler.waitIdle();
    }
  };
  void act();
  await rest();
  const late = { from: bucket.changes.length, to: bucket.changes.length };
  if (sabotage.stragglers) {
    stragglers.forEach((land) => {
      land();
    });
    late.to = bucket.changes.length;
    await sabotage.stragglers({ bucket, visit, look: deliver, now: () => now });
    await rest();
  }
  return { bucket, cache, reports, stuck, late };
}
