/**
 * Imported before a part's own code (`node --import`): when `npm start` is gone, however it
 * went, its end of the channel closes, and the part ends as if it had been asked to.
 */
process.on("disconnect", () => {
  process.kill(process.pid, "SIGTERM");
});
// The channel alone must not keep a part alive that has nothing left to do.
process.channel?.unref();
