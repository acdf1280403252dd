/* The page of terms: it narrows as one types, and asks the whole bank when the page has nothing. */
(function () {
  "use strict";
  if (window.LubanTermsPage) return;

  const PAUSE = 350;
  const AT_FIRST = 40;

  window.LubanTermsPage = function (runtime, element, args) {
    const kit = window.LubanKit;
    const host = kit.nodeOf(element);
    const root = host.classList.contains("luban") ? host : host.querySelector(".luban");
    const { fold, has } = window.LubanFolding;
    const send = kit.sender(runtime, host, { failed: args.words.no_answer });
    const field = root.querySelector("[data-search] [name=q]");
    const count = root.querySelector("[data-count]");
    const more = root.querySelector("[data-bank]");
    const entries = Array.from(root.querySelectorAll("[data-list] > [data-term-entry]"), (node) => ({ node: node, text: fold(node.textContent) }));
    const counted = count.textContent.replace(/[0-9]+/, "%");
    let all = entries.length <= AT_FIRST;
    let timer = 0;
    let turn = 0;

    const button = document.createElement("button");
    button.type = "button";
    button.className = "lb-quiet";
    button.textContent = args.words.all;
    button.addEventListener("click", function () {
      all = true;
      show();
      const next = entries[AT_FIRST].node.querySelector("summary");
      if (next) next.focus();
    });
    root.querySelector("[data-list]").after(button);

    function show() {
      const question = field.value.trim();
      let found = 0;
      let shown = 0;
      for (const entry of entries) {
        const right = !question || has(entry.text, question);
        found += right ? 1 : 0;
        const visible = right && (question || all || found <= AT_FIRST);
        entry.node.hidden = !visible;
        shown += visible ? 1 : 0;
      }
      button.hidden = Boolean(question) || all;
      count.textContent = found || !question ? counted.replace("%", found) : args.words.nothing;
      return found;
    }

    async function ask(question) {
      const mine = ++turn;
      more.replaceChildren();
      try {
        const answer = await send("search", { q: question });
        if (mine !== turn || !answer.count) return;
        const title = document.createElement("h4");
        title.className = "lb-label";
        title.textContent = args.words.bank;
        const list = new DOMParser().parseFromString(answer.html, "text/html").querySelector(".lb-term-list");
        more.replaceChildren(title, list);
        count.textContent = counted.replace("%", answer.count);
        listen(more);
      } catch (error) {
        if (mine === turn) count.textContent = error.said || args.words.no_answer;
      }
    }

    function look() {
      clearTimeout(timer);
      turn += 1;
      more.replaceChildren();
      const question = field.value.trim();
      if (!show() && question) timer = setTimeout(() => ask(question), PAUSE);
    }

    // Buttons to listen, where an open term is.
    function listen(place) {
      for (const one of place.querySelectorAll("details[open]")) window.LubanTerms.listen(one, args.words);
    }

    root.addEventListener("toggle", function (event) {
      if (event.target.matches("details") && event.target.open) window.LubanTerms.listen(event.target, args.words);
    }, true);
    root.querySelector("[data-search]").addEventListener("submit", function (event) {
      event.preventDefault();
      look();
    });
    field.addEventListener("input", look);
    show();
    listen(root);
  };
})();
