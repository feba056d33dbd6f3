/**
 * The frame that an extension's worker is started from. It has an origin of its own that nobody
 * shares, so that CORS holds for what the worker fetches, and nothing of the page can be reached.
 */
export const SANDBOX_FRAME = `<!doctype html>
<meta charset="utf-8">
<title>Extension sandbox</title>
<script>
addEventListener("message", ({ data, ports: [port] }) => {
  const worker = new Worker(URL.createObjectURL(new Blob([data], { type: "text/javascript" })));
  worker.postMessage(null, [port]);
}, { once: true });
</script>`;

/**
 * The worker inherits this policy: no code but its own, and no network unless it was declared.
 * `unsafe-eval` is what runs the bundle.
 */
export const sandboxPolicy = (networkAccess: boolean): string =>
  [
    "sandbox allow-scripts",
    "default-src 'none'",
    "script-src 'unsafe-inline' 'unsafe-eval'",
    "worker-src blob:",
    `connect-src ${networkAccess ? "*" : "'none'"}`,
  ].join("; ");
