import { useQuery } from '@tanstack/react-query';
import { api } from './api';
import { queryClient } from './queryClient';
import { db } from './sync/db';
import type { User } from './types';

const userKey = (userId: string) => ['user', userId] as const;
const goodFor = 10 * 60_000;

/** Somebody's name and picture; known from this browser at once, asked for again later. */
export function useUser(userId: string | null | undefined): User | undefined {
  return useQuery({
    queryKey: userKey(userId ?? ''),
    queryFn: () => fetchUser(userId!),
    enabled: Boolean(userId),
    staleTime: goodFor,
    gcTime: Number.POSITIVE_INFINITY,
  }).data;
}

async function fetchUser(userId: string): Promise<User> {
  const database = await db();
  try {
    const user = await api.get<User>(`/users/${userId}`);
    await database.put('users', user);
    return user;
  } catch (error) {
    const known = await database.get('users', userId);
    if (known) return known;
    throw error;
  }
}

/** People that came along with something else need not be asked for one by one. */
export function knowUsers(users: readonly User[]): void {
  for (const user of users) queryClient.setQueryData(userKey(user.id), user);
}
