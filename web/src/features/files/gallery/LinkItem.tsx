import type { ReactNode } from 'react';
import type { Media } from '@/shared/types';
import { Icon } from '@/shared/ui/Icon';
import rows from '@/shared/ui/Item.module.css';
import styles from './GalleryItem.module.css';

/** The addresses of a message, and what was said with them. */
export function LinkItem({ item, about }: { item: Media; about: ReactNode }) {
  const addresses = item.addresses ?? [];
  const words = item.text ?? '';
  return (
    <div className={rows.row}>
      <span className={rows.icon}>
        <Icon name="link" />
      </span>
      <span className={rows.texts}>
        {addresses.map((address) => (
          <a className={styles.address} data-item dir="ltr" href={address} key={address} rel="noopener noreferrer" target="_blank" title={address}>
            {shortened(address)}
          </a>
        ))}
        {words.trim() !== addresses[0] && (
          <span className={styles.words} dir="auto">
            {words}
          </span>
        )}
        {about}
      </span>
    </div>
  );
}

/** The host says most; the way of transport nothing. */
const shortened = (address: string) => address.replace(/^https?:\/\//iu, '').replace(/\/$/u, '');
