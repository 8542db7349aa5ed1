import node from '@astrojs/node';
import { defineConfig } from 'astro/config';

export default defineConfig({
  // A server, because it permits uploads; a site without them needs none.
  adapter: node({ mode: 'standalone' }),
  image: { service: { entrypoint: './src/darkroom.ts' } },
});
