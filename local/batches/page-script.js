// Runs in the browser: asks the public API with the demo key and puts what it says into the page, as text only.

const config = JSON.parse(byId('config').textContent);
/** While something moves, and else. Milliseconds. */
const [OFTEN, SELDOM] = [1_000, 5_000];

const STATES = {
  awaiting_upload: ['', 'It waits for its file.'],
  validating: ['moving', 'The file is being checked; nothing is made or sent yet.'],
  ready: ['moving', 'The file is checked. Nothing is made before it is confirmed.'],
  rejected: ['bad', 'The file was refused as a whole.'],
  processing: ['moving', 'Links are being made.'],
  completed: ['good', 'Every row has its link.'],
  completed_with_errors: ['bad', 'It has run; some rows have no link.'],
  cancelled: ['', 'Cancelled: no further row is begun.'],
  expired: ['', 'Nobody uploaded a file, or confirmed it, in time.'],
};
/** In the order in which a row goes through them. */
const COUNTS = {
  rows: '',
  invalid: 'bad',
  duplicate: 'bad',
  valid: '',
  queued: '',
  creating: '',
  link_created: 'good',
  failed: 'bad',
  skipped: '',
};
const MOVING = ['validating', 'processing'];

byId('upload').addEventListener('submit', (event) => {
  event.preventDefault();
  tried(upload(event.target));
});
if (config.batch) startOne(`/v1/batches/${config.batch}`);
else startList();

async function startList() {
  tried(fillConnections());
  const look = async () => {
    const { data } = await ask('GET', '/v1/batches?page_size=50');
    byId('empty').hidden = data.length > 0;
    // Nothing is built anew while it is the same, so that focus stays where it is.
    const text = JSON.stringify(data);
    if (text !== look.last) byId('batches').replaceChildren(...data.map(card));
    look.last = text;
    return data.some(({ status }) => MOVING.includes(status));
  };
  repeat(look);
}

function startOne(path) {
  const act = (name, body) => async (event) => {
    event.target.disabled = true;
    await tried(ask('POST', `${path}/${name}`, body).then(show));
    event.target.disabled = false;
  };
  byId('confirm').addEventListener('click', act('confirm', { accept_errors: true }));
  byId('cancel').addEventListener('click', act('cancel'));
  byId('retry').addEventListener('click', act('retry'));
  byId('connection-field').hidden = true;
  repeat(async () => {
    const batch = await ask('GET', path);
    show(batch);
    return MOVING.includes(batch.status);
  });
}

function show(batch) {
  const { status, counts, progress, rejection, errors, totals, estimate, file_name } = batch;
  const left = counts.invalid + counts.duplicate;
  config.connection = batch.connection;
  document.title = `${file_name}: ${words(status)}`;
  write('title', file_name);
  paintState(byId('state'), status);
  write('meaning', STATES[status]?.[1] ?? '');
  paintBar(byId('bar'), batch);
  write('figures', status === 'awaiting_upload' ? '' : figures(progress));
  byId('rejection').hidden = !rejection;
  if (rejection) {
    const line = rejection.line === null ? '' : ` (line ${rejection.line})`;
    write('rejection', `${rejection.detail} ${rejection.code}${line}`);
  }
  byId('confirm').hidden = status !== 'ready' || counts.valid === 0;
  const leaving = left > 0 ? `, leave out ${rows(left)}` : '';
  write('confirm', `Confirm: make ${rows(counts.valid, 'link')}${leaving}`);
  byId('cancel').hidden = !['awaiting_upload', 'ready', ...MOVING].includes(status);
  const isOver =
    status.startsWith('completed') ||
    (status === 'cancelled' && batch.confirmed_at !== null && batch.completed_at !== null);
  byId('retry').hidden = !(isOver && counts.failed > 0);
  const hasErrors = left + counts.failed > 0 && (isOver || status === 'ready');
  byId('acts').hidden = ['confirm', 'cancel', 'retry'].every((name) => byId(name).hidden);
  const reports = [...(hasErrors ? ['errors.csv'] : []), ...(isOver ? ['results.csv'] : [])];
  if (reports.join() !== show.reports) {
    const link = (name) =>
      element('li', {}, element('a', { href: `/_local/batches/${batch.id}/${name}` }, name));
    byId('reports').replaceChildren(...reports.map(link));
    show.reports = reports.join();
  }
  byId('counts').replaceChildren(...Object.keys(COUNTS).map((name) => count(name, counts[name])));
  const asked = totals.map(({ currency, amount }) => money(currency, amount)).join(', ');
  const { sms, email, sms_segments } = estimate;
  write(
    'totals',
    asked &&
      `${asked} in all. First messages: ${number(sms)} SMS (${number(sms_segments)} segments), ${number(email)} emails.`,
  );
  byId('errors').hidden = errors.length === 0;
  byId('error-rows').replaceChildren(...errors.map(errorRow));
  byId('correct').hidden = !(hasErrors && isOver && batch.confirmed_at);
}

async function upload(form) {
  const file = form.elements.file.files[0];
  const tell = (text) => write('uploading', text);
  const submit = form.querySelector('button');
  submit.disabled = true;
  try {
    tell('Making the batch …');
    const batch = await ask('POST', '/v1/batches', {
      file_name: file.name,
      defaults: { connection: config.connection ?? form.elements.connection.value },
      auto_confirm: form.elements.auto_confirm.checked,
      ...(config.batch ? { retry_of: config.batch } : {}),
    });
    tell(`Uploading ${number(file.size)} bytes …`);
    const body = new FormData();
    for (const [name, value] of Object.entries(batch.upload.fields)) body.append(name, value);
    body.append('file', file);
    const stored = await fetch(batch.upload.url, { method: 'POST', body });
    if (!stored.ok) throw new Error(`The storage refused the file: ${await stored.text()}`);
    await ask('POST', `/v1/batches/${batch.id}/confirm_upload`);
    location.assign(`/_local/batches/${batch.id}`);
  } finally {
    submit.disabled = false;
    tell('');
  }
}

async function fillConnections() {
  const [{ data }, { default_connection }] = await Promise.all([
    ask('GET', '/v1/connections'),
    ask('GET', '/v1/organisation'),
  ]);
  const select = byId('upload').elements.connection;
  select.replaceChildren(...data.map(({ id }) => element('option', { value: id }, id)));
  select.value = default_connection ?? data[0]?.id ?? '';
  const providers = [...new Set(data.map(({ provider }) => provider))];
  const links = providers.flatMap((name) => [
    ' ',
    element('a', { href: `/_local/batches/template.csv?provider=${name}` }, name),
  ]);
  byId('template').replaceChildren('A file to begin with:', ...links);
}

function card(batch) {
  const { id, file_name, status, progress, created_at } = batch;
  const pill = element('span', {}, '');
  paintState(pill, status);
  const bar = element('progress', { 'aria-label': `How far ${file_name} is` });
  paintBar(bar, batch);
  return element(
    'li',
    {},
    element(
      'article',
      {},
      element('h2', {}, element('a', { href: `/_local/batches/${id}` }, file_name), pill),
      bar,
      element('p', { class: 'figures' }, figures(progress)),
      element(
        'p',
        { class: 'meta' },
        `${batch.connection}, `,
        element('time', { datetime: created_at }, readable(created_at)),
      ),
    ),
  );
}

function count(name, value) {
  const kind = value === 0 ? 'none' : COUNTS[name];
  return element('div', { class: kind }, element('dt', {}, words(name)), element('dd', {}, number(value)));
}

function errorRow({ line, field, code, detail }) {
  const where = field === null ? '' : `${field}: `;
  return element(
    'tr',
    {},
    element('td', { class: 'number' }, number(line)),
    element('td', {}, `${where}${detail} `, element('code', { class: 'meta' }, code)),
  );
}

function paintState(pill, status) {
  pill.className = `state ${STATES[status]?.[0] ?? ''}`;
  if (pill.textContent !== words(status)) pill.textContent = words(status);
}

function paintBar(bar, { progress: { done, of } }) {
  bar.max = Math.max(1, of);
  bar.value = done;
}

function figures({ done, of, rows_per_second, seconds_left }) {
  const parts = [`${number(done)} of ${rows(of)}`];
  if (rows_per_second !== null) parts.push(`${rows_per_second} rows/s`);
  if (seconds_left !== null) parts.push(`${duration(seconds_left)} to go`);
  return parts.join(' · ');
}

function duration(seconds) {
  if (seconds < 60) return `${seconds} s`;
  return seconds < 3600
    ? `${Math.floor(seconds / 60)} min ${seconds % 60} s`
    : `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

function money(currency, amount) {
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency });
  return format.format(amount / 10 ** format.resolvedOptions().maximumFractionDigits);
}

function words(name) {
  return name.replaceAll('_', ' ');
}

function number(value) {
  return value.toLocaleString('en-GB');
}

function rows(value, noun = 'row') {
  return `${number(value)} ${noun}${value === 1 ? '' : 's'}`;
}

function readable(at) {
  const format = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' };
  return `${new Date(at).toLocaleString('en-GB', format)} UTC`;
}

/** Looks now and again for as long as the page is open; gives what went wrong a line of its own. */
async function repeat(look) {
  const isMoving = await tried(look());
  setTimeout(() => repeat(look), isMoving ? OFTEN : SELDOM);
}

async function tried(work) {
  const problem = byId('problem');
  try {
    const done = await work;
    problem.hidden = true;
    return done;
  } catch (error) {
    problem.textContent = error.message;
    problem.hidden = false;
    return undefined;
  }
}

async function ask(method, path, body) {
  const answer = await fetch(path, {
    method,
    headers: {
      authorization: `Bearer ${config.key}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const told = await answer.json();
  if (answer.ok) return told;
  const more = (told.errors ?? []).map(({ pointer, detail }) => `${pointer}: ${detail}`);
  throw new Error([told.detail ?? told.title ?? answer.status, ...more].join(' '));
}

function write(id, text) {
  const target = byId(id);
  if (target.textContent !== text) target.textContent = text;
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function byId(id) {
  return document.getElementById(id);
}
