import { defineConfig, type Connect, type Plugin } from 'vite';
import { permission } from './server';

/** The server of this example, in Vite's own: `POST /upload`. */
const answer: Connect.NextHandleFunction = (request, response, next) => {
  if (request.method !== 'POST') return next();
  permission().then(
    async (permitted) => response.setHeader('content-type', 'application/json').end(await permitted.text()),
    next,
  );
};

const uploads: Plugin = {
  name: 'uploads',
  configureServer: ({ middlewares }) => void middlewares.use('/upload', answer),
  configurePreviewServer: ({ middlewares }) => void middlewares.use('/upload', answer),
};

export default defineConfig({ plugins: [uploads] });
