import { create } from 'zustand';
import { holdPage } from './holdPage';

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

let release = () => {};

useVoiceDrafts.subscribe((drafts) => {
  release();
  release = Object.keys(drafts).length > 0 ? holdPage() : () => {};
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
