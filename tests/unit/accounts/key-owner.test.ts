import { describe, expect, it } from 'vitest';
import { emailOfIdentity } from '../../../src/core/accounts/key-owner.ts';

const keys = [
  { id: 'key_1', owner: 'user_1' },
  { id: 'key_2', owner: 'Bo@Example.com' },
  { id: 'key_3', owner: null },
];
const members = [
  { identity: 'user_1', email: 'Li@Example.com' },
  { identity: 'user_2', email: null },
];

describe('who is behind an identity', () => {
  it.each([
    ['Wei@Example.com', 'wei@example.com'],
    ['user_1', 'li@example.com'],
    ['key_1', 'li@example.com'],
    ['key_2', 'bo@example.com'],
    ['key_3', null],
    ['user_2', null],
    ['unknown', null],
  ])('%s is %s', (identity, email) => {
    expect(emailOfIdentity(identity, keys, members)).toBe(email);
  });
});
