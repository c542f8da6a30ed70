import { useEffect, useState } from 'react';
import { useLive } from '@/shared/sync/live';

export type Connection = 'online' | 'connecting' | 'reconnecting' | 'offline';

/** A short break is nobody's business. */
const patience = 1_000;

export function useConnection(): Connection {
  const status = useLive((live) => live.status);
  const wasLive = useLive((live) => live.wasLive);
  const hasNetwork = useHasNetwork();
  const now: Connection = status === 'live' ? 'online' : !hasNetwork ? 'offline' : wasLive ? 'reconnecting' : 'connecting';
  return useSettled(now);
}

function useSettled(now: Connection): Connection {
  const [settled, setSettled] = useState<Connection>('online');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(now), now === 'online' ? 0 : patience);
    return () => clearTimeout(timer);
  }, [now]);
  return settled;
}

function useHasNetwork(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    addEventListener('online', look);
    addEventListener('offline', look);
    return () => {
      removeEventListener('online', look);
      removeEventListener('offline', look);
    };
  }, []);
  return online;
}
