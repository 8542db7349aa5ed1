import { type ApiError, keepToken } from './api.ts';

/** Why the page cannot work with the stack, and what helps. */
export function Banner({ error, onRetry }: { error: ApiError; onRetry: () => void }) {
  return (
    <div class="banner" role="alert">
      <p>{explained(error)}</p>
      {error.code === 'no_token' ? (
        <form
          class="buttons"
          onSubmit={(event) => {
            event.preventDefault();
            keepToken(event.currentTarget.querySelector('input')?.value ?? '');
          }}
        >
          <label>
            Link or token <input type="password" autocomplete="off" required />
          </label>
          <button class="main">Open</button>
        </form>
      ) : (
        <button onClick={onRetry}>Try again</button>
      )}
    </div>
  );
}

function explained({ code, message }: ApiError): string {
  if (code === 'no_token')
    return 'This page needs its whole link, which ends in a token: make demo prints it, or whoever runs the stack has it.';
  if (code === 'offline')
    return 'The playground’s server does not answer. If the demo was removed or the machine restarted, make demo starts it again.';
  return message;
}
