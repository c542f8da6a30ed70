import { useT } from '@/shared/i18n';
import { cancelUpload, pauseUpload, resumeUpload } from '@/shared/sync/uploadStore';
import { IconButton } from '@/shared/ui/Button';
import type { UploadShown } from './useUpload';

/** Nothing to pause when it stands still already. */
export function PauseButton({ upload, className }: { upload: UploadShown; className?: string | undefined }) {
  const t = useT();
  if (upload.isFailed) return null;
  const { id, isPaused } = upload;
  return (
    <IconButton
      className={className}
      icon={isPaused ? 'play' : 'pause'}
      label={t(isPaused ? 'file.resume' : 'file.pause')}
      onClick={() => void (isPaused ? resumeUpload(id) : pauseUpload(id))}
    />
  );
}

export function CancelButton({ upload }: { upload: UploadShown }) {
  const t = useT();
  return <IconButton icon="close" label={t('file.cancel')} onClick={() => void cancelUpload(upload.id)} />;
}
