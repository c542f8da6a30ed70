import { useEffect, useRef, useState } from 'react';
import { fileLink, usePicture } from '@/shared/pictures';
import type { FileView } from '@/shared/types';
import { Spinner } from '@/shared/ui/Spinner';
import styles from '../Lightbox.module.css';

/** In a row without a frame in between; then it is the film that cannot be played. */
const tries = 2;

/** A film with the browser's own controls. */
export function VideoStage({ file }: { file: FileView }) {
  const poster = usePicture(file.hasThumbnail ? file.id : null);
  const video = useRef<HTMLVideoElement>(null);
  const [asked, setAsked] = useState(0);
  const [url, setUrl] = useState<string | null>(null);
  const place = useRef({ at: 0, isOn: true, failures: 0 });

  useEffect(() => {
    let isMounted = true;
    void fileLink(file.id).then((link) => isMounted && setUrl(link), () => {});
    return () => {
      isMounted = false;
    };
  }, [file.id, asked]);

  // An address lasts for a minute and a film for longer: where it breaks off it goes on with a new one.
  function renew() {
    const { currentTime, paused } = video.current!;
    place.current = { at: currentTime || place.current.at, isOn: !paused, failures: place.current.failures + 1 };
    if (place.current.failures <= tries) setAsked((count) => count + 1);
  }

  function goOn() {
    const held = video.current!;
    if (place.current.at > 0) held.currentTime = place.current.at;
    // A browser may wait for a press first.
    if (place.current.isOn) void held.play().catch(() => {});
  }

  return (
    <div className={styles.stage}>
      {url === null ? (
        <Spinner />
      ) : (
        // Whoever sent it has written no captions.
        // eslint-disable-next-line jsx-a11y/media-has-caption
        <video
          aria-label={file.name}
          className={styles.video}
          controls
          height={file.height ?? undefined}
          onError={renew}
          onLoadedMetadata={goOn}
          onTimeUpdate={() => {
            place.current.failures = 0;
          }}
          playsInline
          poster={poster ?? undefined}
          ref={video}
          src={url}
          width={file.width ?? undefined}
        />
      )}
    </div>
  );
}
