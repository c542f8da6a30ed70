export type Piece = { text: string; href?: string };

const pattern = /\b(?:https?:\/\/[^\s<>"]+|mailto:[^\s<>"]+)|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+/giu;
/** A full stop after an address belongs to the sentence. */
const trailing = /[.,:;!?'”»)\]}]+$/u;

/** Only http, https and mailto become links; everything else stays text. */
export function linkify(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const found = trimmed(match[0]);
    const href = /^(https?|mailto):/iu.test(found) ? found : `mailto:${found}`;
    if (!URL.canParse(href)) continue;
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push({ text: found, href });
    end = match.index + found.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

function trimmed(link: string): string {
  let found = link;
  for (let tail = trailing.exec(found)?.[0]; tail !== undefined; tail = trailing.exec(found)?.[0]) {
    // Keeps the bracket of an address such as …/Set_(mathematics).
    if (tail.startsWith(')') && found.split('(').length === found.split(')').length) break;
    found = found.slice(0, -1);
  }
  return found;
}
