// The only script that every page loads: it starts the behaviour that each node asks for.
// A node names its module's address in data-module; the module exports start(node).

export async function startAll(root) {
  const nodes = [...root.querySelectorAll("[data-module]")];
  await Promise.all(
    nodes.map(async (node) => {
      const address = node.dataset.module;
      if (node.dataset.started === address) return;
      node.dataset.started = address;
      try {
        const { start } = await import(address);
        start(node);
      } catch (error) {
        // The page works without the behaviour; say it where a developer looks.
        console.error(`module ${address} did not start`, error);
      }
    }),
  );
}

startAll(document);
// A surface that adds nodes to the page asks for their behaviours in the same way.
document.addEventListener("luban:added", (event) => startAll(event.target));
