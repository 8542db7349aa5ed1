import { nextImages } from 'darkroom-client/next';
import type { NextConfig } from 'next';
import stack from './darkroom.json';

const config: NextConfig = {
  images: { loader: 'custom', loaderFile: './image-loader.ts', ...nextImages(stack) },
};

export default config;
