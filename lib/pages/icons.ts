import { raw } from './html.ts';

// Ornaments: the words beside them say the same, so they are hidden from those who listen.
const frame = `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.25" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">`;

export const icons = {
  good: raw(`${frame}<path d="m5 12.5 4.5 4.5L19 7.5"/></svg>`),
  wait: raw(`${frame}<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/></svg>`),
  stop: raw(`${frame}<circle cx="12" cy="12" r="8.5"/><path d="M8.5 12h7"/></svg>`),
  lock: raw(
    `${frame}<rect x="5" y="10.5" width="14" height="9.5" rx="2"/><path d="M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5"/></svg>`,
  ),
};

export const favicon =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 24 24%22%3E%3Ccircle cx=%2212%22 cy=%2212%22 r=%2212%22 fill=%22%230b4fb3%22/%3E%3Cpath d=%22m7 12.5 3.5 3.5L17 9%22 fill=%22none%22 stroke=%22white%22 stroke-width=%222.5%22 stroke-linecap=%22round%22 stroke-linejoin=%22round%22/%3E%3C/svg%3E';
