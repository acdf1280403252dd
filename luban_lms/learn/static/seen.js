// A page that was on screen to its end for a while is read: said once, by a call of its own.

const LONG_ENOUGH = 4000;

export function start(end) {
  let timer = 0;
  let pause = LONG_ENOUGH;
  const watcher = new IntersectionObserver((entries) => {
    clearTimeout(timer);
    if (!entries.some((entry) => entry.isIntersecting)) return;
    timer = setTimeout(async () => {
      watcher.disconnect();
      try {
        const answer = await fetch(end.dataset.action, { method: "POST", headers: { "X-CSRFToken": end.dataset.csrf }, keepalive: true });
        if (answer.ok) return;
      } catch { /* no network */ }
      pause *= 2; // a server that refuses is not asked every few seconds
      watcher.observe(end);
    }, pause);
  });
  watcher.observe(end);
}
