import * as z from 'zod/mini';
import { Channel } from '../links/model/channel.ts';

/** The channels of a message: each at most once. */
export const Channels = z.array(Channel).check(
  z.maxLength(2),
  z.refine((channels) => new Set(channels).size === channels.length, { error: 'Each channel once.' }),
);

/** One of them, or both. */
export const SomeChannels = Channels.check(z.minLength(1));
