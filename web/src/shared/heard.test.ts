import { beforeEach, expect, test } from 'vitest';
import { clearHeard, keepPlace, useHeard } from './heard';

beforeEach(clearHeard);

test('the place where one stopped is kept in this browser', () => {
  keepPlace('a', 3.26);
  expect(useHeard.getState()).toEqual({ a: 3.3 });
  expect(JSON.parse(localStorage.getItem('bm-heard')!)).toEqual({ a: 3.3 });
});

test('of more than 500 the one that was heard longest ago is forgotten', () => {
  keepPlace('first', 1);
  keepPlace('second', 2);
  for (let n = 0; n < 498; n++) keepPlace(`f${n}`, 0);
  keepPlace('first', 5);
  keepPlace('new', 0);
  const heard = useHeard.getState();
  expect(Object.keys(heard)).toHaveLength(500);
  expect(heard.first).toBe(5);
  expect('second' in heard).toBe(false);
});

test('nothing is left at sign-out', () => {
  keepPlace('a', 1);
  clearHeard();
  expect(useHeard.getState()).toEqual({});
  expect(localStorage.getItem('bm-heard')).toBeNull();
});
