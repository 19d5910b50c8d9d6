import { useTranslation } from 'react-i18next';
import { pairList } from '../../../contract/packets.ts';
import { useAnswer } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { SharedFolder } from '../pairing/shared-folder.tsx';
import { OwnPage } from './own-page.tsx';
import { PairingSteps } from './pairing-steps.tsx';
import { SendPart } from './send-part.tsx';
import { TakePart } from './take-part.tsx';

/** What goes to the office and comes from it: pairing, sending, taking, and the folder between the two. */
export function WithOffice() {
  const { t } = useTranslation('mine');
  const formats = useFormats();
  const answer = useAnswer(pairList, {});
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <OwnPage title={t('nav.packets')} isLoading />;
  const { pairings, self } = answer.data;
  const office = pairings.find(({ state }) => state !== 'revoked') ?? pairings[0];
  if (!office || !self) return <OwnPage title={t('nav.packets')} answer={t('office.none')} />;
  const state =
    office.state === 'confirmed' || office.state === 'revoked' ? office.state : 'joined';
  return (
    <OwnPage
      title={t('nav.packets')}
      answer={t(`office.${state}`, {
        device: self.device ?? '',
        heard: office.lastHeard === null ? t('office.never') : formats.instant(office.lastHeard),
        day: office.revokedAt === null ? '' : formats.instant(office.revokedAt),
      })}
    >
      {state === 'joined' && <PairingSteps office={office} self={self} />}
      {state === 'confirmed' && <SendPart />}
      {state !== 'joined' && <TakePart />}
      <SharedFolder side="person" hasPaired={state === 'confirmed'} />
    </OwnPage>
  );
}
