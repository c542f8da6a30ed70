import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef, useState } from 'react';
import { useT } from '../i18n';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { Icon } from '../ui/Icon';
import { centred, maxZoom, moved, sideOf, zoomed } from './crop';
import styles from './CropDialog.module.css';
import { cut, draw } from './render';
import { uploadPhoto } from './uploadPhoto';

interface CropDialogProps {
  picture: ImageBitmap;
  onClose: () => void;
  /** Makes the uploaded file the photo of whatever it is for. */
  onUploaded: (fileId: string) => Promise<void>;
}

const shownSide = 560;
const keyStep = 0.05;

/** Drag, pinch wheel, slider or arrow keys choose the square. */
export default function CropDialog({ picture, onClose, onUploaded }: CropDialogProps) {
  const t = useT();
  const canvas = useRef<HTMLCanvasElement>(null);
  const from = useRef<{ x: number; y: number } | null>(null);
  const [crop, setCrop] = useState(() => centred(picture));
  const ended = useRef<AbortController>(null);
  const helpId = useId();

  useEffect(() => draw(canvas.current!, picture, crop), [picture, crop]);
  useEffect(() => () => ended.current?.abort(), []);

  /** One pixel of the screen in pixels of the picture. */
  const scale = () => sideOf(picture, crop) / canvas.current!.getBoundingClientRect().width;

  function drag(event: PointerEvent) {
    if (from.current === null) return;
    const { x, y } = from.current;
    from.current = { x: event.clientX, y: event.clientY };
    setCrop(moved(picture, crop, (x - event.clientX) * scale(), (y - event.clientY) * scale()));
  }

  function key(event: KeyboardEvent) {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step) return;
    event.preventDefault();
    const length = sideOf(picture, crop) * keyStep;
    setCrop(moved(picture, crop, step[0]! * length, step[1]! * length));
  }

  async function save() {
    ended.current = new AbortController();
    await onUploaded(await uploadPhoto(await cut(picture, crop), ended.current.signal));
  }

  return (
    <ConfirmDialog action={t('photo.set')} onClose={onClose} onConfirm={save} title={t('photo.crop')}>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- An application is interactive. */}
      <div
        aria-describedby={helpId}
        aria-label={t('photo.area')}
        className={styles.area}
        onKeyDown={key}
        onPointerCancel={() => (from.current = null)}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          from.current = { x: event.clientX, y: event.clientY };
        }}
        onPointerMove={drag}
        onPointerUp={() => (from.current = null)}
        onWheel={(event) => setCrop(zoomed(picture, crop, crop.zoom * (event.deltaY < 0 ? 1.1 : 1 / 1.1)))}
        role="application"
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- The arrow keys move the picture.
        tabIndex={0}
      >
        <canvas className={styles.canvas} height={shownSide} ref={canvas} width={shownSide} />
        <span className={styles.circle} />
      </div>
      <p className={styles.help} id={helpId}>
        {t('photo.help')}
      </p>
      <label className={styles.zoom}>
        <span className="visually-hidden">{t('photo.zoom')}</span>
        <Icon name="minus" />
        <input
          max={maxZoom}
          min={1}
          onChange={(event) => setCrop(zoomed(picture, crop, event.target.valueAsNumber))}
          step={0.05}
          type="range"
          value={crop.zoom}
        />
        <Icon name="plus" />
      </label>
    </ConfirmDialog>
  );
}
