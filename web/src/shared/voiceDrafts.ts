import { create } from 'zustand';

/** A recorded voice message that is not sent yet. */
export interface Recorded {
  blob: Blob;
  /** Seconds, as measured: the recorder's own file does not say. */
  duration: number;
  /** Format in docs/files.md. */
  waveform: string;
}

/** By chat: what was being recorded when one left it. In memory, so a reload asks before it is lost. */
export const useVoiceDrafts = create<Record<string, Recorded>>(() => ({}));

/** The same function each time, so that it is added only once. */
export const askBeforeLeaving = (event: Event) => event.preventDefault();

useVoiceDrafts.subscribe((drafts) => {
  if (Object.keys(drafts).length > 0) addEventListener('beforeunload', askBeforeLeaving);
  else removeEventListener('beforeunload', askBeforeLeaving);
});

export function keepVoiceDraft(chatId: string, recorded: Recorded): void {
  useVoiceDrafts.setState({ [chatId]: recorded });
}

export function dropVoiceDraft(chatId: string): void {
  const { [chatId]: _gone, ...others } = useVoiceDrafts.getState();
  useVoiceDrafts.setState(others, true);
}

export function clearVoiceDrafts(): void {
  useVoiceDrafts.setState({}, true);
}
