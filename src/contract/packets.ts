import * as z from 'zod';
import { nothing, request } from './request.ts';
import { person } from './shapes.ts';

/** Several people without a server: invitations, pairings, packets and the folder that carries them. */

const path = z.string().min(1).max(4096);
const keyStore = z.enum(['keychain', 'file']).optional();

export const inviteMake = request(
  'packets/invite',
  'write',
  z.object({
    person: z.string(),
    out: path,
    /** An instant or a day; else 14 days from now. */
    expiresAt: z.string().optional(),
    keyStore,
    /** Of the keys' file, where it is made now. */
    passphrase: z.string().max(1000).optional(),
  }),
  z.object({
    invitation: z.object({
      id: z.string(),
      person,
      file: z.string(),
      expiresAt: z.string(),
      installation: z.string(),
    }),
  }),
);

/** Makes a new person's book the one of this invitation, and the packet that says so. */
export const joinMake = request(
  'packets/join',
  'write',
  z.object({
    invitation: path,
    device: z.string().trim().min(1).max(100),
    out: path.optional(),
    keyStore,
  }),
  z.object({
    book: z.string(),
    installation: z.string(),
    company: z.string(),
    person,
    words: z.string(),
    numbers: z.array(z.string()),
    state: z.string(),
    packet: z.string().nullable(),
  }),
);

const pairing = z.object({
  /** `null` while nobody has joined. */
  installation: z.string().nullable(),
  invitation: z.string(),
  person,
  device: z.string().nullable(),
  state: z.enum(['invited', 'joined', 'confirmed', 'revoked', 'expired', 'cancelled']),
  words: z.string().nullable(),
  numbers: z.array(z.string()).nullable(),
  joinedAt: z.string().nullable(),
  confirmedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
  sent: z.object({ stream: z.string(), seq: z.number(), acked: z.number() }).nullable(),
  taken: z.object({ stream: z.string(), seq: z.number(), held: z.number() }).nullable(),
  lastHeard: z.string().nullable(),
});
export type PairingDoc = z.infer<typeof pairing>;

/** What the sentence of a code names. */
const details = z.record(z.string(), z.unknown()).nullable();

const packetDoc = z.object({
  file: z.string(),
  sha256: z.string(),
  from: z.string().nullable(),
  person: person.nullable(),
  stream: z.string().nullable(),
  seq: z.number().nullable(),
  status: z.enum(['taken', 'known', 'held', 'refused']),
  code: z.string().nullable(),
  message: z.string().nullable(),
  details,
  notes: z.array(z.string()),
  messages: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      about: z.string().nullable(),
      status: z.enum(['taken', 'known', 'refused', 'superseded']).nullable(),
      code: z.string().nullable(),
      body: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});
export type PacketDoc = z.infer<typeof packetDoc>;
const packets = z.object({ packets: z.array(packetDoc) });

const pairingsDoc = z.object({
  self: z
    .object({
      installation: z.string(),
      mode: z.enum(['office', 'person']),
      device: z.string().nullable(),
      /** Where its private keys lie. */
      keyPlace: z.enum(['keychain', 'file']),
    })
    .nullable(),
  pairings: z.array(pairing),
  /** What had waited for the change and was taken with it. */
  taken: z.array(packetDoc).optional(),
});
export type PairingsDoc = z.infer<typeof pairingsDoc>;

export const pairList = request('packets/pairings', 'read', nothing, pairingsDoc);

/** Says that the words are the same on both sides. */
export const pairConfirm = request(
  'packets/confirm',
  'write',
  z.object({ installation: z.string(), words: z.string().max(200) }),
  pairingsDoc,
);

export const pairRevoke = request(
  'packets/revoke',
  'write',
  z.object({
    installation: z.string(),
    reason: z.string().trim().min(1).max(300),
    /** From when on what was taken is listed: an instant or a day. */
    since: z.string().optional(),
  }),
  pairingsDoc.extend({
    takenSince: z.array(
      z.object({
        id: z.string(),
        type: z.string(),
        about: z.string(),
        at: z.string(),
        takenAt: z.string(),
        status: z.string(),
      }),
    ),
  }),
);

export const pairCancel = request(
  'packets/cancel',
  'write',
  z.object({ invitation: z.string() }),
  pairingsDoc,
);

const without = z.array(z.enum(['usage'])).optional();

const sentPacket = z.object({
  file: z.string(),
  to: z.string(),
  person: person.nullable(),
  stream: z.string(),
  seq: z.number(),
  bytes: z.number(),
  sha256: z.string(),
  status: z.enum(['written', 'dry-run']),
  messages: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      about: z.string().nullable(),
      rev: z.number(),
      body: z.record(z.string(), z.unknown()),
    }),
  ),
});
export type SentPacketDoc = z.infer<typeof sentPacket>;

export const packetsSend = request(
  'packets/send',
  'write',
  z.object({
    to: z.string().optional(),
    out: path.optional(),
    /** Everything once more, as after a lost computer. */
    again: z.boolean().optional(),
    dryRun: z.boolean().optional(),
    /** The digest of what the person saw and said yes to: if something else waits by now, nothing goes. */
    seen: z.string().optional(),
    /** Kinds of messages that stay here this time. */
    without,
  }),
  z.object({ packets: z.array(sentPacket) }),
);

/** What would leave a person's own book with the next sending, in the order in which it goes. */
export const packetsWaiting = request(
  'packets/waiting',
  'read',
  z.object({ without }),
  z.object({
    digest: z.string(),
    messages: z.array(
      z.object({
        type: z.string(),
        about: z.string(),
        body: z.record(z.string(), z.unknown()),
        /** The receipts that leave with it. */
        receipts: z.array(z.object({ sha256: z.string(), file: z.string(), bytes: z.number() })),
      }),
    ),
  }),
);
export type WaitingMessage = z.infer<typeof packetsWaiting.output>['messages'][number];

/** What the office could not take, or not as it was meant, of what stands as it was sent. */
export const packetsAnswers = request(
  'packets/answers',
  'read',
  nothing,
  z.object({
    answers: z.array(
      z.object({
        type: z.string(),
        about: z.string(),
        status: z.string(),
        code: z.string().nullable(),
        message: z.string().nullable(),
        details,
        at: z.string(),
      }),
    ),
  }),
);

/** Takes packets, of these files or of the folder that is set; and what was held and fits now. */
export const packetsTake = request(
  'packets/take',
  'write',
  z.object({ files: z.array(path).max(5000) }),
  packets,
);

export const packetsList = request(
  'packets/list',
  'read',
  z.object({ refused: z.boolean().optional() }),
  packets,
);

/** What a packet says, without taking it. */
export const packetsInspect = request('packets/inspect', 'read', z.object({ file: path }), packets);

export const keysExport = request(
  'packets/keysExport',
  'read',
  z.object({ out: path }),
  z.object({ file: z.string() }),
);

/** Opens the keys that lie in a file, for as long as the app runs. */
export const keysUnlock = request(
  'packets/keysUnlock',
  'write',
  z.object({ passphrase: z.string().min(1).max(1000) }),
  nothing,
);

const folderDoc = z.object({
  folder: z.string().nullable(),
  state: z.enum(['off', 'ready', 'missing']),
  office: z
    .object({ company: z.string(), installation: z.string(), seenAt: z.string() })
    .nullable(),
  waitingIn: z.number().int(),
  waitingOut: z.number().int(),
  lastRun: z.string().nullable(),
});
export type SyncFolderDoc = z.infer<typeof folderDoc>;

export const folderShow = request('packets/folder', 'read', nothing, folderDoc);
export const folderSet = request(
  'packets/folderSet',
  'write',
  z.object({ folder: path.nullable(), takeOver: z.boolean().optional() }),
  folderDoc,
);
/** Takes what lies in the folder, then sends. */
export const folderRun = request(
  'packets/folderRun',
  'write',
  nothing,
  folderDoc.extend({ packets: z.array(packetDoc), sent: z.array(sentPacket) }),
);
