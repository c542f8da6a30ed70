import { useT } from '@/shared/i18n';
import { IconButton } from '@/shared/ui/Button';

interface SendButtonProps {
  isEdit: boolean;
  isEmpty: boolean;
  onRecord: () => void;
}

/** With nothing written there is nothing to send, but something could be said. */
export function SendButton({ isEdit, isEmpty, onRecord }: SendButtonProps) {
  const t = useT();
  if (isEmpty && !isEdit && canRecord()) {
    // The second press of a double click on "send" is not meant for the microphone that has come in its place.
    return <IconButton icon="mic" key="record" label={t('composer.record')} onClick={(event) => event.detail < 2 && onRecord()} />;
  }
  return <IconButton disabled={isEmpty} filled icon={isEdit ? 'check' : 'send'} key="send" label={t(isEdit ? 'common.save' : 'composer.send')} type="submit" />;
}

/** Browsers give the microphone only to pages that came over https or from the same machine. */
const canRecord = () => 'MediaRecorder' in globalThis && Boolean(navigator.mediaDevices);
