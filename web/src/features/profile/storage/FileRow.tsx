import { useId } from 'react';
import { Link } from 'wouter';
import { chatName, useChats } from '@/shared/chats';
import { fileSize } from '@/shared/bytes';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { usePicture } from '@/shared/pictures';
import { shortTime } from '@/shared/time';
import type { FilePlace, FileView } from '@/shared/types';
import { Icon } from '@/shared/ui/Icon';
import { ItemTexts } from '@/shared/ui/Item';
import rows from '@/shared/ui/Item.module.css';
import { newVisit } from '@/shared/visit';
import row from './FileRow.module.css';
import styles from './Storage.module.css';

interface FileRowProps {
  file: FileView;
  places: FilePlace[];
  isInUse: boolean;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
}

/** A file, how large it is, and where it is shown. */
export function FileRow({ file, places, isInUse, isChosen, onChoose }: FileRowProps) {
  const t = useT();
  const id = useId();
  return (
    <li className={row.file}>
      <label className={`${rows.row} ${row.choice}`}>
        <input aria-describedby={id} checked={isChosen} onChange={(event) => onChoose(event.target.checked)} type="checkbox" />
        <Picture file={file} />
        <ItemTexts name={file.name} />
        <span className={styles.size}>{fileSize(file.size)}</span>
      </label>
      <p className={row.where} id={id}>
        <time dateTime={file.createdAt}>{shortTime(file.createdAt, new Date())}</time>
        {' · '}
        {file.status === 'uploading' ? t('storage.unfinished') : <Where isInUse={isInUse} places={places} />}
      </p>
    </li>
  );
}

function Picture({ file }: { file: FileView }) {
  const src = usePicture(file.hasThumbnail ? file.id : null);
  return (
    <span className={row.picture}>
      {src ? <img alt="" src={src} /> : <Icon name={file.kind === 'photo' ? 'image' : file.kind === 'document' ? 'file' : 'play'} size={20} />}
    </span>
  );
}

function Where({ places, isInUse }: { places: FilePlace[]; isInUse: boolean }) {
  const t = useT();
  const chats = useChats();
  const [first] = places;
  if (first === undefined) return t(isInUse ? 'storage.photo' : 'storage.unused');
  const seen = places.find(({ chatId }) => chats?.[chatId] !== undefined);
  if (seen === undefined) return t('storage.inLeftChat');
  const chat = chats![seen.chatId]!;
  return (
    <>
      <Link href={paths.message(seen.chatId, seen.seq)} state={newVisit()}>
        {t('storage.shownIn', { chat: chatName(chat, t) })}
      </Link>
      {places.length > 1 && ` ${t('storage.andMore', { count: places.length - 1 })}`}
    </>
  );
}
