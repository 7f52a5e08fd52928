import type { Api } from './api.ts';
import { type CallOptions, dataOf, withSignal } from './call.ts';
import type { ToldEvent } from './generated/schema.ts';
import { sleep } from './sleep.ts';

export interface EventFeedOptions extends CallOptions {
  /** A cursor that was kept: what came behind it. */
  after?: string;
  /** Where there is no cursor yet: what was published since. RFC 3339; 24 hours ago when absent. */
  from?: string;
  /** Only these; a cursor is good for the types that it came with. */
  types?: readonly (ToldEvent['type'] | (string & {}))[];
  /** Goes on for ever: looks again a while after there was no more. */
  follow?: boolean;
  /** With `follow`: how long that while is. 5 when absent. */
  pollSeconds?: number;
}

export interface EventPage {
  events: ToldEvent[];
  /** Behind these events: keep it with what you made of them. */
  cursor: string;
}

/** To be read once, either event by event or page by page. */
export interface EventFeed extends AsyncIterable<ToldEvent> {
  /**
   * Behind every page of which all events have been taken, so that nothing is lost by going on with it; of the page under way
   * all comes again. It is there after the first page, or when one was given.
   */
  readonly cursor: string | undefined;
  /** Also empty pages, whose cursor is as good. */
  pages(): AsyncIterable<EventPage>;
}

export function eventsOf(api: Api) {
  /** What has happened, each event once, in the order of its publication and 10 seconds after it. */
  return ({ after, from, types, follow, pollSeconds = 5, ...options }: EventFeedOptions = {}): EventFeed => {
    let cursor = after;
    const filter = types === undefined ? {} : { type: [...types] };

    async function* pages(): AsyncGenerator<EventPage, void, undefined> {
      for (;;) {
        const begin = from === undefined ? {} : { from };
        const query = { page_size: '200', ...filter, ...(cursor === undefined ? begin : { after: cursor }) };
        const page = dataOf(await api.GET('/v1/events', { params: { query }, ...withSignal(options) }));
        yield { events: page.data, cursor: page.next_after };
        cursor = page.next_after;
        if (page.has_more) continue;
        if (!follow) return;
        await sleep(pollSeconds * 1000, options.signal);
      }
    }

    return {
      get cursor() {
        return cursor;
      },
      pages,
      async *[Symbol.asyncIterator]() {
        for await (const { events } of pages()) yield* events;
      },
    };
  };
}
