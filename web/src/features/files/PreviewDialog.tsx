import { useEffect, useMemo, useRef, useState } from 'react';
import { fileSize } from '@/shared/bytes';
import { holdPage } from '@/shared/holdPage';
import { useT } from '@/shared/i18n';
import { queueMessage } from '@/shared/sync/outbox';
import { Button, IconButton } from '@/shared/ui/Button';
import { Dialog, DialogButtons } from '@/shared/ui/Dialog';
import { Icon } from '@/shared/ui/Icon';
import { ItemTexts } from '@/shared/ui/Item';
import rows from '@/shared/ui/Item.module.css';
import { TextField } from '@/shared/ui/TextField';
import { useToastProblem } from '@/shared/ui/Toast';
import { fileIcon } from './fileType';
import { isPicture, isVideo, prepare } from './prepare/prepare';
import styles from './PreviewDialog.module.css';

interface PreviewDialogProps {
  chatId: string;
  files: File[];
  replyTo: number | undefined;
  onSent: () => void;
  onClose: () => void;
}

/** More than this go as several messages. */
const filesAtOnce = 10;

/** What is about to be sent, before it is. */
export default function PreviewDialog({ chatId, files, replyTo, onSent, onClose }: PreviewDialogProps) {
  const t = useT();
  const [chosen, setChosen] = useState(files);
  const [asFiles, setAsFiles] = useState(false);
  const [caption, setCaption] = useState('');
  const [busy, setBusy] = useState(false);
  const isGivenUp = useRef(false);
  const toastProblem = useToastProblem();

  async function send() {
    setBusy(true);
    const release = holdPage();
    try {
      if (await queue()) onSent();
      onClose();
    } catch (error) {
      toastProblem(error);
      setBusy(false);
    } finally {
      release();
    }
  }

  /** False when it was given up. Whoever goes to another chat meanwhile has not given it up. */
  async function queue(): Promise<boolean> {
    const uploads = [];
    // One after the other: unpacked pictures take much memory.
    for (const file of chosen) {
      uploads.push(await prepare(file, asFiles));
      if (isGivenUp.current) return false;
    }
    for (let from = 0; from < uploads.length; from += filesAtOnce) {
      const isFirst = from === 0;
      await queueMessage({
        chatId,
        text: isFirst ? caption.trim() : '',
        uploads: uploads.slice(from, from + filesAtOnce),
        ...(isFirst && replyTo !== undefined && { replyTo }),
      });
      // Another try begins with what is left.
      setChosen(chosen.slice(from + filesAtOnce));
      setCaption('');
    }
    return true;
  }

  function giveUp() {
    isGivenUp.current = true;
    onClose();
  }

  function remove(file: File) {
    const left = chosen.filter((other) => other !== file);
    if (left.length === 0) onClose();
    setChosen(left);
  }

  return (
    <Dialog
      footer={
        <DialogButtons leave={t('common.cancel')} onLeave={giveUp}>
          <Button busy={busy} form="preview" icon="send" type="submit">
            {t('composer.send')}
          </Button>
        </DialogButtons>
      }
      onClose={giveUp}
      title={t('file.sendTitle', { count: chosen.length })}
    >
      <ul className={styles.files}>
        {chosen.map((file, index) => (
          <Preview asFile={asFiles} file={file} key={index} onRemove={busy ? undefined : () => remove(file)} />
        ))}
      </ul>
      <form
        className={styles.form}
        id="preview"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {chosen.some(isSeen) && (
          <label className={styles.option}>
            <input checked={asFiles} onChange={(event) => setAsFiles(event.target.checked)} type="checkbox" />
            {t('file.asFiles')}
          </label>
        )}
        <TextField autoComplete="off" data-autofocus label={t('file.caption')} maxLength={4096} onChange={(event) => setCaption(event.target.value)} value={caption} />
      </form>
    </Dialog>
  );
}

const isSeen = (file: File) => isPicture(file) || isVideo(file);

function Preview({ file, asFile, onRemove }: { file: File; asFile: boolean; onRemove: (() => void) | undefined }) {
  const t = useT();
  const [failed, setFailed] = useState(false);
  const url = useMemo(() => (isSeen(file) ? URL.createObjectURL(file) : null), [file]);
  useEffect(() => () => (url ? URL.revokeObjectURL(url) : undefined), [url]);
  const isShown = url !== null && !asFile && !failed;
  return (
    <li className={isShown ? styles.picture : styles.file}>
      {!isShown && <Icon name={fileIcon({ name: file.name, contentType: file.type })} size={30} />}
      {isShown && isPicture(file) && <img alt={file.name} onError={() => setFailed(true)} src={url} />}
      {isShown && isVideo(file) && <video aria-label={file.name} muted onError={() => setFailed(true)} playsInline preload="metadata" src={url} />}
      {!isShown && (
        <ItemTexts name={file.name}>
          <span className={rows.note}>{fileSize(file.size)}</span>
        </ItemTexts>
      )}
      {onRemove && <IconButton className={styles.remove} icon="close" label={t('file.remove', { name: file.name })} onClick={onRemove} />}
    </li>
  );
}
