import type { User } from '@/shared/types';
import { FileAvatar } from '@/shared/ui/FileAvatar';
import { ItemTexts } from '@/shared/ui/Item';
import rows from '@/shared/ui/Item.module.css';
import styles from './People.module.css';

/** Picture, name and handle of somebody in a list. */
export function PersonTexts({ person, note }: { person: User; note?: string | undefined }) {
  const second = note ?? (person.handle ? `@${person.handle}` : null);
  return (
    <>
      <FileAvatar id={person.id} name={person.name} photoFileId={person.photoFileId} size={42} />
      <ItemTexts name={person.name}>{second && <span className={`${rows.note} ${styles.note}`}>{second}</span>}</ItemTexts>
    </>
  );
}
