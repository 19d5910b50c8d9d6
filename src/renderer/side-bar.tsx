import { useTranslation } from 'react-i18next';
import { topUpList } from '../contract/allowances.ts';
import { claimsWaiting } from '../contract/claims.ts';
import { invoicesAttention } from '../contract/invoices.ts';
import { overviewMonth } from '../contract/month.ts';
import { signalsMonth } from '../contract/signals.ts';
import { useAnswer } from './ask.ts';
import { WhoSits } from './features/access/who-sits.tsx';
import { useMay } from './here.ts';
import { groups, isScreenFor, screenName } from './navigation.tsx';
import { hrefOf, type Route } from './route.ts';
import { useAfterPaint } from './ui/after-paint.ts';
import { useMonth } from './ui/page.tsx';
import { RunningWork } from './ui/running-work.tsx';

/** The navigation in groups: each line with its icon, and what waits there for a person. */
export function SideBar({ company, route }: { readonly company: string; readonly route: Route }) {
  const { t } = useTranslation();
  const counts = useWaiting();
  const may = useMay();
  const theirs = groups
    .map((group) => ({
      ...group,
      entries: group.entries.filter(({ screen }) => isScreenFor(screen, may)),
    }))
    .filter(({ entries }) => entries.length > 0);
  const isAt = (screen: string, key: string | undefined): boolean =>
    route.screen === screen &&
    (key === undefined ? !(screen === 'people' && route.key === 'plans') : route.key === key);
  return (
    <nav aria-label={t('nav.label')}>
      <div className="who" title={company}>
        <span className="mark" aria-hidden="true">
          {[...company][0] ?? ''}
        </span>
        <strong>{company}</strong>
      </div>
      <WhoSits />
      {theirs.map((group) => (
        <div key={group.id} className="nav-group">
          {group.id !== 'start' && <p>{t(`nav.group.${group.id}`)}</p>}
          {group.entries.map(({ id, screen, key, icon: Icon }) => {
            const count = counts[id] ?? 0;
            return (
              <a
                key={id}
                href={hrefOf(screen, key)}
                aria-current={isAt(screen, key) ? 'page' : undefined}
                title={count > 0 ? t('nav.waiting', { count }) : screenName(t, id)}
              >
                <Icon size={16} stroke={1.75} />
                <span className="label">{screenName(t, id)}</span>
                {count > 0 && (
                  <span className="count" aria-hidden="true">
                    {count}
                  </span>
                )}
              </a>
            );
          })}
        </div>
      ))}
      <RunningWork />
    </nav>
  );
}

/** Work that waits, never news; what takes long to find is shown once a screen has asked for it. */
function useWaiting(): Readonly<Record<string, number | undefined>> {
  const month = useMonth();
  const isPainted = useAfterPaint(true);
  const asked = { month: month ?? '2026-01' };
  const isAsked = isPainted && month !== null;
  const invoices = useAnswer(invoicesAttention, asked, isAsked).data;
  const overview = useAnswer(overviewMonth, { ...asked, withSignals: false }, false).data;
  return {
    claims: useAnswer(claimsWaiting, {}, isPainted).data?.count,
    allowances: useAnswer(topUpList, { state: 'asked' }, isPainted).data?.topUps.length,
    signals: useAnswer(signalsMonth, asked, false).data?.signals.length,
    invoices: invoices?.waiting,
    reconciliation: invoices?.unexplained.length,
    rates: overview?.waitingForRate.reduce((sum, one) => sum + one.count, 0),
  };
}
