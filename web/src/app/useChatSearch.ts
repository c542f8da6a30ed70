import { useEffect } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { isFindKey } from '@/shared/findKey';
import { paths } from '@/shared/paths';

/** The search beside the opened chat, which stands in the address and opens with Ctrl+F or ⌘F too. */
export function useChatSearch(chatId: string | null, seq: number | null) {
  const [, navigate] = useLocation();
  const isOpen = useSearchParams()[0].has('search') && chatId !== null;

  useEffect(() => {
    const find = (event: KeyboardEvent) => {
      if (chatId === null || isOpen || !isFindKey(event)) return;
      event.preventDefault();
      navigate(paths.chatSearch(chatId));
    };
    addEventListener('keydown', find);
    return () => removeEventListener('keydown', find);
  }, [chatId, isOpen, navigate]);

  return {
    isOpen,
    close: () => {
      if (chatId === null) return;
      // The same visit: what was found stays on the screen and is not jumped to again.
      navigate(seq === null ? paths.chat(chatId) : paths.message(chatId, seq), { replace: true, state: history.state as unknown });
    },
  };
}
