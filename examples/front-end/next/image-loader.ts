'use client';

import { nextLoader } from 'darkroom-client/next';
import stack from './darkroom.json';

export default nextLoader(stack);
