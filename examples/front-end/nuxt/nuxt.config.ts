import { nuxtImages } from 'darkroom-client/nuxt';
import stack from './darkroom.json';

export default defineNuxtConfig({
  modules: ['@nuxt/image'],
  image: {
    provider: 'darkroom',
    providers: { darkroom: { provider: '~/providers/darkroom.ts' } },
    ...nuxtImages(stack),
  },
});
