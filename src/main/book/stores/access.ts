import type { AccessLevel } from '../../../core/access/rights.ts';
import { optional, type RowOf, text, whole, word } from '../columns.ts';
import { change, rows, sql } from '../statement.ts';

const holder = {
  email: text,
  name: text,
  level: word<AccessLevel>(),
  team: optional(text),
  osUser: optional(text),
  givenBy: optional(text),
  verifier: optional(text),
  fromAt: text,
  toAt: optional(text),
  misses: whole,
  lockedUntil: optional(text),
};
export type HeldAccess = RowOf<typeof holder>;

/** Who has access to the company's book. */
export const access = {
  all: rows(
    holder,
    () => sql`
      SELECT email, name, level, team, os_user AS osUser, given_by AS givenBy, verifier, from_at AS fromAt,
        to_at AS toAt, misses, locked_until AS lockedUntil FROM access ORDER BY name, email`,
  ),
  set: change(
    (to: Omit<HeldAccess, 'verifier' | 'toAt' | 'misses' | 'lockedUntil'>) => sql`
      INSERT INTO access (email, name, level, team, os_user, given_by, from_at)
      VALUES (${to.email}, ${to.name}, ${to.level}, ${to.team}, ${to.osUser}, ${to.givenBy}, ${to.fromAt})
      ON CONFLICT DO UPDATE SET name = excluded.name, level = excluded.level, team = excluded.team,
        os_user = coalesce(excluded.os_user, os_user), given_by = excluded.given_by, to_at = NULL`,
  ),
  setVerifier: change(
    (email: string, verifier: string) => sql`
      UPDATE access SET verifier = ${verifier}, misses = 0, locked_until = NULL WHERE email = ${email}`,
  ),
  end: change(
    (email: string, at: string) => sql`UPDATE access SET to_at = ${at} WHERE email = ${email}`,
  ),
  miss: change(
    (email: string, misses: number, lockedUntil: string | null) => sql`
      UPDATE access SET misses = ${misses}, locked_until = ${lockedUntil} WHERE email = ${email}`,
  ),
};
