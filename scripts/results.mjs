// Reads what the suites of ./test left behind and prints the end of the run:
// the failures by name, a table, the skips with their reasons, and as last line "N passed, N failed".
// usage: node scripts/results.mjs FOLDER
// FOLDER/suites.tsv: name, seconds, exit code, processes left, what went wrong before any test; FOLDER/NAME.xml: JUnit
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// Only what needs files that are not part of the project may be skipped.
const allowedSkip = /CONTRACTS_DIR/;
const timedOut = new Set([124, 137]);

function attribute(tag, name) {
  const text = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
}

function readCases(file) {
  const xml = readFileSync(file, 'utf8').replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '').replace(/<!--[\s\S]*?-->/g, '');
  // An attribute may hold a ">", so a tag is its name and quoted values.
  const cases = xml.matchAll(/<testcase((?:\s+[\w:-]+="[^"]*")*)\s*(?:\/>|>([\s\S]*?)<\/testcase>)/g);
  return Array.from(cases, ([, tag, body = '']) => {
    const failure = /<(?:failure|error)\b((?:\s+[\w:-]+="[^"]*")*)/.exec(body);
    const skip = /<skipped\b((?:\s+[\w:-]+="[^"]*")*)/.exec(body);
    return {
      name: attribute(tag, 'name'),
      failure: failure ? attribute(failure[1], 'message') : undefined,
      skip: skip ? attribute(skip[1], 'message') : undefined,
    };
  });
}

function readSuite(folder, line) {
  const [name, seconds, exitCode, left, trouble] = line.split('\t');
  if (trouble) return { name, seconds: Number(seconds), passed: 0, failures: [trouble], skips: [] };
  let cases = [];
  const failures = [];
  try {
    cases = readCases(join(folder, `${name}.xml`));
    if (cases.length === 0) failures.push('ran no test');
  } catch (error) {
    failures.push(`left no result that can be read (${error.code ?? error.message})`);
  }
  for (const test of cases.filter((test) => test.failure !== undefined)) failures.push(`${test.name}: ${test.failure}`);
  const skips = cases.filter((test) => test.skip !== undefined);
  for (const test of skips.filter((test) => !allowedSkip.test(test.skip))) failures.push(`${test.name}: skipped (${test.skip})`);
  if (timedOut.has(Number(exitCode))) failures.push('did not end in time');
  else if (Number(exitCode) !== 0 && failures.length === 0) failures.push(`ended with exit code ${exitCode} though no test failed`);
  if (Number(left) > 0) failures.push(`left ${left} processes behind`);
  const passed = cases.filter((test) => test.failure === undefined && test.skip === undefined).length;
  return { name, seconds: Number(seconds), passed, failures, skips };
}

const [folder] = process.argv.slice(2);
const suites = readFileSync(join(folder, 'suites.tsv'), 'utf8').split('\n').filter(Boolean).map((line) => readSuite(folder, line));
const skips = suites.flatMap((suite) => suite.skips.map((test) => `${suite.name}: ${test.name} (${test.skip})`));
const passed = suites.reduce((sum, suite) => sum + suite.passed, 0);
const failed = suites.reduce((sum, suite) => sum + suite.failures.length, 0);

console.log('');
for (const suite of suites) for (const failure of suite.failures) console.log(`FAILED  ${suite.name}: ${failure.slice(0, 500)}`);
console.log(`${'suite'.padEnd(12)}${'passed'.padStart(8)}${'failed'.padStart(8)}${'skipped'.padStart(9)}${'seconds'.padStart(9)}`);
for (const suite of suites) {
  const figures = [suite.passed, suite.failures.length, suite.skips.length, suite.seconds];
  console.log(suite.name.padEnd(12) + figures.map((figure, at) => String(figure).padStart([8, 8, 9, 9][at])).join(''));
}
console.log(skips.length === 0 ? 'Skipped: none.' : `Skipped: ${skips.join('; ')}.`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
