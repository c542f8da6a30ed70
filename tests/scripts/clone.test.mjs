// A fresh clone in a path with spaces, started for real: build, page, second start, refusals, Ctrl-C.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { repository, start, until } from './support/sandbox.mjs';

const top = mkdtempSync(join(tmpdir(), 'clone test '));
const clone = join(top, 'a path with spaces');
const data = join(top, 'data');
const deadProxy = 'http://127.0.0.1:9';
const noNetwork = { HTTP_PROXY: deadProxy, HTTPS_PROXY: deadProxy, http_proxy: deadProxy, https_proxy: deadProxy };
const running = new Set();

function run(args = [], env = {}) {
  const started = start(join(clone, 'run'), args, { ...process.env, PORT: '0', DATA_DIR: data, ...env }, top);
  running.add(started);
  started.ended.finally(() => running.delete(started));
  return started;
}

async function serve(env) {
  const server = run([], env);
  const address = await until(
    () => /ready: (http:\S+)/.exec(server.output.stdout)?.[1] ?? (running.has(server) ? undefined : 'ended'), 'the start', 300);
  assert.notEqual(address, 'ended', server.output.stderr);
  return { ...server, address };
}

async function stop(server) {
  server.interrupt();
  return server.ended;
}

/** What the server refuses to start with: one sentence on stderr that names the variable. */
async function refusal(code, words, env) {
  const { code: actual, stderr } = await run([], env).ended;
  assert.equal(actual, code, stderr);
  assert.equal(stderr.trimEnd().split('\n').length, 1, stderr);
  assert.match(stderr, words);
}

/** Everything below a process, found by who inherited its process group. */
function groupOf(pid) {
  return readdirSync('/proc').filter((entry) => /^\d+$/.test(entry)).filter((entry) => {
    try {
      const [state, , group] = readFileSync(`/proc/${entry}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
      return Number(group) === pid && state !== 'Z';
    } catch {
      return false;
    }
  });
}

before(() => {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: repository, encoding: 'utf8' });
  for (const file of files.split('\0').filter((name) => name !== '' && existsSync(join(repository, name)))) {
    cpSync(join(repository, file), join(clone, file));
  }
});

after(async () => {
  for (const server of running) await stop(server);
  rmSync(top, { recursive: true, force: true });
});

test('without a network npm is answered with one sentence', { timeout: 120_000 }, async () => {
  const { code, stderr } = await run([], { ...noNetwork, npm_config_cache: join(top, 'empty npm cache') }).ended;
  assert.equal(code, 24, stderr);
  assert.match(stderr, /needs the network/);
});

test('one command builds everything, prints the address and serves the page', { timeout: 400_000 }, async () => {
  const server = await serve();
  const page = await fetch(server.address);
  assert.equal(page.status, 200);
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(await page.text())?.[1];
  assert.ok(script, 'the page names its script');
  assert.equal((await fetch(new URL(script, server.address))).status, 200);
  const { code, stderr } = await stop(server);
  assert.equal(code, 0, stderr);
  assert.deepEqual(groupOf(server.pid), []);
});

test('the second start builds nothing', { timeout: 60_000 }, async () => {
  const server = await serve();
  assert.equal(server.output.stderr, '');
  assert.equal((await stop(server)).code, 0);
});

test('a taken port is answered with PORT', { timeout: 60_000 }, async () => {
  const other = createServer();
  await new Promise((resolve) => { other.listen(0, '127.0.0.1', resolve); });
  await refusal(11, /PORT/, { PORT: String(other.address().port) });
  other.close();
});

test('a DATA_DIR that another server uses is refused, and free again once that has ended', { timeout: 60_000 }, async () => {
  const first = await serve();
  await refusal(13, /DATA_DIR/, {});
  process.kill(-first.pid, 'SIGKILL');
  await first.ended;
  assert.equal((await stop(await serve())).code, 0);
});

test('a DATA_DIR that cannot be written is refused', { timeout: 60_000 }, async () => {
  // Also for root, who may write everywhere but not below a file.
  writeFileSync(join(top, 'file'), '');
  await refusal(12, /DATA_DIR/, { DATA_DIR: join(top, 'file', 'data') });
});

test('a wrong setting is refused by its name', { timeout: 60_000 }, async () => {
  await refusal(10, /RATE_LIMITS/, { RATE_LIMITS: 'perhaps' });
  await refusal(10, /PUBLIC_URL/, { BIND: '0.0.0.0' });
});

test('a database that cannot be reached is named', { timeout: 60_000 }, async () => {
  await refusal(14, /NEON_DATABASE_URL/, { NEON_DATABASE_URL: 'postgresql://app:pw@127.0.0.1:9/none' });
});

test('verbs of the server run through ./run', { timeout: 60_000 }, async () => {
  const { code, stdout } = await run(['config', 'show']).ended;
  assert.equal(code, 0);
  assert.match(stdout, /^DATA_DIR\s+.*environment/m);
});

test('without a network NuGet is answered with one sentence', { timeout: 200_000 }, async () => {
  writeFileSync(join(clone, 'src/BrainMessenger.Server/Changed.cs'), '');
  const { code, stderr } = await run([], { ...noNetwork, NUGET_PACKAGES: join(top, 'empty packages'), NUGET_HTTP_CACHE_PATH: join(top, 'empty cache') }).ended;
  assert.equal(code, 24, stderr);
  assert.match(stderr, /needs the network/);
});
