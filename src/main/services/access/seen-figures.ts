import { type Context, settingOf } from '../context.ts';

/** Whether whoever asks sees verdicts: owners do, managers where that is set. */
export function seesVerdicts(context: Context): boolean {
  const { access } = context;
  if (access === null || access.level === 'owner') return true;
  return access.level === 'manager' && settingOf(context, 'access.manager-verdicts') === 'on';
}

/** Whether whoever asks sees what people cost: owners alone. */
export const seesCosts = ({ access }: Pick<Context, 'access'>): boolean =>
  access === null || access.level === 'owner';
