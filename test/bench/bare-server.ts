/**
 * The least that a webhook endpoint can do: verify the HMAC over the raw body and insert one
 * row, then answer. Run as a process of its own, like ours.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import pg from "pg";

const [url, secret] = [process.env["DATABASE_URL"], process.env["SHOPIFY_API_SECRET"]];
if (!url || !secret) throw new Error("DATABASE_URL and SHOPIFY_API_SECRET are needed");
const pool = new pg.Pool({ connectionString: url, max: 10 });

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks);
    const given = Buffer.from(String(request.headers["x-shopify-hmac-sha256"]), "base64");
    const own = createHmac("sha256", secret).update(body).digest();
    if (given.length !== own.length || !timingSafeEqual(given, own)) {
      response.writeHead(401).end();
      return;
    }
    const id = request.headers["x-shopify-webhook-id"];
    const insert = {
      name: "insert",
      text: "INSERT INTO bare_deliveries (webhook_id, body) VALUES ($1, $2) ON CONFLICT DO NOTHING",
      values: [id, body],
    };
    pool.query(insert).then(
      () => response.writeHead(200).end(),
      () => response.writeHead(500).end(),
    );
  });
});
server.listen(Number(process.env["PORT"]), "127.0.0.1");
process.on("SIGTERM", () => {
  server.close();
  server.closeAllConnections();
  void pool.end();
});
