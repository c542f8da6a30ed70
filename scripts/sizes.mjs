// The size rules of the project: a file has at most 200 lines (350 with a written reason), a C# function at most 50.
// Functions of the web client are counted by ESLint.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const fileLimit = 200;
const hardLimit = 350;
const functionLimit = 50;
const counted = /\.(cs|ts|tsx|mjs|sh)$|^(run|test|dev)$/;
const generated = /\.gen\.|\/Migrations\//;
const notAFunction = /^\s*(if|else|for|foreach|while|do|switch|try|catch|finally|lock|using|fixed|checked|unchecked|get|set|init|add|remove|return|namespace)\b/;
const typeHeader = /\b(class|record|struct|interface|enum)\b/;

/** The lines above an opening brace that belong to it: back to the end of what stands before. */
function headerOf(lines, brace) {
  let first = brace - 1;
  while (first > 0 && !/[;{}]\s*$|^\s*$|^\s*\/\/|^\s*\[.*\]\s*$/.test(lines[first - 1])) first--;
  return { first, text: lines.slice(first, brace).join('\n') };
}

/** C# functions with a block body. The format check gives every brace a line of its own, indented like its header. */
export function longFunctions(source) {
  const lines = source.split('\n');
  const found = [];
  for (let at = 1; at < lines.length; at++) {
    const indent = /^( *)\{$/.exec(lines[at])?.[1];
    if (indent === undefined) continue;
    const { first, text } = headerOf(lines, at);
    if (!text.includes('(') || notAFunction.test(text) || typeHeader.test(text.split('(')[0]) || /=>\s*$|=\s*$|\bnew\b[^()]*(\([^()]*\))?\s*$/.test(text)) continue;
    const end = lines.findIndex((line, index) => index > at && line.startsWith(`${indent}}`));
    const length = end - first + 1;
    if (length > functionLimit) found.push({ line: first + 1, length, header: lines[first].trim() });
  }
  return found;
}

/** Every breach of the size rules, one sentence each. */
export function sizeProblems(files, exceptions) {
  const problems = [];
  const lengths = new Map();
  for (const file of files.filter((file) => counted.test(file) && !generated.test(file))) {
    const source = readFileSync(file, 'utf8');
    const length = source.split('\n').length - 1;
    lengths.set(file, length);
    const limit = exceptions[file] ? hardLimit : fileLimit;
    if (length > limit) problems.push(`${file} has ${length} lines, ${limit} are allowed: split it.`);
    if (!file.endsWith('.cs')) continue;
    for (const { line, length: size, header } of longFunctions(source)) {
      problems.push(`${file}:${line} "${header}" has ${size} lines, ${functionLimit} are allowed: split it.`);
    }
  }
  for (const file of Object.keys(exceptions).filter((file) => !(lengths.get(file) > fileLimit))) {
    problems.push(`${file} needs no exception any more: take it out of scripts/size-exceptions.json.`);
  }
  return problems;
}

export const exceptions = JSON.parse(readFileSync(fileURLToPath(new URL('size-exceptions.json', import.meta.url)), 'utf8'));
