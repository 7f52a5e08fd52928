/** A page as a payer has it before them. */
interface Page {
  url: string;
  text: string;
}

/** Goes through the payer's own pages and the provider's as a browser does, by links, forms and redirects alone. */
export function createPayer() {
  return {
    /** Follows the short url and continues to the provider's page. */
    async continueFrom(shortUrl: string): Promise<Page> {
      const asked = await visit(shortUrl);
      return submit(asked, formOf(asked, '<button'));
    },

    /** Presses *Pay* on the provider's page. Gives where that has led, past redirects. */
    async pay(page: Page): Promise<Page> {
      return submit(page, formOf(page, 'name="action" value="pay"'), { action: 'pay' });
    },
  };
}

async function visit(url: string, init: RequestInit = {}): Promise<Page> {
  const answer = await fetch(url, init);
  const text = await answer.text();
  const title = /<title>([^<]*)/.exec(text)?.[1] ?? '';
  if (!answer.ok) throw new Error(`${new URL(url).origin} answered ${answer.status} ${title}`);
  return { url: answer.url, text };
}

/** The first form that has this in it. */
function formOf({ url, text }: Page, holds: string): string {
  const forms = text.match(/<form[\s\S]*?<\/form>/g) ?? [];
  const form = forms.find((one) => one.includes(holds));
  if (form === undefined) throw new Error(`${new URL(url).origin} shows no such button`);
  return form;
}

/** Sends a form with what is filled in already, and with the button that is pressed. */
function submit(page: Page, form: string, pressed: Record<string, string> = {}): Promise<Page> {
  const action = /^<form[^>]*\baction="([^"]*)"/.exec(form)?.[1] ?? '';
  const fields = (form.match(/<input[^>]*>/g) ?? [])
    .filter((input) => /type="hidden"|\schecked/.test(input))
    .map((input) => [attribute(input, 'name'), attribute(input, 'value')]);
  return visit(new URL(plain(action), page.url).href, {
    method: 'POST',
    body: new URLSearchParams({ ...Object.fromEntries(fields), ...pressed }),
  });
}

function attribute(tag: string, name: string): string {
  return plain(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
}

function plain(escaped: string): string {
  return escaped
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
