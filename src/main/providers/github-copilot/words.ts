import { Failure } from '../../../core/failure.ts';
import type { ProviderContext } from '../provider.ts';

export const COPILOT = 'GitHub';
export const TOOL = 'GitHub Copilot';

/** The organization's login as a part of a path; throws `Failure('organization_missing')` without one. */
export function organizationOf({ settings }: ProviderContext): string {
  if (settings.organization !== null && settings.organization !== '')
    return encodeURIComponent(settings.organization);
  throw new Failure(
    'organization_missing',
    'This account needs the name of your GitHub organization, as in github.com/NAME.',
    { provider: COPILOT, plan: 'ask' },
  );
}
