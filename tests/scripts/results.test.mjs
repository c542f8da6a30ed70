// The end of ./test: what counts as a failure, and the last two lines.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { longFunctions, sizeProblems } from '../../scripts/sizes.mjs';
import { repository } from './support/sandbox.mjs';

const passing = '<testcase name="one" time="0.1"/>';

/** Runs the summary over suites given as [line of suites.tsv, JUnit body or null for none]. */
function summary(...suites) {
  const folder = mkdtempSync(join(tmpdir(), 'results test '));
  try {
    writeFileSync(join(folder, 'suites.tsv'), suites.map(([line]) => `${line.join('\t')}\n`).join(''));
    for (const [[name], body] of suites) {
      if (body !== null) writeFileSync(join(folder, `${name}.xml`), `<testsuites><testsuite name="s">${body}</testsuite></testsuites>`);
    }
    const { status, stdout } = spawnSync('node', [join(repository, 'scripts/results.mjs'), folder], { encoding: 'utf8' });
    const lines = stdout.trimEnd().split('\n');
    return { status, stdout, last: lines.at(-1), skipped: lines.at(-2) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('what passed is counted over all suites', () => {
  const { status, last, skipped } = summary([['a', 1, 0, 0], passing + passing], [['b', 1, 0, 0], passing]);
  assert.deepEqual([status, last, skipped], [0, '3 passed, 0 failed', 'Skipped: none.']);
});

test('a failed test turns the run red and is named', () => {
  const { status, stdout, last } = summary([['a', 1, 1, 0], `${passing}<testcase name="two"><failure message="1 &lt; 2">trace</failure></testcase>`]);
  assert.deepEqual([status, last], [1, '1 passed, 1 failed']);
  assert.match(stdout, /FAILED {2}a: two: 1 < 2/);
});

const red = {
  'a suite that ran no test': [['a', 1, 0, 0], ''],
  'a suite that left no result': [['a', 1, 0, 0], null],
  'a suite that did not end in time': [['a', 1, 124, 0], passing],
  'a suite that crashed after its last test': [['a', 1, 134, 0], passing],
  'a suite that left processes behind': [['a', 1, 0, 2], passing],
  'a server that could not be started': [['servers', 0, 1, 0, 'PostgreSQL could not be started'], null],
  'a skip for any other reason': [['a', 1, 0, 0], '<testcase name="two"><skipped message="later"/></testcase>'],
  'a skip of node:test': [['a', 1, 0, 0], '<testcase name="two">\n<skipped type="skipped" message="CONTRACTS"/>\n</testcase>'],
};
for (const [name, suite] of Object.entries(red)) {
  test(`${name} turns the run red`, () => {
    const { status, last } = summary(suite, [['b', 1, 0, 0], passing]);
    assert.equal(status, 1);
    assert.match(last, /^\d+ passed, 1 failed$/);
  });
}

test('a skip for want of CONTRACTS_DIR is named in the line before the last', () => {
  const skip = '<testcase name="stripe"><skipped message="CONTRACTS_DIR is missing"/></testcase>';
  const { status, skipped, last } = summary([['a', 1, 0, 0], passing + skip]);
  assert.equal(status, 0);
  assert.equal(skipped, 'Skipped: a: stripe (CONTRACTS_DIR is missing).');
  assert.equal(last, '1 passed, 0 failed');
});

test('nothing at all is not a success', () => {
  assert.equal(summary([['a', 1, 0, 0], '']).status, 1);
});

const body = (lines) => Array.from({ length: lines }, () => '        Do();').join('\n');

test('a C# function of 51 lines is too long, one of 50 is not', () => {
  const method = (lines) => `class A\n{\n    void M(int a)\n    {\n${body(lines - 3)}\n    }\n}\n`;
  assert.deepEqual(longFunctions(method(50)), []);
  assert.equal(longFunctions(method(51))[0].length, 51);
});

test('a long class and a long initialiser are not functions', () => {
  assert.deepEqual(longFunctions(`class A(int b)\n{\n${body(80)}\n}\n`), []);
  assert.deepEqual(longFunctions(`class A\n{\n    object B = new C(1)\n    {\n${body(80)}\n    };\n}\n`), []);
});

test('a file of 201 lines needs a reason, one of 351 is refused with it, and a reason without need as well', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sizes test '));
  const file = (lines) => {
    writeFileSync(join(folder, `${lines}.ts`), '\n'.repeat(lines));
    return join(folder, `${lines}.ts`);
  };
  assert.deepEqual(sizeProblems([file(200)], {}), []);
  assert.match(sizeProblems([file(201)], {})[0], /201 lines, 200 are allowed/);
  assert.deepEqual(sizeProblems([file(350)], { [file(350)]: 'a table' }), []);
  assert.match(sizeProblems([file(351)], { [file(351)]: 'a table' })[0], /351 lines, 350 are allowed/);
  assert.match(sizeProblems([file(200)], { [file(200)]: 'a table' })[0], /needs no exception/);
  rmSync(folder, { recursive: true });
});
