import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { exportJWK, generateKeyPair } from 'jose';

/** An installation's private keys: the Ed25519 scalar that signs (base64url) and the age identity that opens. */
export type PrivateKeys = {
  readonly v: 1;
  readonly sign: string;
  readonly age: string;
};

export type PublicKeys = { readonly sign: string; readonly age: string };

/** Makes the keys of a new installation. */
export async function makeKeys(): Promise<{ secret: PrivateKeys; open: PublicKeys }> {
  const pair = await generateKeyPair('Ed25519', { extractable: true });
  const jwk = await exportJWK(pair.privateKey);
  const age = await generateX25519Identity();
  return {
    secret: { v: 1, sign: jwk.d ?? '', age },
    open: { sign: jwk.x ?? '', age: await identityToRecipient(age) },
  };
}
