import { Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { packetsWaiting, pairList } from '../../../contract/packets.ts';
import { useAnswer } from '../../ask.ts';
import { goTo, hrefOf, useRoute } from '../../route.ts';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { RunningWork } from '../../ui/running-work.tsx';
import { useDroppedFiles } from '../../ui/use-dropped-files.ts';
import './mine.css';
import { isPacket, useAskedPackets, usePacketFiles } from '../../ui/packet-files.ts';
import { isInvitation, useInvitation } from '../join/invitation.ts';
import { ownGroups, ownScreens } from './own-screens.ts';

/** The rooms of a person's own book: what is theirs, and what goes to the office and comes from it. */
export function PersonRooms({ company }: { readonly company: string }) {
  const { t } = useTranslation(['mine', 'shell']);
  const route = useRoute();
  const pairings = useAnswer(pairList, {});
  const isPaired = pairings.data?.pairings.some(({ state }) => state === 'confirmed') ?? true;
  const asked = ownScreens.find(({ id }) => id === route.screen);
  const first = ownScreens.find(({ id }) => id === (isPaired ? 'mine' : 'packets'));
  const screen = asked ?? first;
  useEffect(() => {
    if (!asked && first && pairings.data) goTo(first.id);
  }, [asked, first, pairings.data]);
  useAskedPackets(showPackets);
  const isOver = useDroppedFiles((files) => {
    const invitation = files.find(isInvitation);
    if (invitation !== undefined) return useInvitation.setState({ file: invitation });
    const packets = files.filter(isPacket);
    if (packets.length === 0) return;
    usePacketFiles.setState({ files: packets });
    showPackets();
  });
  if (!screen) return null;
  return (
    <div className="house">
      <button
        type="button"
        className="skip"
        onClick={() => document.getElementById('main')?.focus()}
      >
        {t('shell:nav.skip')}
      </button>
      <OwnRail company={company} at={screen.id} />
      <main key={screen.id} id="main" tabIndex={-1}>
        <Suspense fallback={<PageSkeleton />}>
          <screen.view />
        </Suspense>
      </main>
      {isOver && (
        <p className="drop-hint" role="status">
          {t('drop')}
        </p>
      )}
    </div>
  );
}

const showPackets = (): void => goTo('packets');

function OwnRail({ company, at }: { readonly company: string; readonly at: string }) {
  const { t } = useTranslation(['mine', 'shell']);
  const waiting = useAnswer(packetsWaiting, {}).data?.messages.length ?? 0;
  return (
    <nav aria-label={t('shell:nav.label')}>
      <div className="who" title={company}>
        <span className="mark" aria-hidden="true">
          {[...company][0] ?? ''}
        </span>
        <strong>{company}</strong>
      </div>
      {ownGroups.map((group) => (
        <div key={group.id} className="nav-group">
          {group.id !== 'month' && <p>{t(`nav.group.${group.id}`)}</p>}
          {group.screens.map(({ id, icon: Icon }) => {
            const count = id === 'packets' ? waiting : 0;
            return (
              <a
                key={id}
                href={hrefOf(id)}
                aria-current={id === at ? 'page' : undefined}
                title={count > 0 ? t('shell:nav.waiting', { count }) : t(`nav.${id}`)}
              >
                <Icon size={16} stroke={1.75} />
                <span className="label">{t(`nav.${id}`)}</span>
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
