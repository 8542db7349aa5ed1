// Another team's code: what it does for each photo that is ready. This one prints a srcset.

/** For the queue. A message that fails is tried again, alone, and becomes a dead letter after three attempts. */
export async function fromQueue({ Records }) {
  const batchItemFailures = [];
  for (const { messageId, body } of Records) {
    try {
      handle(JSON.parse(body));
    } catch (error) {
      console.error(error);
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
}

/** For Step Functions: what it returns is the input of the next state. */
export async function fromStateMachine(event) {
  return handle(event);
}

/** Events may arrive twice and in any order, so this must not matter: see docs/events.md. */
function handle({ path, manifest }) {
  const srcset = manifest.variants
    .filter(({ format }) => format === 'plain')
    .map(({ preset, width }) => `/${preset}/${path.split('/').map(encodeURIComponent).join('/')} ${width}w`)
    .join(', ');
  console.log(JSON.stringify({ path, srcset }));
  return { path, srcset };
}
