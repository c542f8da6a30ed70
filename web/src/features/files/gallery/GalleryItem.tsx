import { Link } from 'wouter';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { useUser } from '@/shared/people';
import { useSession } from '@/shared/session';
import { fullTime, shortTime } from '@/shared/time';
import type { Media } from '@/shared/types';
import { Icon } from '@/shared/ui/Icon';
import rows from '@/shared/ui/Item.module.css';
import { newVisit } from '@/shared/visit';
import VoiceMessage from '../voice/VoiceMessage';
import { FileItem } from './FileItem';
import styles from './GalleryItem.module.css';
import type { Kind } from './galleryApi';
import { LinkItem } from './LinkItem';

interface GalleryItemProps {
  chatId: string;
  kind: Kind;
  item: Media;
}

/** A file, a link or a voice message: who sent it, when, and the way to its message. */
export function GalleryItem({ chatId, kind, item }: GalleryItemProps) {
  const t = useT();
  const me = useSession((session) => session.user?.id);
  const sender = useUser(item.senderId === me ? null : item.senderId);
  const name = item.senderId === me ? t('chat.you') : (sender?.name ?? '');
  const about = (
    <span className={rows.note}>
      <bdi>{name}</bdi>
      {name && ' · '}
      <time dateTime={item.at} title={fullTime(item.at)}>
        {shortTime(item.at, new Date())}
      </time>
    </span>
  );
  return (
    <div className={styles.item}>
      {kind === 'link' && <LinkItem about={about} item={item} />}
      {kind === 'voice' && (
        <div className={styles.voice}>
          <VoiceMessage about={about} file={item.file!} message={{ chatId, ...item }} />
        </div>
      )}
      {kind === 'document' && <FileItem about={about} file={item.file!} />}
      <Link
        aria-label={`${t('gallery.show')}, ${fullTime(item.at)}`}
        className={styles.show}
        href={paths.message(chatId, item.seq)}
        state={newVisit()}
        title={t('gallery.show')}
      >
        <Icon name="chat" />
      </Link>
    </div>
  );
}
