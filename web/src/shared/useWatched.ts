import { useEffect } from 'react';
import { watch } from './sync/signals';

/** Keeps these people's presence coming while the component is shown. */
export function useWatched(userIds: readonly string[]): void {
  const key = userIds.toSorted().join(' ');
  useEffect(() => (key === '' ? undefined : watch(key.split(' '))), [key]);
}
