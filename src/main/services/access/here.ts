import type { accessUnlock, HereDoc } from '../../../contract/access.ts';
import type { InputOf } from '../../../contract/request.ts';
import { systemUser } from '../../system-user.ts';
import { type Context, settingOf } from '../context.ts';
import { isPersonBook } from '../packets/installation.ts';
import { unlockHolder } from './admit.ts';
import { holdersOf } from './holder.ts';
import { seesCosts, seesVerdicts } from './seen-figures.ts';

/** Who sits at the window, and who may unlock it: names alone, since nobody may have sat down yet. */
export function showHere(context: Context): HereDoc {
  const { access } = context;
  const holders = holdersOf(context);
  return {
    state: holders.length === 0 ? 'open' : access ? 'in' : 'locked',
    company: settingOf(context, 'company.name'),
    mode: isPersonBook(context.book) ? 'person' : 'office',
    who: access,
    hides: {
      verdicts: !seesVerdicts(context),
      costs: !seesCosts(context),
    },
    holders: holders.map(({ email, name, verifier, osUser }) => ({
      email,
      name,
      unlock: verifier !== null ? 'passphrase' : osUser !== null ? 'os-user' : 'none',
      isHere: verifier !== null || osUser === systemUser(),
    })),
  };
}

/** Sits down; main remembers it for the requests that follow. */
export function unlockHere(
  context: Context,
  { email, passphrase }: InputOf<typeof accessUnlock>,
): HereDoc {
  return showHere(unlockHolder(context, email, passphrase).sits);
}
