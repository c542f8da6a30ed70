import { chatName } from '@/shared/chats';
import { useT } from '@/shared/i18n';
import type { LocalChat } from '@/shared/sync/fold';
import { Dialog } from '@/shared/ui/Dialog';

export default function ChatInfoDialog({ chat, onClose }: { chat: LocalChat; onClose: () => void }) {
  const t = useT();
  return (
    <Dialog onClose={onClose} title={chatName(chat, t)}>
      {null}
    </Dialog>
  );
}
