import { type ClipboardEvent, type KeyboardEvent, lazy, Suspense, useEffect, useRef, useState } from 'react';
import { setDraft, useDrafts } from '@/shared/drafts';
import { useT } from '@/shared/i18n';
import { queueMessage } from '@/shared/sync/outbox';
import { sayTyping } from '@/shared/sync/signals';
import type { Message } from '@/shared/types';
import { IconButton } from '@/shared/ui/Button';
import { useToastProblem } from '@/shared/ui/Toast';
import { useVoiceDrafts } from '@/shared/voiceDrafts';
import { AttachButton } from './AttachButton';
import styles from './Composer.module.css';
import { longest, MessageField } from './MessageField';
import { ComposerContext } from './ComposerContext';
import { useConversation } from './context';
import { useEditMessage } from './messagesApi';
import { SendButton } from './SendButton';

const EmojiPicker = lazy(() => import('./EmojiPicker'));

export interface About {
  type: 'reply' | 'edit';
  message: Message;
}

interface ComposerProps {
  chatId: string;
  /** What is answered or edited. */
  about: About | null;
  onAboutDone: () => void;
  /** Arrow up in an empty field. */
  onEditLast: () => void;
  onFiles: (files: File[]) => void;
  onSent: () => void;
}

const warnFrom = 3900;

export function Composer({ chatId, about, onAboutDone, onEditLast, onFiles, onSent }: ComposerProps) {
  const t = useT();
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = useDrafts((drafts) => drafts[chatId] ?? '');
  const isEdit = about?.type === 'edit';
  const [edited, setEdited] = useState({ about, text: isEdit ? about.message.text : '' });
  const [emoji, setEmoji] = useState(false);
  const [wantsVoice, setWantsVoice] = useState(() => chatId in useVoiceDrafts.getState());
  // A correction comes between; what was said waits meanwhile.
  const isRecording = wantsVoice && !isEdit;
  const { renderRecorder } = useConversation();
  const edit = useEditMessage();
  const toastProblem = useToastProblem();

  if (edited.about !== about) setEdited({ about, text: isEdit ? about.message.text : '' });
  const text = isEdit ? edited.text : draft;
  const setText = (value: string) => (isEdit ? setEdited({ about, text: value }) : setDraft(chatId, value));

  useEffect(() => {
    // On a phone the keyboard would cover the conversation that was just opened.
    if (about !== null || matchMedia('(pointer: fine)').matches) field.current?.focus();
  }, [chatId, about, isRecording]);

  function change(value: string) {
    setText(value);
    if (!isEdit && value.trim() !== '') sayTyping(chatId);
  }

  function submit() {
    const wanted = text.trim();
    if (wanted === '') return;
    if (isEdit) {
      if (wanted !== about.message.text) edit.mutate({ chatId, seq: about.message.seq, text: wanted });
    } else {
      queueMessage({ chatId, text: wanted, ...(about && { replyTo: about.message.seq }) }).catch((error: unknown) => {
        toastProblem(error);
        if (!useDrafts.getState()[chatId]) setDraft(chatId, wanted);
      });
      setDraft(chatId, '');
      onSent();
    }
    onAboutDone();
    field.current?.focus();
  }

  function record() {
    setEmoji(false);
    setWantsVoice(true);
  }

  function voiceSent() {
    onSent();
    onAboutDone();
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey && matchMedia('(pointer: fine)').matches) {
      event.preventDefault();
      submit();
    } else if (event.key === 'Escape' && about !== null) {
      event.preventDefault();
      onAboutDone();
    } else if (event.key === 'ArrowUp' && text === '') {
      event.preventDefault();
      onEditLast();
    }
  }

  function onPaste(event: ClipboardEvent) {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    onFiles(files);
  }

  function insert(symbol: string) {
    const { selectionStart, selectionEnd } = field.current!;
    setText(text.slice(0, selectionStart) + symbol + text.slice(selectionEnd));
    setEmoji(false);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(selectionStart + symbol.length, selectionStart + symbol.length);
    });
  }

  return (
    <form
      aria-label={t('composer.form')}
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {about && <ComposerContext about={about} onCancel={onAboutDone} />}
      {isRecording && (
        <Suspense fallback={<div className={styles.line} />}>
          {renderRecorder({ chatId, replyTo: about?.message.seq, onSent: voiceSent, onClose: () => setWantsVoice(false) })}
        </Suspense>
      )}
      <div className={styles.line} hidden={isRecording}>
        <AttachButton onFiles={onFiles} />
        <MessageField onChange={change} onKeyDown={onKeyDown} onPaste={onPaste} ref={field} value={text} />
        {text.length >= warnFrom && (
          <span className={styles.left} role="status">
            {t('composer.left', { count: longest - text.length })}
          </span>
        )}
        <IconButton aria-expanded={emoji} icon="smile" label={t('emoji.title')} onClick={() => setEmoji(!emoji)} />
        <SendButton isEdit={isEdit} isEmpty={text.trim() === ''} onRecord={record} />
      </div>
      {emoji && (
        <Suspense>
          <EmojiPicker onClose={() => setEmoji(false)} onPick={insert} />
        </Suspense>
      )}
    </form>
  );
}
