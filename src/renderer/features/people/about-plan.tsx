import { useTranslation } from 'react-i18next';
import type { KnownPlan } from '../../../contract/company.ts';
import { useFormats } from '../../ui/format.ts';

/** What our list says of a plan, where and when it was read, and its seats against the people. */
export function AboutPlan({
  plan,
  people,
  seats,
}: {
  readonly plan: KnownPlan;
  readonly people: number;
  readonly seats: number;
}) {
  const { t } = useTranslation('people');
  const formats = useFormats();
  const all = plan.seats + seats;
  return (
    <p className="dim" style={{ margin: '6px 0 0' }}>
      {formats.sentences(
        t('plan.listed', { source: plan.source, day: formats.day(plan.sourceDate) }),
        t('plan.covers', { tools: formats.list(plan.covers) }),
        t('plan.held', { count: plan.seats, seats: plan.seats, people }),
        all > people && t('plan.more', { count: all, seats: all, people }),
        all < plan.minimum && t('plan.minimum', { count: plan.minimum }),
      )}
    </p>
  );
}
