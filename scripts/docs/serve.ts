/** Serves the built page on this machine. `reload` reloads it in every browser that shows it. */
import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { hashOf } from "./layout.js";

/** A running server. */
export interface DocsServer {
  url: string;
  /** Reloads the reference page in every browser that shows it. */
  reload: () => void;
  close: () => void;
}

const types: Readonly<Record<string, string>> = {
  "/": "text/html; charset=utf-8",
  "/changelog.html": "text/html; charset=utf-8",
  "/openapi.json": "application/json",
  "/openapi.yaml": "application/yaml",
};

const reloader = `new EventSource("/reload").onmessage = () => location.reload();`;

/** Serves the HTML pages and the OpenAPI files that `buildDocs` wrote to a folder, on loopback; port 0 picks a free port. */
export async function serveDocs(folder: string, port: number): Promise<DocsServer> {
  const open = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    const path = (request.url ?? "/").replace(/[?#].*/s, "");
    if (path === "/reload") {
      response
        .writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" })
        .flushHeaders();
      open.add(response);
      response.on("close", () => open.delete(response));
      return;
    }
    void send(folder, path === "/index.html" ? "/" : path, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  // A server that listens on a port has an address of this kind.
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}/`,
    reload: () => open.forEach((response) => response.write("data: built\n\n")),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function send(folder: string, path: string, response: ServerResponse): Promise<void> {
  const type = types[path];
  const file =
    type === undefined
      ? undefined
      : await readFile(`${folder}${path === "/" ? "/index.html" : path}`, "utf8").catch(() => undefined);
  if (type === undefined || file === undefined) {
    response.writeHead(404, { "content-type": "text/plain" }).end("Unknown page.\n");
    return;
  }
  response
    .writeHead(200, { "content-type": type, "cache-control": "no-store" })
    .end(path === "/" ? withReloader(file) : file);
}

/** Adds a script that listens to this server, and allows that script in the page's Content-Security-Policy. */
function withReloader(page: string): string {
  const open = page
    .replace("script-src ", `script-src ${hashOf(reloader)} `)
    .replace("connect-src 'none'", "connect-src 'self'");
  const end = open.lastIndexOf("</body>");
  return `${open.slice(0, end)}<script>${reloader}</script>${open.slice(end)}`;
}
