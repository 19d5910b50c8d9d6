import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonDoc } from '../../../contract/company.ts';
import { type PairingDoc, pairCancel, pairList } from '../../../contract/packets.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import '../mine/mine.css';
import { ConfirmCard } from './confirm-card.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { PacketHistory } from './packet-history.tsx';
import { PairingTable } from './pairing-table.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';
import { SendDialog } from './send-dialog.tsx';
import { SharedFolder } from './shared-folder.tsx';
import { TakePackets } from './take-packets.tsx';

/** People with a book of their own: who is invited, who has joined, and what goes between the books. */
export function PairingPart({ people }: { readonly people: readonly PersonDoc[] }) {
  const { t } = useTranslation('pairing');
  const answer = useAnswer(pairList, {});
  const cancel = useChange(pairCancel);
  const [inviting, setInviting] = useState(false);
  const [sending, setSending] = useState<PairingDoc | null>(null);
  const [revoking, setRevoking] = useState<PairingDoc | null>(null);
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <PartSkeleton height={240} />;
  const { pairings, self } = answer.data;
  const joined = pairings.filter(({ state }) => state === 'joined');
  const paired = pairings.filter(({ state }) => state === 'confirmed');
  return (
    <>
      {joined.map((one) => (
        <ConfirmCard key={one.installation} pairing={one} />
      ))}
      <section className="card">
        <div className="card-head">
          <h2>{t('title')}</h2>
          <Button size="xs" onClick={() => setInviting(true)}>
            {t('invite.open')}
          </Button>
        </div>
        {cancel.error && <FailureNotice error={cancel.error} />}
        {pairings.length === 0 ? (
          <p className="dim" style={{ margin: 0, maxWidth: '80ch' }}>
            {t('none')}
          </p>
        ) : (
          <PairingTable
            pairings={pairings}
            onSend={setSending}
            onRevoke={setRevoking}
            onCancel={({ invitation }) => cancel.mutate({ invitation })}
          />
        )}
      </section>
      {self !== null && (
        <div className="two-cards">
          <TakePackets />
          <SharedFolder side="office" hasPaired={paired.length > 0} />
        </div>
      )}
      {self !== null && <PacketHistory />}
      {inviting && (
        <InviteDialog people={people} isFirst={self === null} onClose={() => setInviting(false)} />
      )}
      {sending && <SendDialog pairing={sending} onClose={() => setSending(null)} />}
      {revoking && <RevokeDialog pairing={revoking} onClose={() => setRevoking(null)} />}
    </>
  );
}
