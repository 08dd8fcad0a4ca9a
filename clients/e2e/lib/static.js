// Serves the files of a directory, as whoever hosts a page does.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { once } from "node:events";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png" };

export class StaticSite {
  static async serve(directory) {
    const site = new StaticSite();
    site.#server = createServer(async (request, response) => {
      const path = normalize(new URL(request.url, "http://x").pathname);
      try {
        const file = await readFile(join(directory, path.endsWith("/") ? `${path}index.html` : path));
        response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "text/html" }).end(file);
      } catch {
        response.writeHead(404).end();
      }
    });
    site.#server.listen(0, "127.0.0.1");
    await once(site.#server, "listening");
    site.origin = `http://127.0.0.1:${site.#server.address().port}`;
    return site;
  }

  origin;
  #server;

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
