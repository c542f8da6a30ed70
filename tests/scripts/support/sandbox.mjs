// A copy of ./run in a folder with spaces, with a PATH that holds only what the test puts there.
import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../..', import.meta.url));
const tools = 'bash env cat cut tr find sort xargs cksum sha256sum sleep mkdir rm mv cp grep tail dirname touch'.split(' ');

// The stand-ins write each call down; SDK_VERSION, NODE_VERSION, NPM_FAILS, NUGET_FAILS and NPM_HANGS set how they behave.
const dotnet = `#!/bin/bash
echo "dotnet $*" >>"$CALLS"
case "$1" in
  --version) [ "\${SDK_VERSION:-10.0.401}" = none ] && exit 145; case "\${SDK_VERSION:-10.0.401}" in 10.*) echo "\${SDK_VERSION:-10.0.401}" ;; *) exit 145 ;; esac ;;
  --list-sdks) [ "\${SDK_VERSION:-}" = none ] || echo "\${SDK_VERSION:-10.0.401} [/usr/share/dotnet/sdk]" ;;
  publish)
    if [ -n "\${NUGET_FAILS:-}" ]; then echo "$NUGET_FAILS"; exit 1; fi
    while [ $# -gt 0 ]; do [ "$1" = -o ] && out=$2; shift; done
    mkdir -p "$out"; touch "$out/brainmessenger.dll" ;;
  *.dll)
    [ -z "\${SERVES:-}" ] || trap 'echo ended cleanly; exit 0' INT TERM
    echo "serving $(cat "$(dirname "$1")/wwwroot/index.html") with: \${*:2}"
    while [ -n "\${SERVES:-}" ]; do sleep 0.05; done
    exit "\${SERVER_EXIT:-0}" ;;
esac
`;
const node = '#!/bin/bash\necho "${NODE_VERSION:-v20.20.2}"\n';
const npm = `#!/bin/bash
echo "npm $*" >>"$CALLS"
if [ -n "\${NPM_FAILS:-}" ]; then echo "$NPM_FAILS"; exit 1; fi
if [ -n "\${NPM_HANGS:-}" ]; then sleep 300 & echo $! >"$NPM_HANGS"; wait; fi
case "$1" in
  ci) mkdir -p web/node_modules ;;
  run) mkdir -p web/dist; cp web/page.html web/dist/index.html ;;
esac
`;

function which(name) {
  return process.env.PATH.split(':').map((folder) => join(folder, name)).find((file) => existsSync(file));
}

export class Sandbox {
  constructor({ without = [] } = {}) {
    this.top = mkdtempSync(join(tmpdir(), 'run test '));
    this.folder = join(this.top, 'a path with spaces');
    this.bin = join(this.top, 'bin');
    this.calls = join(this.top, 'calls.log');
    mkdirSync(this.bin);
    for (const tool of tools) symlinkSync(which(tool), join(this.bin, tool));
    for (const [name, text] of Object.entries({ dotnet, node, npm })) if (!without.includes(name)) this.#program(name, text);
    for (const file of ['run', 'scripts/common.sh', 'global.json']) {
      cpSync(join(repository, file), join(this.folder, file));
    }
    this.write('web/package.json', '{}');
    this.write('web/package-lock.json', '{}');
    this.write('web/page.html', 'page one');
    this.write('src/BrainMessenger.Server/Program.cs', '// first');
  }

  #program(name, text) {
    writeFileSync(join(this.bin, name), text);
    chmodSync(join(this.bin, name), 0o755);
  }

  write(file, text) {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), text);
  }

  /** The builds that ran since the last question. */
  builds() {
    if (!existsSync(this.calls)) return [];
    const lines = readFileSync(this.calls, 'utf8').split('\n').filter((line) => /^(npm|dotnet publish)/.test(line));
    rmSync(this.calls);
    return lines.map((line) => line.split(' ').slice(0, 2).join(' '));
  }

  start(args = [], env = {}) {
    return start(join(this.folder, 'run'), args, { PATH: this.bin, HOME: this.top, CALLS: this.calls, ...env });
  }

  run(args, env) {
    return this.start(args, env).ended;
  }

  dispose() {
    rmSync(this.top, { recursive: true, force: true });
  }
}

/** Starts a program in a process group of its own, as a terminal would. */
export function start(file, args, env, cwd) {
  const child = spawn(file, args, { env, cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr']) child[stream].on('data', (data) => { output[stream] += data; });
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, ...output }));
  });
  return {
    output,
    ended,
    pid: child.pid,
    /** Ctrl-C: the terminal sends SIGINT to the whole group. */
    interrupt: () => process.kill(-child.pid, 'SIGINT'),
  };
}

/** Waits until the condition gives something, at most so many seconds. */
export async function until(condition, what, seconds = 20) {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (performance.now() > deadline) throw new Error(`${what} did not happen within ${seconds} s`);
    await new Promise((resolve) => { setTimeout(resolve, 25); });
  }
}

export function isAlive(pid) {
  try {
    // A process that has ended and was not yet collected still answers signals.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
