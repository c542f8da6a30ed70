import type { ChatLog } from '@/shared/sync/fold';
import type { FileView, Media } from '@/shared/types';

/** A picture or a film, and the message that shows it. */
export interface Shot {
  seq: number;
  at: string;
  file: FileView;
}

export const shotKey = ({ seq, file }: Shot) => `${seq}/${file.id}`;

export const isShot = (file: FileView) => file.kind === 'photo' || file.kind === 'video';

/** What is known at the start, without holes, and from which messages on the rest is to be asked for. */
export interface Known {
  shots: Shot[];
  /** Null where nothing lies beyond. */
  older: number | null;
  newer: number | null;
}

/** The conversation knows its window; elsewhere there is one shot, in a message that may have more of them. */
export function knownAround(log: ChatLog | undefined, start: Shot): Known {
  const shots = (log?.messages ?? []).flatMap(({ seq, at, files }) => files.filter(isShot).map((file) => ({ seq, at, file })));
  const isHere = shots.some((shot) => shotKey(shot) === shotKey(start));
  if (log === undefined || !isHere) return { shots: [start], older: start.seq, newer: start.seq + 1 };
  return {
    shots,
    older: log.atStart ? null : log.messages[0]!.seq - 1 || null,
    newer: log.atEnd ? null : log.messages.at(-1)!.seq + 1,
  };
}

/** Older ones come the newest message first, newer ones the oldest first; within a message both keep its order. */
export function joined(known: readonly Shot[], older: readonly Media[], newer: readonly Media[]): Shot[] {
  const toShots = (list: readonly Media[]) => list.flatMap(({ seq, at, file }) => (file ? [{ seq, at, file }] : []));
  const before = byMessage(toShots(older)).reverse().flat();
  const listed = new Set(before.map(shotKey));
  return [...before, ...known.filter((shot) => !listed.has(shotKey(shot))), ...toShots(newer)];
}

function byMessage(shots: readonly Shot[]): Shot[][] {
  const messages: Shot[][] = [];
  for (const shot of shots) {
    if (messages.at(-1)?.[0]?.seq === shot.seq) messages.at(-1)!.push(shot);
    else messages.push([shot]);
  }
  return messages;
}
