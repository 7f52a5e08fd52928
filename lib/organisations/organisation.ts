import * as z from 'zod/mini';
import { Plan } from '../links/model/plan.ts';

/** Test keys and live keys name the mode of their organisation; the two share nothing. */
export const Mode = z.enum(['test', 'live']);
export type Mode = z.infer<typeof Mode>;

/** The tenant, as it is kept. Instants are epoch ms. */
export const Organisation = z.object({
  id: z.string(),
  name: z.string(),
  mode: Mode,
  /** IANA name: for recipients whose own zone is not known. */
  timezone: z.string(),
  /** Who payers are told is asking; `name` when absent. */
  senderName: z.exactOptional(z.string()),
  /** Connection of links that name none. */
  defaultConnection: z.exactOptional(z.string()),
  /** Of links that ask for the default plan; absent: that of the product. */
  reminders: z.exactOptional(z.union([z.literal('none'), Plan])),
  /** Whether payers may ask for a new link on the page of one that is over; absent: they may not. */
  renewal: z.exactOptional(z.literal('on')),
  /** BCP 47: whose wording is taken where the customer's language has none of its own. */
  defaultLanguage: z.exactOptional(z.string()),
  /** Who is told when webhooks stay out; nobody when absent. */
  alertEmail: z.exactOptional(z.string()),
  /** Languages with own wording, and which of its texts each has, so that nothing is read where there is none. */
  wordings: z.exactOptional(z.record(z.string(), z.array(z.string()))),
  /** 256 random bits, base64url: recipients are known by HMACs under it, so that a list of numbers cannot be tried. */
  contactKey: z.string(),
  version: z.int(),
  writer: z.string(),
  createdAt: z.int(),
  updatedAt: z.int(),
});
export type Organisation = z.infer<typeof Organisation>;
