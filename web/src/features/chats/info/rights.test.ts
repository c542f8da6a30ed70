import { expect, test } from 'vitest';
import type { ChatType, Role } from '@/shared/types';
import { mayDelete, mayLeave, mayManage, mayRemove, rolesFor } from './rights';

const room = (role: Role, type: ChatType = 'group') => ({ role, type });

test.each([
  ['owner', true, true],
  ['admin', true, false],
  ['member', false, false],
  ['reader', false, false],
] as const)('in a group %s manages: %s, deletes: %s', (role, manages, deletes) => {
  expect(mayManage(room(role))).toBe(manages);
  expect(mayDelete(room(role))).toBe(deletes);
});

test('a personal chat cannot be managed, left or deleted', () => {
  const personal = room('owner', 'personal');
  expect([mayManage(personal), mayDelete(personal), mayLeave(personal)]).toEqual([false, false, false]);
});

test.each([
  ['owner', ['admin', 'member', 'reader']],
  ['admin', ['member', 'reader']],
  ['member', []],
] as const)('%s removes whoever ranks below', (role, expected) => {
  const all: Role[] = ['owner', 'admin', 'member', 'reader'];
  expect(all.filter((other) => mayRemove(room(role), { role: other }))).toEqual(expected);
});

test('nobody gives or takes a role above their own', () => {
  expect(rolesFor(room('owner'), { role: 'member' })).toEqual(['owner', 'admin', 'reader']);
  expect(rolesFor(room('admin'), { role: 'member' })).toEqual(['admin', 'reader']);
  expect(rolesFor(room('admin'), { role: 'owner' })).toEqual([]);
  expect(rolesFor(room('member'), { role: 'reader' })).toEqual([]);
  expect(rolesFor(room('owner', 'channel'), { role: 'reader' })).toEqual(['owner', 'admin']);
});
