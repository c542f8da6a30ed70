import { create } from 'zustand';
import type { Shot } from './shots';

/**
 * What is looked at over everything else. Kept apart from the row it was opened in: the list lets rows go when others
 * come, and the picture must stay.
 */
export const useOpened = create<{ opened: { chatId: string; shot: Shot } | null }>(() => ({ opened: null }));

export const openShot = (chatId: string, shot: Shot) => useOpened.setState({ opened: { chatId, shot } });

export const closeShot = () => useOpened.setState({ opened: null });
