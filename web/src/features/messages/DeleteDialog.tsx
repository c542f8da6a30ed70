import { useT } from '@/shared/i18n';
import type { Message } from '@/shared/types';
import { Button } from '@/shared/ui/Button';
import { Dialog } from '@/shared/ui/Dialog';
import { useDeleteMessage } from './messagesApi';

export default function DeleteDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const t = useT();
  const remove = useDeleteMessage();
  return (
    <Dialog
      footer={
        <>
          <Button onClick={onClose} variant="secondary">
            {t('common.cancel')}
          </Button>
          <Button
            onClick={() => {
              remove.mutate({ chatId: message.chatId, seq: message.seq });
              onClose();
            }}
            variant="danger"
          >
            {t('common.delete')}
          </Button>
        </>
      }
      onClose={onClose}
      title={t('message.deleteTitle')}
    >
      <p>{t('message.deleteText')}</p>
    </Dialog>
  );
}
