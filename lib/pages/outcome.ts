/** What the provider says of the payer who comes back from its page. It proves nothing: anyone can type the url. */
export type Outcome = 'success' | 'failure' | 'cancel';

export function isOutcome(text: string | undefined): text is Outcome {
  return text === 'success' || text === 'failure' || text === 'cancel';
}
