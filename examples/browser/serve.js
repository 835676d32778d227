// Serves this folder, as any static server does: node serve.js [PORT]
import {createServer} from 'node:http';
import {fileURLToPath} from 'node:url';
import sirv from 'sirv';

/** A server that listens on this machine only, on a free port if the port is 0. */
export function serve(port) {
  // 'dev' reads files when they are asked for, and so finds a student that was copied meanwhile.
  const files = sirv(fileURLToPath(new URL('.', import.meta.url)), {dev: true});
  return new Promise((resolve, reject) => {
    const server = createServer(files).once('error', reject);
    server.listen(port, 'localhost', () => resolve(server));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = await serve(Number(process.argv[2] ?? 8080));
  console.log(`http://localhost:${server.address().port}/`);
}
