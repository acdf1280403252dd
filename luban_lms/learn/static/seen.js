// A page that was on screen to its end for a while is read: said once, by a call of its own.

const LONG_ENOUGH = 4000;

export function start(end) {
  let timer = 0;
  const watcher = new IntersectionObserver((entries) => {
    clearTimeout(timer);
    if (!entries.some((entry) => entry.isIntersecting)) return;
    timer = setTimeout(async () => {
      watcher.disconnect();
      try {
        await fetch(end.dataset.action, { method: "POST", headers: { "X-CSRFToken": end.dataset.csrf }, keepalive: true });
      } catch {
        watcher.observe(end); // no network: say it when the end is next on screen
      }
    }, LONG_ENOUGH);
  });
  watcher.observe(end);
}
