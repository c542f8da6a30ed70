// Every check of the sources that runs no product code. usage: node scripts/lint.mjs [--junit FILE]
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { exceptions, sizeProblems } from './sizes.mjs';

function command(name, ...args) {
  const { status, stdout, stderr, error } = spawnSync(name, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  return status === 0 ? [] : [`${stdout ?? ''}${stderr ?? ''}${error ?? ''}`.trim() || `${name} ended with exit code ${status}`];
}

function tracked() {
  // Also what is new and not yet added, so that a check before a commit sees it.
  const { stdout } = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' });
  return stdout.split('\0').filter((file) => file !== '' && existsSync(file));
}

/** Lines of the files that match, as file:line. */
function linesWith(pattern, files) {
  return files.flatMap((file) =>
    readFileSync(file, 'utf8').split('\n').flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [])));
}

const files = tracked();
const sources = files.filter((file) => /\.(cs|ts|tsx|mjs|sh|sql|css)$|^(run|test|dev)$/.test(file));
const shell = files.filter((file) => /\.sh$|^(run|test|dev|\.ci\/run)$/.test(file));
// Written so that this file does not find itself.
const unfinished = new RegExp(['NotImplemented' + 'Exception', '\\bTO' + 'DO\\b', '\\bFIX' + 'ME\\b', '\\bHA' + 'CK\\b'].join('|'));
const sleeping = new RegExp(['Thread\\.' + 'Sleep', 'Task\\.' + 'Delay\\('].join('|'));

const checks = {
  'C# builds without a warning': () => command('dotnet', 'build', 'BrainMessenger.slnx', '-c', 'Release', '-m:1', '-v:q'),
  'C# is formatted': () => command('dotnet', 'format', 'whitespace', 'BrainMessenger.slnx', '--verify-no-changes', '--no-restore'),
  'files and functions keep their size': () => sizeProblems(files, exceptions),
  'nothing is left unfinished': () => linesWith(unfinished, sources),
  'no test sleeps': () => linesWith(sleeping, sources.filter((file) => file.startsWith('tests/'))),
  'the servers that are built to fail can be made': () =>
    files.filter((file) => file.endsWith('.patch')).flatMap((file) => command('git', 'apply', '--check', file)),
  'shell scripts parse': () => shell.flatMap((file) => command('bash', '-n', file)),
  'the web client passes its own lint': () => command('npm', 'run', 'lint', '--prefix', 'web'),
};

const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/[^\t\n\r\x20-\uFFFD]/g, '');
const cases = Object.entries(checks).map(([name, check]) => {
  const started = performance.now();
  const problems = check();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  for (const problem of problems) console.log(`       ${problem.replaceAll('\n', '\n       ')}`);
  const failure = problems.length === 0 ? '' : `<failure message="${escape(problems.join('\n').slice(0, 2000))}"/>`;
  return { failed: problems.length > 0, xml: `<testcase name="${escape(name)}" time="${seconds}">${failure}</testcase>` };
});

const [flag, file] = process.argv.slice(2);
if (flag === '--junit') writeFileSync(file, `<testsuites><testsuite name="lint">${cases.map((test) => test.xml).join('')}</testsuite></testsuites>\n`);
process.exitCode = cases.some((test) => test.failed) ? 1 : 0;
