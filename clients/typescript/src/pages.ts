export interface Page<T> {
  data: T[];
  next_page_token: string | null;
}

/**
 * Everything of a list, page by page as it is asked for. A page may be short or empty and still not be the last: only a
 * missing token ends the list.
 */
export async function* pages<T>(
  read: (token: { page_token?: string }) => Promise<Page<T>>,
): AsyncGenerator<T, void, undefined> {
  let token: { page_token?: string } = {};
  for (;;) {
    const { data, next_page_token } = await read(token);
    yield* data;
    if (next_page_token === null) return;
    token = { page_token: next_page_token };
  }
}
