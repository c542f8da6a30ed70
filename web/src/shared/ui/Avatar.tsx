import { memo } from 'react';
import styles from './Avatar.module.css';

interface AvatarProps {
  /** Chooses the colour, so that it never changes with the name. */
  id: string;
  name: string;
  src?: string | null | undefined;
  size?: number;
  online?: boolean;
}

/** Dark enough for white letters. */
const colours = ['#5a4bb8', '#86389c', '#ab3470', '#a83c34', '#8a5a14', '#2a744a', '#216e7c', '#315fa6'];

/** Decoration: the name stands beside it. */
export const Avatar = memo(function Avatar({ id, name, src, size = 48, online }: AvatarProps) {
  return (
    <span aria-hidden="true" className={styles.avatar} style={{ width: size, height: size, fontSize: size * 0.4 }}>
      {src ? (
        <img alt="" className={styles.picture} height={size} src={src} width={size} />
      ) : (
        <span className={styles.letters} style={{ background: colourOf(id) }}>
          {initials(name)}
        </span>
      )}
      {online && <span className={styles.online} />}
    </span>
  );
});

function colourOf(id: string): string {
  let sum = 0;
  for (const char of id) sum = (sum * 31 + char.charCodeAt(0)) >>> 0;
  return colours[sum % colours.length]!;
}

export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const chosen = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  return chosen.map((word) => [...word][0]!.toLocaleUpperCase()).join('');
}
