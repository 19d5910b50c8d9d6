import { useTranslation } from 'react-i18next';
import { importsRun } from '../../../contract/imports.ts';
import { packetsTake } from '../../../contract/packets.ts';
import { useMay } from '../../here.ts';
import { goTo } from '../../route.ts';
import { isPacket, useAskedPackets, usePacketFiles } from '../../ui/packet-files.ts';
import { useDroppedFiles } from '../../ui/use-dropped-files.ts';
import { isInvitation, useInvitation } from '../join/invitation.ts';
import { queueFiles } from './import-queue.ts';

const showPackets = (): void => goTo('people', 'books');

/** Files may be dropped anywhere on the window: they land in the queue of imports; an invitation is joined with, packets are taken. */
export function DropAnywhere() {
  const { t } = useTranslation('imports');
  const may = useMay();
  const takes = may(importsRun);
  useAskedPackets(showPackets, may(packetsTake));
  const isOver = useDroppedFiles((files) => {
    const invitation = files.find(isInvitation);
    if (invitation !== undefined) return useInvitation.setState({ file: invitation });
    if (!takes) return;
    const packets = files.filter(isPacket);
    const others = files.filter((file) => !isPacket(file));
    if (others.length > 0) queueFiles(others);
    if (packets.length > 0) usePacketFiles.setState({ files: packets });
    if (packets.length > 0) showPackets();
    else goTo('imports');
  });
  return isOver ? (
    <p className="drop-hint" role="status">
      {t('drop.here')}
    </p>
  ) : null;
}
