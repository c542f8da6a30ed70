// ./run with stand-ins for dotnet, node and npm: what it builds, what it says, how it ends.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { Sandbox, isAlive, until } from './support/sandbox.mjs';

const everything = ['npm ci', 'npm run', 'dotnet publish'];

function inSandbox(name, body, options) {
  test(name, { timeout: 60_000 }, async () => {
    const sandbox = new Sandbox(options);
    try {
      await body(sandbox);
    } finally {
      sandbox.dispose();
    }
  });
}

/** One sentence, its cure and an exit code of its own. */
function assertStopped(result, code, ...words) {
  assert.equal(result.code, code, result.stderr);
  const lines = result.stderr.trimEnd().split('\n').filter((line) => !/ …( \d+ s)?$|: done in \d+ s\s*$/.test(line));
  assert.equal(lines.length, 1, `one sentence, not:\n${result.stderr}`);
  for (const word of words) assert.match(lines[0], word);
  assert.match(lines[0], /start again/);
}

inSandbox('the first start builds everything in a path with spaces and serves the page', async (sandbox) => {
  const result = await sandbox.run();
  assert.equal(result.code, 0, result.stderr);
  assert.match(result.stdout, /serving page one/);
  assert.deepEqual(sandbox.builds(), everything);
});

inSandbox('the first start shows what it is building', async (sandbox) => {
  const { stderr } = await sandbox.run();
  for (const label of ["Installing the web client's packages", 'Building the web client', 'Building the server']) {
    assert.match(stderr, new RegExp(`${label} …`));
    assert.match(stderr, new RegExp(`${label}: done in \\d+ s`));
  }
});

inSandbox('the second start builds nothing', async (sandbox) => {
  await sandbox.run();
  sandbox.builds();
  const again = await sandbox.run();
  assert.match(again.stdout, /serving page one/);
  assert.deepEqual(sandbox.builds(), []);
  assert.equal(again.stderr, '');
});

inSandbox('a changed page rebuilds the page without installing packages again', async (sandbox) => {
  await sandbox.run();
  sandbox.builds();
  sandbox.write('web/page.html', 'page two');
  assert.match((await sandbox.run()).stdout, /serving page two/);
  assert.deepEqual(sandbox.builds(), ['npm run', 'dotnet publish']);
});

inSandbox('a changed server is rebuilt without touching the web client', async (sandbox) => {
  await sandbox.run();
  sandbox.builds();
  sandbox.write('src/BrainMessenger.Server/Program.cs', '// second');
  await sandbox.run();
  assert.deepEqual(sandbox.builds(), ['dotnet publish']);
});

inSandbox('a new source file is noticed, what a build leaves beside it is not', async (sandbox) => {
  await sandbox.run();
  sandbox.builds();
  sandbox.write('src/BrainMessenger.Server/obj/made.cs', '');
  await sandbox.run();
  assert.deepEqual(sandbox.builds(), []);
  sandbox.write('src/BrainMessenger.Server/New.cs', '');
  await sandbox.run();
  assert.deepEqual(sandbox.builds(), ['dotnet publish']);
});

inSandbox('a build that was removed is made again', async (sandbox) => {
  await sandbox.run();
  sandbox.builds();
  rmSync(join(sandbox.folder, 'web/dist'), { recursive: true });
  await sandbox.run();
  assert.deepEqual(sandbox.builds(), ['npm run']);
});

inSandbox('a failed build is not taken for done', async (sandbox) => {
  assert.equal((await sandbox.run([], { NUGET_FAILS: 'error CS1002: ; expected' })).code, 25);
  sandbox.builds();
  assert.equal((await sandbox.run()).code, 0);
  assert.deepEqual(sandbox.builds(), ['dotnet publish']);
});

inSandbox('arguments reach the server and its answer stands alone on stdout', async (sandbox) => {
  const { stdout } = await sandbox.run(['config', 'show', 'a b']);
  assert.equal(stdout, 'serving page one with: config show a b\n');
});

for (const code of [10, 11, 12, 13, 14]) {
  inSandbox(`the server's exit code ${code} is passed on`, async (sandbox) => {
    assert.equal((await sandbox.run([], { SERVER_EXIT: String(code) })).code, code);
  });
}

inSandbox('a missing SDK', async (sandbox) => {
  assertStopped(await sandbox.run(), 20, /SDK is missing/, /\.NET SDK 10/);
}, { without: ['dotnet'] });

inSandbox('a runtime without an SDK', async (sandbox) => {
  assertStopped(await sandbox.run([], { SDK_VERSION: 'none' }), 20, /SDK is missing/, /only a runtime/);
});

inSandbox('an SDK that is too old', async (sandbox) => {
  assertStopped(await sandbox.run([], { SDK_VERSION: '9.0.305' }), 21, /9\.0\.305/, /\.NET SDK 10/);
});

inSandbox('a missing Node', async (sandbox) => {
  assertStopped(await sandbox.run(), 22, /Node\.js with npm is missing/, /20\.19/);
}, { without: ['node'] });

inSandbox('a Node without npm', async (sandbox) => {
  assertStopped(await sandbox.run(), 22, /npm is missing/, /20\.19/);
}, { without: ['npm'] });

for (const version of ['v18.20.4', 'v20.18.3']) {
  inSandbox(`Node ${version} is too old`, async (sandbox) => {
    assertStopped(await sandbox.run([], { NODE_VERSION: version }), 23, new RegExp(version), /20\.19/);
  });
}

inSandbox('a newer Node will do', async (sandbox) => {
  assert.equal((await sandbox.run([], { NODE_VERSION: 'v22.1.0' })).code, 0);
});

inSandbox('npm without a network', async (sandbox) => {
  const result = await sandbox.run([], { NPM_FAILS: 'npm error code EAI_AGAIN' });
  assertStopped(result, 24, /network/, /HTTPS_PROXY/);
});

inSandbox('NuGet without a network', async (sandbox) => {
  const result = await sandbox.run([], { NUGET_FAILS: 'error NU1301: Unable to load the service index' });
  assertStopped(result, 24, /network/, /HTTPS_PROXY/);
});

inSandbox('a broken source shows the end of the log and where it lies', async (sandbox) => {
  const result = await sandbox.run([], { NUGET_FAILS: 'error CS1002: ; expected' });
  assert.equal(result.code, 25);
  assert.match(result.stderr, /error CS1002/);
  assert.match(result.stderr, /artifacts\/logs\/server\.log/);
});

inSandbox('once built, Node is not needed to start', async (sandbox) => {
  await sandbox.run();
  rmSync(join(sandbox.bin, 'node'));
  assert.equal((await sandbox.run()).code, 0);
});

inSandbox('Ctrl-C ends the server by its own hand', async (sandbox) => {
  const run = sandbox.start([], { SERVES: 'yes' });
  await until(() => run.output.stdout.includes('serving'), 'the start');
  run.interrupt();
  const result = await run.ended;
  assert.equal(result.code, 0);
  assert.match(result.stdout, /ended cleanly/);
  assert.equal(isAlive(run.pid), false);
});

inSandbox('Ctrl-C during a build ends the build and all its children', async (sandbox) => {
  const note = join(sandbox.top, 'child.pid');
  const run = sandbox.start([], { NPM_HANGS: note });
  const child = await until(() => existsSync(note) && readFileSync(note, 'utf8').trim(), 'the build');
  run.interrupt();
  assert.equal((await run.ended).code, 130);
  await until(() => !isAlive(child), 'the end of the build');
});
