import * as z from 'zod';

/** What a packet holds inside its signature. Fields that are not known are left aside. */

export const PACKET_TYPE = 'seatworth-packet+jws';
/** The version of the form that is written and read here. */
export const PACKET_VERSION = 1;

export const PACKET_LIMITS = {
  fileBytes: 64 * 1024 * 1024,
  payloadBytes: 8 * 1024 * 1024,
  messages: 2000,
  attachments: 50,
  attachmentBytes: 25_000_000,
  /** How many packets of one sender wait for a number at most. */
  held: 200,
} as const;

const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
const whole = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const instant = z
  .string()
  .max(40)
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/);

const packetMessage = z.object({
  id: uuid,
  type: z.string().min(1).max(60),
  about: z.string().min(1).max(300).nullable(),
  rev: whole,
  at: instant,
  body: z.record(z.string(), z.unknown()),
});
export type PacketMessage = z.infer<typeof packetMessage>;

const attachment = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: whole.max(PACKET_LIMITS.attachmentBytes),
  mediaType: z.string().max(100),
  file: z.string().max(300),
});
export type PacketAttachment = z.infer<typeof attachment>;

/** What every version says of itself: enough to tell who wrote it, and that it is newer. */
export const packetFrame = z.object({
  v: z.number().int().min(1),
  from: uuid,
  to: uuid,
  app: z.string().max(60),
});

export const packetPayload = z
  .object({
    v: z.literal(PACKET_VERSION),
    id: uuid,
    from: uuid,
    to: uuid,
    stream: uuid,
    seq: whole,
    begin: z.enum(['first', 'restored', 'resend']).nullable(),
    /** The stream's place among the sender's, so that one that was overtaken never returns. */
    epoch: whole.nullable().optional(),
    madeAt: instant,
    app: z.string().max(60),
    ack: z.object({ stream: uuid, seq: whole }).nullable(),
    attachments: z.array(attachment).max(PACKET_LIMITS.attachments),
    messages: z.array(packetMessage).max(PACKET_LIMITS.messages),
  })
  .refine(({ seq, begin }) => (seq === 1) === (begin !== null))
  .refine(
    ({ seq, messages, attachments }) => seq > 0 || messages.length + attachments.length === 0,
  );
export type PacketPayload = z.infer<typeof packetPayload>;
