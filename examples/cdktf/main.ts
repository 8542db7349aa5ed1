import { relative, resolve } from 'node:path';
import { App } from 'cdktf';
import { GalleryStack } from './gallery-stack.ts';

const app = new App();
const stack = 'gallery';
const module = resolve(import.meta.dirname, '../..');
new GalleryStack(app, stack, {
  // The module in this checkout; elsewhere this would be a registry or git address.
  darkroomSource: relative(resolve(app.outdir, 'stacks', stack), module),
  region: process.env['AWS_REGION'] ?? 'eu-central-1',
});
app.synth();
