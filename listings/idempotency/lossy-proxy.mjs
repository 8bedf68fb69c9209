// A proxy that delivers every request and loses the first `lose` responses:
// it reads the whole answer from the service, then says nothing to the client.

import http from 'node:http';
import { pipeline } from 'node:stream';

export function createLossyProxy({ targetPort, lose }) {
  let left = lose;
  return http.createServer((req, res) => {
    const upstream = http.request({
      host: '127.0.0.1',
      port: targetPort,
      method: req.method,
      path: req.url,
      headers: req.headers,
    });
    upstream.on('response', (answer) => {
      if (left > 0) {
        left -= 1;
        answer.resume(); // the service has answered; the client will never know
        return;
      }
      res.writeHead(answer.statusCode, answer.headers);
      pipeline(answer, res, () => {}); // on an error it destroys both, which is all there is to do
    });
    pipeline(req, upstream, (err) => { if (err) res.destroy(); });
    upstream.on('error', () => res.destroy());
  });
}
