import { QueryClient } from '@tanstack/react-query';
import { Problem } from './problem';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // The socket tells what changed; a window that gets the focus has missed nothing.
      refetchOnWindowFocus: false,
      networkMode: 'always',
      retry: (failures, error) => failures < 3 && error instanceof Problem && error.passing && error.status !== 0,
    },
    mutations: { networkMode: 'always' },
  },
});

// The sync engine fills these two and keeps them true; nothing has to be asked for again.
queryClient.setQueryDefaults(['chats'], { staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY });
queryClient.setQueryDefaults(['log'], { staleTime: Number.POSITIVE_INFINITY, gcTime: 10 * 60_000 });
