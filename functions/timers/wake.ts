import { emailSender } from '../../lib/channels/email.ts';
import { smsSender } from '../../lib/channels/sms.ts';
import { pause, systemClock } from '../../lib/clock.ts';
import { connectionOpener } from '../../lib/connections/open.ts';
import { createRates, type Rates } from '../../lib/connections/rate.ts';
import { env } from '../../lib/env.ts';
import { nativeSender } from '../../lib/links/native-send.ts';
import { type NotifiedDeps, notified } from '../../lib/links/notified.ts';
import { tellSwept } from '../../lib/links/swept.ts';
import { type WakeDeps, wakeLink } from '../../lib/links/wake.ts';
import { deliverClaimed, deliverSends } from '../../lib/messages/deliver.ts';
import { hints } from '../../lib/queues/hints.ts';
import { type WakeHint, wakeQueue } from '../../lib/queues/wake.ts';
import { remind } from '../../lib/reminders/remind.ts';
import { wakeSweep } from '../../lib/sweeps/wake.ts';
import { table } from '../../lib/table/client.ts';

/** Slots that this environment has reserved of each connection's rate. */
let kept: Rates | undefined;

/** Below the function's own 60 s; what is left over stays due. */
const DEADLINE_MS = 45_000;

/** Queue `wake`: a link or a connection's sweep is due, or a provider has told us about a link. */
export const handler = wakeQueue.consume((hint) => work(deps(), hint));

function work(using: WakeDeps & NotifiedDeps, hint: WakeHint): Promise<void> {
  if (hint.kind === 'link') return wakeLink(using, hint.org, hint.linkId, hint.slotAt);
  if (hint.kind === 'sweep') return wakeSweep(using, hint, (swept) => tellSwept(using, hint, swept));
  return notified(using, hint);
}

function deps(): WakeDeps & NotifiedDeps {
  const common = { table: table(), clock: systemClock, publicBaseUrl: env('PUBLIC_BASE_URL') };
  const openConnection = connectionOpener(common);
  const native = nativeSender({ clock: systemClock, openConnection });
  const signal = AbortSignal.timeout(DEADLINE_MS);
  kept ??= createRates({ ...common, pause });
  const rates = kept;
  const channels = () => ({ ...common, email: emailSender(), sms: smsSender(), native });
  return {
    ...common,
    later: (message, delaySeconds) => wakeQueue.send([{ message, group: message.org, delaySeconds }]),
    openConnection,
    hints,
    rates,
    signal,
    deliver: (org, linkId) => deliverSends(channels(), org, linkId),
    remind: (actor, link) =>
      remind(
        {
          ...common,
          openConnection,
          hints,
          rates,
          signal,
          deliver: (claimed, claim) => deliverClaimed(channels(), claimed, claim),
        },
        actor,
        link,
      ),
  };
}
