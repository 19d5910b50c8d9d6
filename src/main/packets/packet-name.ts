/** `<to>-<from>-<stream>-<seq>.swpacket`: tells people apart what lies in a folder; its content decides. */
export function packetName(to: string, from: string, stream: string, seq: number): string {
  return `${short(to)}-${short(from)}-${short(stream)}-${String(seq).padStart(7, '0')}.swpacket`;
}

/** The name of a packet that acknowledges and says nothing else: the next one takes its place. */
export const acknowledgementName = (from: string): string => `${short(from)}-ack.swpacket`;

/** Whether a file's name says that it is for this installation. */
export function isNamedFor(name: string, installation: string): boolean {
  return name.toLowerCase().startsWith(`${short(installation)}-`);
}

const short = (uuid: string): string => uuid.replaceAll('-', '').slice(0, 8);
