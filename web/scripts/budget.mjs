// Sums the script that is loaded before the first message of an opened chat can be seen, compressed as it is served.
import { readFileSync, statSync } from 'node:fs';

const limit = 130_000;
const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

/** What an opened chat needs besides the entry: the conversation and one catalogue. */
const needed = ['index.html', 'src/locales/ru.po'];

const files = new Set();
const seen = new Set();

function visit(key) {
  if (seen.has(key)) return;
  seen.add(key);
  const chunk = manifest[key];
  if (chunk === undefined) throw new Error(`${key} is not in the manifest: scripts/budget.mjs names a file that moved.`);
  files.add(chunk.file);
  (chunk.imports ?? []).forEach(visit);
}

needed.forEach(visit);

/** As it is served: the build leaves a compressed copy beside each file. */
const brotli = (file) => statSync(new URL(`${file}.br`, dist)).size;

const sizes = [...files].filter((file) => file.endsWith('.js')).map((file) => [brotli(file), file]);
// The service worker starts only later, but it is script that the browser runs for us.
for (const worker of ['sw.js']) sizes.push([brotli(worker), worker]);
sizes.sort((a, b) => b[0] - a[0]);

const total = sizes.reduce((sum, [size]) => sum + size, 0);
for (const [size, file] of sizes) console.log(`${String(size).padStart(8)}  ${file}`);
console.log(`${String(total).padStart(8)}  of ${limit} bytes (brotli)`);
if (total > limit) {
  console.error('The first message of an opened chat would need too much script.');
  process.exit(1);
}
