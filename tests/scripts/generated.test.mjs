// What is made from the sources and kept in the repository is what the sources say.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { repository } from './support/sandbox.mjs';

for (const [verb, file] of [['schema', 'database/schema.sql'], ['openapi', 'web/openapi.json']])
  test(`${file} is what ./dev ${verb} makes`, () => {
    const { status, stdout, stderr } = spawnSync('./dev', [verb, 'check'], { cwd: repository, encoding: 'utf8' });
    assert.equal(status, 0, `${stdout}${stderr}`);
  });
