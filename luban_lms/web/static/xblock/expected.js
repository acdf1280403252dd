/* What blocks of other people expect on a page beside jQuery and underscore: translations, a log, cookies,
 * safe markup, and libraries that are fetched when they are needed.
 */
(function (window) {
  "use strict";

  const $ = window.jQuery;
  const MATHJAX = new URL("../vendor/mathjax-tex-svg.js", document.currentScript?.src || location.href).href;

  // Translations: the catalogue that a block brings is merged here by its own script.

  const django = (window.django = window.django || {});
  django.catalog = django.catalog || {};
  django.formats = django.formats || {};
  django.jsi18n_initialized = true;
  django.pluralidx = django.pluralidx || ((count) => (Number(count) === 1 ? 0 : 1));

  django.gettext = function (text) {
    const found = django.catalog[text];
    if (found === undefined) return text;
    return typeof found === "string" ? found : found[0];
  };
  django.ngettext = function (singular, plural, count) {
    const found = django.catalog[singular];
    if (found === undefined) return Number(count) === 1 ? singular : plural;
    return typeof found === "string" ? found : found[django.pluralidx(count)];
  };
  django.gettext_noop = (text) => text;
  django.pgettext = function (context, text) {
    const key = `${context}\u0004${text}`;
    return key in django.catalog ? django.gettext(key) : django.gettext(text);
  };
  django.npgettext = function (context, singular, plural, count) {
    const key = `${context}\u0004${singular}`;
    return key in django.catalog
      ? django.ngettext(key, `${context}\u0004${plural}`, count)
      : django.ngettext(singular, plural, count);
  };
  django.interpolate = function (text, values, named) {
    if (named) return text.replace(/%\((\w+)\)s/g, (_, name) => String(values[name]));
    const left = [...values];
    return text.replace(/%s/g, () => String(left.shift()));
  };
  django.get_format = (name) => django.formats[name] || name;
  for (const name of ["gettext", "ngettext", "gettext_noop", "pgettext", "npgettext", "interpolate", "get_format", "pluralidx"]) {
    if (!window[name]) window[name] = django[name];
  }

  // Markup: text is text until somebody says that it is markup.

  class HtmlSnippet {
    constructor(text) { this.text = String(text); }
    valueOf() { return this.text; }
    toString() { return this.text; }
  }

  const escape = (text) =>
    String(text ?? "").replace(/[&<>"'`]/g, (c) => `&#${c.charCodeAt(0)};`);
  const ensureHtml = (value) => (value instanceof HtmlSnippet ? value : new HtmlSnippet(escape(value)));
  const fill = (text, values, of) => String(text).replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? of(values[name]) : whole));
  const HtmlUtils = {
    HtmlSnippet,
    HTML: (text) => new HtmlSnippet(text instanceof HtmlSnippet ? text.text : text ?? ""),
    ensureHtml,
    joinHtml: (...parts) => new HtmlSnippet(parts.map((part) => ensureHtml(part).text).join("")),
    interpolateHtml: (text, values) => new HtmlSnippet(fill(ensureHtml(text), values, (value) => ensureHtml(value).text)),
    template(text) {
      const compiled = window._.template(text);
      return (data) => new HtmlSnippet(compiled({ HtmlUtils, StringUtils, edx: window.edx, ...data }));
    },
    setHtml: (element, html) => $(element).html(ensureHtml(html).text),
    append: (element, html) => $(element).append(ensureHtml(html).text),
    prepend: (element, html) => $(element).prepend(ensureHtml(html).text),
  };
  const StringUtils = { interpolate: (text, values) => fill(text, values, String) };
  window.edx = Object.assign(window.edx || {}, { HtmlUtils, StringUtils });
  window.HtmlUtils = window.HtmlUtils || HtmlUtils;
  window.StringUtils = window.StringUtils || StringUtils;

  // A log that blocks write to and listen to. It stays in the page: what counts is published by the server.

  const hearers = [];
  window.Logger = window.Logger || {
    log(type, data, element) {
      for (const hearer of hearers) {
        if (hearer.type === type && (!hearer.element || hearer.element === element)) hearer.call(type, data, element);
      }
      return $.Deferred().resolve().promise();
    },
    listen: (type, element, call) => void hearers.push({ type, element, call }),
    bind() {},
  };

  // jQuery: cookies, calls below an address, and the token of every call.

  $.cookie = $.cookie || function (name, value, options = {}) {
    if (value === undefined) {
      const found = document.cookie.split("; ").find((part) => part.startsWith(`${encodeURIComponent(name)}=`));
      return found ? decodeURIComponent(found.split("=").slice(1).join("=")) : undefined;
    }
    const age = value === null ? "; max-age=0" : options.expires ? `; max-age=${options.expires * 86400}` : "";
    document.cookie = `${encodeURIComponent(name)}=${encodeURIComponent(value ?? "")}${age}; path=${options.path || "/"}; samesite=lax`;
    return value;
  };
  $.removeCookie = $.removeCookie || ((name) => void $.cookie(name, null));
  $.postWithPrefix = (url, ...rest) => $.post(url, ...rest);
  $.getWithPrefix = (url, ...rest) => $.get(url, ...rest);
  $.ajaxWithPrefix = (...given) => $.ajax(...given);
  if (!$.fn.leanModal) {
    $.fn.leanModal = function (options = {}) {
      return this.on("click", function (event) {
        event.preventDefault();
        const box = $(options.target || $(this).attr("href")).show();
        box.find(options.closeButton || ".modal_close, .close-modal").one("click", () => box.hide());
      });
    };
  }
  if (!$.fn.qtip) {
    $.fn.qtip = function (options) {
      const content = options?.content?.text ?? options?.content;
      return this.each((_, node) => {
        const told = typeof content === "function" ? content.call(node) : content;
        const text = $("<div>").append(told && told.jquery ? told.clone() : told || "").text().trim();
        if (text) node.title = text;
      });
    };
  }

  // What is said aloud to who does not see the page.

  function say(texts) {
    let place = document.getElementById("xblock-said");
    if (!place) {
      place = document.createElement("div");
      place.id = "xblock-said";
      place.setAttribute("aria-live", "polite");
      place.style.cssText = "position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)";
      document.body.append(place);
    }
    place.replaceChildren(...texts.map((text) => Object.assign(document.createElement("p"), { textContent: $("<div>").html(text).text() })));
  }
  window.SR = window.SR || { readText: (text) => say([text]), readTexts: (texts) => say([...texts]), clear: () => say([]) };

  window.rewriteStaticLinks = window.rewriteStaticLinks || ((content, from, to) =>
    from && to ? String(content).split(from).join(to) : content);

  window.onTouchBasedDevice = () => {
    const found = navigator.userAgent.match(/iPhone|iPod|iPad|Android/i);
    return found ? found : null;
  };

  // The editor of code that editors of blocks reach for: here a plain field, with the calls that they make.

  function codeField(field, options = {}) {
    if (options.value !== undefined) field.value = options.value;
    field.dir = "ltr";
    field.spellcheck = false;
    if (options.readOnly) field.readOnly = true;
    const editor = {
      getValue: () => field.value,
      setValue(text) { field.value = text ?? ""; },
      getTextArea: () => field,
      getWrapperElement: () => field,
      getInputField: () => field,
      getOption: (name) => options[name],
      setOption(name, value) { options[name] = value; },
      replaceSelection: (text) => field.setRangeText(text, field.selectionStart, field.selectionEnd, "end"),
      getSelection: () => field.value.slice(field.selectionStart, field.selectionEnd),
      on: (name, call) => field.addEventListener(name === "change" ? "input" : name, () => call(editor)),
      off() {},
      focus: () => field.focus(),
      save() {},
      toTextArea() {},
      refresh() {},
      setSize() {},
      addKeyMap() {},
    };
    return editor;
  }
  if (!window.CodeMirror) {
    window.CodeMirror = function (place, options) {
      const field = document.createElement("textarea");
      if (typeof place === "function") place(field);
      else node(place).append(field);
      return codeField(field, options);
    };
    window.CodeMirror.fromTextArea = (field, options) => codeField(node(field), options);
    window.CodeMirror.defineMode = window.CodeMirror.defineMIME = () => {};
  }

  function node(element) {
    return element && element.jquery ? element[0] : element;
  }

  // MathJax of two generations ago: typesetting is asked of a queue, and fetched when there is something to set.

  const FORMULA = /\\\(|\\\[|\$\$|\[mathjax(inline)?\]/;
  let coming = null;

  function fetchMathJax() {
    if (coming) return coming;
    coming = new Promise((done, failed) => {
      const shim = window.MathJax;
      window.MathJax = {
        ...shim,
        startup: { typeset: false, ready() { window.MathJax.startup.defaultReady(); Object.assign(window.MathJax, { Hub: shim.Hub }); done(window.MathJax); } },
        tex: { inlineMath: [["\\(", "\\)"], ["[mathjaxinline]", "[/mathjaxinline]"]], displayMath: [["\\[", "\\]"], ["[mathjax]", "[/mathjax]"], ["$$", "$$"]] },
      };
      const script = document.createElement("script");
      script.src = MATHJAX;
      script.onerror = failed;
      document.head.append(script);
    });
    return coming;
  }

  async function typeset(target) {
    const nodes = target ? $(target).toArray() : [document.body];
    const wanted = nodes.filter((node) => node && FORMULA.test(node.textContent || ""));
    if (wanted.length) {
      const found = await fetchMathJax();
      await found.typesetPromise(wanted);
    }
  }

  async function run(task) {
    if (typeof task === "function") return task();
    if (!Array.isArray(task)) return undefined;
    const [what, object, ...rest] = task;
    if (what === "Typeset") return typeset(rest.length ? rest[0] : undefined);
    if (typeof what === "function") return what.apply(null, [object, ...rest]);
    return object && typeof object[what] === "function" ? object[what](...rest) : undefined;
  }

  let queue = Promise.resolve();
  window.MathJax = window.MathJax || {
    Hub: {
      Queue(...tasks) {
        for (const task of tasks) queue = queue.then(() => run(task)).catch((error) => console.error(error));
        return queue;
      },
      Typeset: (target, done) => window.MathJax.Hub.Queue(["Typeset", window.MathJax.Hub, target], done),
      Config() {},
      Configured() {},
      getAllJax: () => [],
      getJaxFor: () => null,
      Register: { StartupHook() {}, MessageHook() {} },
      signal: { Interest() {} },
    },
  };

  // RequireJS under a name of its own: were `define` on the page, every later library would hide in it.

  if (window.requirejs && window.define) {
    window.RequireJS = { requirejs: window.requirejs, require: window.require, define: window.define };
    for (const name of ["requirejs", "require", "define"]) window[name] = undefined;
  }
})(window);
