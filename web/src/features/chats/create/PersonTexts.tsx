import type { User } from '@/shared/types';
import { FileAvatar } from '@/shared/ui/FileAvatar';
import styles from './People.module.css';

/** Picture, name and handle of somebody in a list. */
export function PersonTexts({ person, note }: { person: User; note?: string | undefined }) {
  const second = note ?? (person.handle ? `@${person.handle}` : null);
  return (
    <>
      <FileAvatar id={person.id} name={person.name} photoFileId={person.photoFileId} size={42} />
      <span className={styles.texts}>
        <bdi className={styles.name}>{person.name}</bdi>
        {second && <span className={styles.note}>{second}</span>}
      </span>
    </>
  );
}
