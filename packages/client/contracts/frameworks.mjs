// Calls each framework's own code with the client's adapters, and prints what it makes of them as JSON.
import { createRequire } from 'node:module';

import { astroService } from 'darkroom-client/astro';
import { nextImages, nextLoader } from 'darkroom-client/next';
import { nuxtImages, nuxtProvider, nuxtSizes } from 'darkroom-client/nuxt';
import { breakpoints, transformer } from 'darkroom-client/unpic';

const stack = JSON.parse(process.argv[2] ?? 'null');
const src = 'a b.jpg';

function next() {
  // A build puts next.config's `images` in place of this variable: an object, which the real environment cannot hold.
  process.env = { ...process.env, __NEXT_IMAGE_OPTS: { ...nextImages(stack), loader: 'custom', qualities: [75] } };
  const { getImageProps } = createRequire(import.meta.url)('next/image');
  const image = { src, alt: '', loader: nextLoader(stack) };
  const propsOf = (more) => {
    const { props } = getImageProps({ ...image, ...more });
    return { src: props.src, srcset: props.srcSet, sizes: props.sizes };
  };
  return { fluid: propsOf({ fill: true, sizes: '100vw' }), fixed: propsOf({ width: 400, height: 300 }) };
}

async function nuxt() {
  // The runtime's import.meta flags are those of a build.
  Object.assign(import.meta, { server: false });
  const { createImage } = await import(new URL('node_modules/@nuxt/image/dist/runtime/image.js', import.meta.url).href);
  const options = { ...nuxtImages(stack), presets: {}, alias: {}, domains: [], provider: 'darkroom' };
  const $img = createImage({ ...options, providers: { darkroom: { defaults: {}, setup: nuxtProvider(stack) } } });
  return {
    fluid: $img.getSizes(src, { modifiers: {}, sizes: nuxtSizes(stack) }),
    fixed: { src: $img(src, { width: 400, height: 300 }) },
  };
}

async function astro() {
  globalThis.astroAsset = { imageService: astroService(stack) };
  const { getImage } = await import(new URL('node_modules/astro/dist/assets/internal.js', import.meta.url).href);
  const config = { domains: [], remotePatterns: [] };
  const partsOf = async (options) => {
    const {
      src: url,
      srcSet,
      attributes,
    } = await getImage({ src, width: 800, height: 600, alt: '', ...options }, config);
    return { src: url, srcset: srcSet.attribute, sizes: attributes.sizes, attributes };
  };
  return { fluid: await partsOf({ layout: 'full-width' }), fixed: await partsOf({ width: 400, height: 300 }) };
}

async function unpic() {
  const { transformBaseImageProps } = await import('@unpic/core/base');
  const image = { src, transformer: transformer(stack), breakpoints: breakpoints(stack) };
  return {
    fluid: transformBaseImageProps({ ...image, layout: 'fullWidth' }),
    fixed: transformBaseImageProps({ ...image, layout: 'constrained', width: 800, height: 600 }),
  };
}

console.log(JSON.stringify({ next: next(), nuxt: await nuxt(), astro: await astro(), unpic: await unpic() }));
