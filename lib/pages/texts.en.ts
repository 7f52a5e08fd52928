/** Every word of the payer's pages in one language. Another language is another file of this shape. */
export const english = {
  lang: 'en-GB',
  dir: 'ltr',
  testMode: 'Test. This request is a rehearsal: no real payment is asked for.',
  nobody: 'Payment',

  payable: {
    title: (amount: string, sender: string) => `Pay ${amount} to ${sender}`,
    heading: (sender: string) => `${sender} asks you to pay`,
    restHeading: (sender: string) => `Left to pay to ${sender}`,
    button: 'Continue to payment',
    secure: (host: string) =>
      `You pay on the payment provider’s own page at ${host}. This page never asks for card or bank details.`,
  },
  unconfirmed: {
    title: 'Waiting for confirmation',
    heading: 'We are waiting for confirmation',
    text: 'You have come back from the payment page. We have not been told yet that a payment was received; that can take a minute or two.',
    wait: 'If you have paid, please do not pay again.',
    notFinished: 'I did not finish paying',
    notFinishedText: 'Then nothing is lost: you can go on where you left off.',
    button: 'Back to the payment page',
  },
  paid: {
    title: (amount: string, sender: string) => `${amount} paid to ${sender}`,
    heading: 'Thank you',
    text: (sender: string) => `Your payment to ${sender} has been received. There is nothing more to do.`,
    reversed: (sender: string) =>
      `This payment was later given back, in full or in part. ${sender} can tell you more.`,
  },
  processing: {
    title: 'Your payment is being confirmed',
    heading: 'Your payment is being confirmed',
    text: 'The bank has still to confirm it. That often takes minutes and can take a few working days.',
    wait: 'There is no need to pay again.',
  },
  preparing: {
    title: 'Almost ready',
    heading: 'Your payment page is being prepared',
    text: 'That takes a moment. Please try again shortly.',
  },
  expired: {
    title: 'This payment link has expired',
    heading: 'This payment link has expired',
    text: (sender: string) =>
      `Nothing can be paid with it any more. If you still wish to pay, please ask ${sender} for a new link.`,
    offered: 'Nothing can be paid with it any more. If you still wish to pay, you can have a new one.',
    renew: { sms: 'Text me a new link', email: 'Email me a new link' },
    to: { sms: (number: string) => `to the number ${number}`, email: (address: string) => `to ${address}` },
    onFile: (sender: string) =>
      `It is sent to nobody but the contact that ${sender} has for you. If that is no longer yours, please ask ${sender}.`,
  },
  /** The same whatever has come of it: who holds an old link is told nothing of whom it was sent to. */
  asked: {
    title: 'You have asked for a new link',
    heading: 'You have asked for a new link',
    text: {
      sms: (number: string) => `If there is one to be had, it is on its way by text message to ${number}.`,
      email: (address: string) => `If there is one to be had, it is on its way by email to ${address}.`,
    },
    night: 'Messages go between 08:00 and 21:00 alone, so it will not come before the morning.',
    soon: 'That usually takes a few minutes, and can take some hours.',
    ask: (sender: string) => `If nothing has come by this time tomorrow, please ask ${sender}.`,
    back: 'Back to the payment link',
  },
  cancelled: {
    title: 'This payment request was withdrawn',
    heading: 'This payment request was withdrawn',
    text: (sender: string) =>
      `There is nothing to pay here. If you did not expect this, please ask ${sender}.`,
  },
  replacing: {
    title: 'This payment request is being replaced',
    heading: 'This payment request is being replaced',
    text: 'A new one takes its place in a moment, under this same address. Until then nothing can be paid here.',
  },
  replaced: {
    title: 'This payment request was replaced',
    heading: 'This payment request was replaced',
    text: (sender: string) => `There is nothing more to pay here. ${sender} has made a new request instead.`,
    current: 'See the new request',
  },
  stop: {
    link: 'Stop messages about payments',
    heading: (sender: string) => `Stop messages from ${sender}?`,
    text: 'You will get no more payment requests or reminders there. It changes nothing about the payment itself: you can still pay here.',
    button: {
      sms: (number: string) => `Stop texts to ${number}`,
      email: (address: string) => `Stop emails to ${address}`,
    },
    all: 'Stop all of them',
    /** In place of an address that is not on file any more. */
    thatAddress: 'the address that you came from',
    stopped: {
      sms: (number: string) => `Texts to ${number} are stopped.`,
      email: (address: string) => `Emails to ${address} are stopped.`,
    },
    stoppedHeading: (sender: string) => `Messages from ${sender} are stopped`,
    again: (sender: string) => `If you change your mind, ask ${sender} to send you messages again.`,
    nobodyHeading: 'There are no messages to stop',
    back: 'Back to the payment request',
  },
  unknown: {
    title: 'Payment link not found',
    heading: 'We cannot find this payment link',
    text: 'Please check that the address is complete: the end of a long address is sometimes cut off in a message.',
    ask: 'If it is complete, ask whoever sent it to you for a new one.',
  },
  failed: {
    title: 'Something went wrong',
    heading: 'Something went wrong on our side',
    text: 'Please try again in a moment. If you have just paid, do not pay again: the payment will still be found.',
    again: 'Try again',
    reference: (requestId: string) => `If it keeps happening, tell whoever sent you the link: ${requestId}`,
  },

  notices: {
    failure:
      'The payment did not go through. As far as we know nothing was taken. You can try again, or pay in another way.',
    cancel: 'You left the payment page without paying. You can continue whenever you are ready.',
    partly: 'A payment that you made just now can take a minute or two to appear here.',
    late: 'If you have paid just now, please do not pay again: the payment will still be found.',
  },

  details: {
    description: 'For',
    reference: 'Reference',
    asked: 'Amount asked for',
    paid: 'Paid so far',
    paidOn: 'Paid on',
    dueOn: 'Due on',
    open: 'Link can be used until',
    closed: 'Link could be used until',
  },
  partlyUnknown: 'Part of this has been paid. The payment page says how much is left.',
  looksAgain: 'This page looks again by itself.',
  lookAgain: 'Check again',
  unexpected: (sender: string) =>
    `Not expecting this? Do not pay. Ask ${sender} first, in a way that you already know and trust.`,
};

export type Texts = typeof english;
