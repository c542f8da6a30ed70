import { useT } from '@/shared/i18n';
import { Dialog } from '@/shared/ui/Dialog';

export default function NewChatDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  return (
    <Dialog onClose={onClose} title={t('chats.new')}>
      {null}
    </Dialog>
  );
}
