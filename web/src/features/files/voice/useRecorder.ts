import { useEffect, useRef, useState } from 'react';
import { holdPage } from '@/shared/holdPage';
import { dropVoiceDraft, keepVoiceDraft, type Recorded, useVoiceDrafts } from '@/shared/voiceDrafts';
import { silence } from '../play/turn';
import { record, type Recording, type Studio } from './recording';

export type Phase = 'asking' | 'recording' | 'done' | 'failed';

interface State {
  phase: Phase;
  seconds: number;
  /** The newest last. */
  levels: number[];
  error: unknown;
}

export const shownLevels = 40;
/** Shorter ones come from a slip of the finger. */
export const shortestSeconds = 0.5;

/** Records from the start; in a chat that was left while recording, what was said then is there. */
export function useRecorder(chatId: string, studio: Studio) {
  const [draft, setDraft] = useState(() => useVoiceDrafts.getState()[chatId]);
  const [state, setState] = useState<State>({ phase: draft ? 'done' : 'asking', seconds: draft?.duration ?? 0, levels: [], error: null });
  const recording = useRef<Recording | null>(null);

  useEffect(() => {
    if (draft !== undefined) return;
    let isGone = false;
    silence();
    const change = (part: (before: State) => Partial<State>) => !isGone && setState((before) => ({ ...before, ...part(before) }));
    record(studio, {
      onLevel: (level, seconds) => change(({ levels }) => ({ seconds, levels: [...levels, level].slice(-shownLevels) })),
      onEnded: () => change(() => ({ phase: 'done' })),
    }).then(
      (begun) => {
        if (isGone) return begun.cancel();
        recording.current = begun;
        change(() => ({ phase: 'recording' }));
      },
      (error: unknown) => change(() => ({ phase: 'failed', error })),
    );
    return () => {
      isGone = true;
      // Nobody records without seeing it: in another chat it has ended, and waits here.
      void recording.current?.finish().then((recorded) => isLongEnough(recorded) && keepVoiceDraft(chatId, recorded));
      recording.current = null;
    };
  }, [chatId, draft, studio]);

  useEffect(() => {
    if (state.phase !== 'recording' && state.phase !== 'done') return;
    return holdPage();
  }, [state.phase]);

  /** What was recorded, which is no longer kept here. */
  async function take(): Promise<Recorded | undefined> {
    const begun = recording.current;
    // First: who leaves the chat before it has ended would keep it as a draft as well.
    recording.current = null;
    const recorded = draft ?? (await begun?.finish());
    dropVoiceDraft(chatId);
    return recorded;
  }

  /** What could not be sent. */
  function giveBack(recorded: Recorded): void {
    keepVoiceDraft(chatId, recorded);
    setDraft(recorded);
  }

  function cancel(): void {
    recording.current?.cancel();
    recording.current = null;
    dropVoiceDraft(chatId);
  }

  return { ...state, take, giveBack, cancel };
}

const isLongEnough = ({ blob, duration }: Recorded) => blob.size > 0 && duration >= shortestSeconds;
