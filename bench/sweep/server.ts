/** Answers every request with the same body; tells its parent its port. */
import { createServer } from 'node:http';

const [, , body = ''] = process.argv;

const server = createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'application/json', etag: '"m"' });
  response.end(body);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.send?.(address.port);
});
