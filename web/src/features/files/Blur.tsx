import { useEffect, useRef } from 'react';
import styles from './Attachments.module.css';

/** A few bytes of colour that stand for the picture until it is here. */
export function Blur({ hash }: { hash: string }) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = ref.current;
    void import('thumbhash').then(({ thumbHashToRGBA }) => {
      try {
        const { w, h, rgba } = thumbHashToRGBA(Uint8Array.from(atob(hash), (char) => char.charCodeAt(0)));
        const context = canvas?.getContext('2d');
        if (!canvas || !context) return;
        Object.assign(canvas, { width: w, height: h });
        context.putImageData(new ImageData(new Uint8ClampedArray(rgba), w, h), 0, 0);
      } catch {
        // Somebody else's client may have put anything there; the box stays plain.
      }
    });
  }, [hash]);
  return <canvas aria-hidden="true" className={styles.blur} ref={ref} />;
}
