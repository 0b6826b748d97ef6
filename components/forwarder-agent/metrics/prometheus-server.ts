import { createServer } from "node:http";

const ADDRESS = "127.0.0.1";
const PORT = 9153;

/** Serves the metrics to whoever is on this host. */
export function servePrometheus(render: () => string, failed: (error: Error) => void, port = PORT): () => void {
  const server = createServer((request, response) => {
    if (request.url !== "/metrics" || (request.method !== "GET" && request.method !== "HEAD")) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "Content-Type": "text/plain; version=0.0.4; charset=utf-8" }).end(render());
  });
  server.maxConnections = 16;
  server.requestTimeout = 5_000;
  server.on("error", failed);
  server.listen(port, ADDRESS);
  return () => server.close();
}
