import { userInfo } from 'node:os';

/** Who is logged in to this computer, for the trail of changes; `unknown` where the system does not say. */
export function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
