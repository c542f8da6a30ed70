// Puts a brotli form beside every text file of the build, so that the server compresses nothing while it serves.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const text = /\.(js|css|html|svg|json|webmanifest)$/;

for (const name of readdirSync(dist, { recursive: true }).filter((name) => text.test(name))) {
  const plain = readFileSync(join(dist, name));
  const compressed = brotliCompressSync(plain);
  if (compressed.length < plain.length) writeFileSync(join(dist, `${name}.br`), compressed);
}
