/** A member and a key as an account lists them; shapes shared with the adapters. */
export type OwnedKey = { readonly id: string; readonly owner: string | null };
export type NamedMember = { readonly identity: string; readonly email: string | null };

/**
 * The e-mail address behind an identity: its own where it is one, the member's, or the owner's of
 * the key that it names; `null` where the account does not tell. It is a suggestion: an assignment
 * that a person made goes before it.
 */
export function emailOfIdentity(
  identity: string,
  keys: readonly OwnedKey[],
  members: readonly NamedMember[],
): string | null {
  if (identity.includes('@')) return identity.toLowerCase();
  const owner = keys.find((key) => key.id === identity)?.owner ?? identity;
  if (owner.includes('@')) return owner.toLowerCase();
  return members.find((member) => member.identity === owner)?.email?.toLowerCase() ?? null;
}
