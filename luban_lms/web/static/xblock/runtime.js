/* The client side of the XBlock host: runtime version 1.
 *
 * Blocks are initialised children first; one that throws stays in its own element. Every POST to a
 * handler carries a key that makes it safe to send twice, whoever sends it: fetch, jQuery or XMLHttpRequest.
 */
(function () {
  "use strict";

  const HANDLER = /\/xblock\/[^/]+\/handler\//;
  const state = document.querySelector("script[data-xblock-runtime]")?.dataset || {};
  const keys = new Map();
  const listeners = new Map();

  // Keys: the same call gets the same key until the server has answered it.

  function newKey() {
    if (crypto.randomUUID) return crypto.randomUUID();
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
  }

  function stored(name, make) {
    try {
      let value = localStorage.getItem(name);
      if (value === null) localStorage.setItem(name, (value = make()));
      return value;
    } catch {
      return make();
    }
  }

  function nextSequence() {
    const next = Number(stored("luban-sequence", () => "0")) + 1;
    try { localStorage.setItem("luban-sequence", String(next)); } catch { /* a browser that keeps nothing */ }
    return next;
  }

  function isHandler(url) {
    const address = new URL(url, location.href);
    return address.origin === location.origin && HANDLER.test(address.pathname);
  }

  function identity(url, body) {
    return typeof body === "string" || body == null ? `${url}\n${body ?? ""}` : null;
  }

  function headersFor(url, body) {
    const id = identity(url, body);
    let key = id && keys.get(id);
    if (!key) {
      key = newKey();
      if (id) keys.set(id, key);
    }
    return {
      "Idempotency-Key": key,
      "X-CSRFToken": state.csrf || "",
      "X-Luban-Device": stored("luban-device", newKey).slice(0, 36),
      "X-Luban-Client-Time": new Date().toISOString(),
      "X-Luban-Client-Sequence": String(nextSequence()),
    };
  }

  function answered(url, body) {
    const id = identity(url, body);
    if (id) keys.delete(id);
  }

  // Somebody else has signed in, and the page is about to be theirs: no answer of the last one is sent any more.
  const isOther = () => Boolean(window.LubanSignIn?.other);
  const never = new Promise(() => {});

  const plainFetch = window.fetch.bind(window);

  window.fetch = async function (input, init) {
    const method = (init?.method || (input instanceof Request ? input.method : "GET")).toUpperCase();
    const url = input instanceof Request ? input.url : String(input);
    if (method !== "POST" || !isHandler(url)) return plainFetch(input, init);
    if (isOther()) return never;
    const body = init?.body;
    const headers = new Headers(init?.headers || (input instanceof Request ? input.headers : undefined));
    for (const [name, value] of Object.entries(headersFor(url, body))) {
      if (!headers.has(name)) headers.set(name, value);
    }
    const send = () => plainFetch(input, { ...init, headers });
    let response = await send();
    if (response.status === 401 && window.LubanSignIn) {
      if (await window.LubanSignIn.again()) response = await send(); // never true for somebody else
    }
    if (response.status < 500 && response.status !== 401) answered(url, body);
    return response;
  };

  const open = XMLHttpRequest.prototype.open;
  const send = XMLHttpRequest.prototype.send;

  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    this.lubanCall = String(method).toUpperCase() === "POST" && isHandler(url) ? String(url) : null;
    return open.call(this, method, url, ...rest);
  };

  XMLHttpRequest.prototype.send = function (body) {
    if (this.lubanCall && isOther()) return undefined;
    if (this.lubanCall) {
      for (const [name, value] of Object.entries(headersFor(this.lubanCall, body))) this.setRequestHeader(name, value);
      this.addEventListener("load", () => {
        if (this.status < 500 && this.status !== 401) answered(this.lubanCall, body);
        if (this.status === 401 && window.LubanSignIn) window.LubanSignIn.again();
      });
    }
    return send.call(this, body);
  };

  // The runtime object that a block's initialiser gets.

  function node(element) {
    return element && element.jquery ? element[0] : element;
  }

  function ownBlocks(element) {
    const root = node(element);
    return Array.from(root.querySelectorAll(".xblock")).filter((found) => found.parentElement.closest(".xblock") === root);
  }

  function runtimeFor(element) {
    return {
      element,
      handlerUrl(target, name, suffix, query) {
        const block = node(target).closest(".xblock");
        let url = block.dataset.handlers + encodeURIComponent(name);
        if (suffix) url += `/${String(suffix).split("/").map(encodeURIComponent).join("/")}`;
        if (query) url += `?${query}`;
        return url;
      },
      children: (target) => ownBlocks(target).map((child) => child.lubanBlock).filter(Boolean),
      childMap: (target, name) =>
        ownBlocks(target).map((child) => child.lubanBlock).find((block) => block && block.name === name),
      notify(name, data) {
        for (const callback of listeners.get(name) || []) callback(data);
        document.dispatchEvent(new CustomEvent(`xblock-${name}`, { detail: { element, data } }));
      },
      listenTo(name, callback) {
        listeners.set(name, [...(listeners.get(name) || []), callback]);
      },
      refreshXBlock: () => location.reload(),
    };
  }

  function initArguments(element) {
    const script = Array.from(element.children).find((child) => child.matches("script.xblock-json-init-args"));
    return script ? JSON.parse(script.textContent) : {};
  }

  function initialise(element) {
    if (element.classList.contains("xblock-initialized")) return element.lubanBlock;
    element.classList.add("xblock-initialized");
    const children = ownBlocks(element).map(initialise);
    const { init, name, blockType } = element.dataset;
    let block = {};
    if (init) {
      try {
        const Initialiser = window[init];
        if (typeof Initialiser !== "function") throw new TypeError(`${init} is not defined on this page`);
        block = new Initialiser(runtimeFor(element), element, initArguments(element)) || {};
      } catch (error) {
        element.dataset.failed = "";
        console.error(`block ${element.dataset.usageId} did not start`, error);
      }
    }
    Object.assign(block, { element, name, type: blockType, runtime: block.runtime || runtimeFor(element) });
    element.lubanBlock = block;
    if (window.jQuery) window.jQuery(element).prop("xblock_children", children).trigger("xblock-initialized");
    element.dispatchEvent(new CustomEvent("xblock-initialized", { bubbles: true }));
    return block;
  }

  function start() {
    for (const element of document.querySelectorAll(".xblock")) {
      if (!element.parentElement.closest(".xblock")) initialise(element);
    }
  }

  window.XBlock = { initializeBlock: (element) => initialise(node(element)), initializeBlocks: start, runtimeFor };

  // Deferred scripts of blocks stand after this one; they have all run by DOMContentLoaded.
  if (document.readyState === "complete") start();
  else document.addEventListener("DOMContentLoaded", start);
})();
