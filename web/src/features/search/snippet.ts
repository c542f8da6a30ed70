import type { Match } from '@/shared/types';

export interface Piece {
  text: string;
  isMatch: boolean;
}

/** A match that is not further in is to be seen in the first lines anyway. */
const near = 48;
const before = 24;
const longest = 200;

/** The part of a message around its first match, cut where words begin if there are any, in pieces to be drawn. */
export function snippet(text: string, matches: readonly Match[]): Piece[] {
  const first = matches[0] ?? { start: 0, length: 0 };
  const from = width(text.slice(0, first.start)) <= near ? 0 : beginning(text, first.start);
  const wanted = Math.max(from + longest, first.start + first.length);
  const to = wanted >= text.length ? text.length : whole(text, wanted);
  const pieces: Piece[] = [];
  const add = (until: number, isMatch: boolean) => {
    const end = Math.min(until, to);
    if (end > at) pieces.push({ text: text.slice(at, end), isMatch });
    at = Math.max(at, end);
  };
  let at = from;
  for (const { start, length } of matches) {
    add(start, false);
    // One that reaches into the piece before is drawn from there on.
    add(start + length, true);
  }
  add(to, false);
  if (from > 0) pieces.unshift({ text: '…', isMatch: false });
  if (to < text.length) pieces.push({ text: '…', isMatch: false });
  return pieces;
}

const wide = /[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uff60]/g;

/** Chinese, Japanese and Korean signs take the room of two letters. */
const width = (text: string) => text.length + (text.match(wide)?.length ?? 0);

/** A little before the match: after a space if one is near, as there is none in Chinese and Japanese. */
function beginning(text: string, match: number): number {
  const earliest = match - before;
  const space = text.slice(earliest - 1, match).search(/\s/u);
  return space === -1 ? whole(text, earliest) : earliest + space;
}

const joined = /^(?:[\udc00-\udfff\p{M}\p{Emoji_Modifier}\u200d])|^$/u;

/** Not within what is drawn as one sign. */
function whole(text: string, at: number): number {
  while (at > 0 && (joined.test(text.slice(at, at + 2)) || text[at - 1] === '\u200d')) at--;
  return at;
}
