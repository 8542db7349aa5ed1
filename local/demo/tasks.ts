import { Listr, type ListrTask, PRESET_TIMER } from 'listr2';
import pMap from 'p-map';

import { outputOf, s3Of } from '../bucket.ts';
import { endpointOf } from '../emulator.ts';
import type { Home } from '../paths.ts';
import { ensureRecord, type PlaygroundRecord } from '../playground/record.ts';
import { startPlayground } from '../playground/start.ts';
import { buildForHere, ensureEmulator, ensureStack, variablesFor } from '../stack.ts';
import type { State } from '../state.ts';
import { terraformInit } from '../terraform.ts';
import { installEmulator } from '../venv.ts';
import { findPhotos, type Photo } from './photos.ts';
import { type Outcome, process as processPhoto } from './process.ts';

/** Results that later tasks and the table use. */
export interface Demo {
  photos: Photo[];
  variables: string[];
  state: State;
  outcomes: Outcome[];
  playground: PlaygroundRecord;
  /** Why the stack had to be started over. */
  notes: string[];
}

type Task = ListrTask<Demo>;

/** How many photos are processed at once. */
const UPLOADS = 4;

/** Tasks that took longer than a second show their duration. */
const timer = {
  ...PRESET_TIMER,
  condition: (ms: number) => ms > 1000,
  field: (ms: number) => `${Math.round(ms / 1000)} s`,
};

export function demoTasks(home: Home, folder: string): Listr<Demo> {
  const photos: Task = {
    title: 'Find photographs',
    task: async (demo, task) => {
      demo.photos = await findPhotos(folder);
      task.title = `${demo.photos.length} files in ${folder}`;
    },
  };
  const install: Task = { title: 'Install the emulator (MiniStack)', task: installEmulator };
  const build: Task = {
    title: 'Build the functions',
    task: async (demo) => {
      const { signingKey } = await ensureRecord(home);
      demo.variables = [
        '-var-file=local/demo.tfvars',
        `-var=signing_keys=${JSON.stringify([signingKey])}`,
        ...variablesFor(await buildForHere()),
      ];
    },
  };
  const prepare: Task = {
    title: 'Prepare',
    task: (_, task) =>
      task.newListr([install, build, { title: 'Initialise Terraform', task: () => terraformInit() }], {
        concurrent: true,
      }),
  };
  const emulator: Task = {
    title: 'Start the emulator',
    task: async (demo, task) => {
      const say = (note: string) => demo.notes.push((task.output = note));
      demo.state = await ensureEmulator(home, { say });
      task.title = `The emulator is running: ${endpointOf(demo.state)}`;
    },
  };
  const stack: Task = {
    title: 'Apply the module',
    task: async (demo, task) => {
      let title = task.title;
      demo.state = await ensureStack(home, demo.state, demo.variables, {
        onProgress: ({ done, planned, last }) => {
          task.title = `${title}: ${done} of ${planned} changes`;
          task.output = last;
        },
        say: (note) => {
          title = 'Apply the module again, from the start';
          demo.notes.push((task.output = note));
        },
      });
      task.title = 'The module is applied: local/demo.tfvars';
    },
  };
  const playground: Task = {
    title: 'Start the playground',
    task: async (demo) => {
      demo.playground = await startPlayground(home);
    },
  };
  const variants: Task = {
    title: 'Upload photos and wait for the variants',
    task: async (demo, task) => {
      const s3 = s3Of(demo.state);
      const bucket = outputOf(demo.state, 'bucket_name');
      let done = 0;
      demo.outcomes = await pMap(
        demo.photos,
        async (photo) => {
          const outcome = await processPhoto(s3, bucket, photo);
          done += 1;
          task.title = `${done} of ${demo.photos.length} photos are done`;
          return outcome;
        },
        { concurrency: UPLOADS },
      );
    },
  };
  return new Listr<Demo>([photos, prepare, emulator, stack, playground, variants], {
    // We handle Ctrl-C ourselves, because there is more to end than the task list.
    registerSignalListeners: false,
    rendererOptions: { collapseSubtasks: false, timer },
    fallbackRenderer: 'simple',
    fallbackRendererOptions: { timer },
  });
}
