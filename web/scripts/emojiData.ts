import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const require = createRequire(import.meta.url);
const files = ['en', 'ru'].flatMap((locale) => ['data', 'messages'].map((name) => `${locale}/${name}.json`));
const read = (file: string) => readFileSync(require.resolve(`emojibase-data/${file}`), 'utf8');

/** The emoji picker would ask a public CDN for its data; we serve it ourselves under `/emoji`. */
export function emojiData(): Plugin {
  return {
    name: 'emoji-data',
    generateBundle() {
      for (const file of files) this.emitFile({ type: 'asset', fileName: `emoji/${file}`, source: read(file) });
    },
    configureServer(server) {
      server.middlewares.use('/emoji', (request, response, next) => {
        const file = files.find((known) => request.url === `/${known}`);
        if (file === undefined) return next();
        response.setHeader('Content-Type', 'application/json');
        response.end(read(file));
      });
    },
  };
}
