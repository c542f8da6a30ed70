import type { Chat, Member, Role } from '@/shared/types';

/** The server's own rules, so that nothing is offered that it would refuse. */

const rank: Record<Role, number> = { owner: 3, admin: 2, member: 1, reader: 0 };

type Room = Pick<Chat, 'type' | 'role'>;

/** Owners and admins change the chat and bring people in. A personal chat has nobody above the other. */
export const mayManage = (chat: Room) => chat.type !== 'personal' && rank[chat.role] >= rank.admin;

export const mayDelete = (chat: Room) => chat.type !== 'personal' && chat.role === 'owner';

export const mayLeave = (chat: Room) => chat.type !== 'personal';

/** Only those who rank below. */
export const mayRemove = (chat: Room, member: Pick<Member, 'role'>) => mayManage(chat) && rank[member.role] < rank[chat.role];

/** What a member may be made: nobody gives or takes a role above their own. */
export function rolesFor(chat: Room, member: Pick<Member, 'role'>): Role[] {
  if (!mayManage(chat) || rank[member.role] > rank[chat.role]) return [];
  const roles: Role[] = chat.type === 'channel' ? ['owner', 'admin', 'reader'] : ['owner', 'admin', 'member', 'reader'];
  return roles.filter((role) => role !== member.role && rank[role] <= rank[chat.role]);
}
