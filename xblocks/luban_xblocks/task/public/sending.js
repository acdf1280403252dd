/* Sends files one after another, each with its progress and a way to stop it. */
(function () {
  "use strict";
  if (window.LubanSending) return;

  function part(name, text, className) {
    const found = document.createElement(name);
    if (className) found.className = className;
    if (text) found.textContent = text;
    return found;
  }

  function button(text, press) {
    const found = part("button", text, "lb-quiet");
    found.type = "button";
    found.addEventListener("click", press);
    return found;
  }

  function token() {
    const found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return found ? decodeURIComponent(found[1]) : "";
  }

  // `options`: address(), words, language, list(), say(text), placed(html), idle()
  window.LubanSending = function (options) {
    const words = options.words;
    const queue = [];
    let running = false;

    function fill(text, values) {
      return text.replace(/%\((\w+)\)s/g, (all, name) => (name in values ? values[name] : all)).replace("%%", "%");
    }

    function size(bytes) {
      const large = bytes >= 1e6;
      const number = window.LubanKit.shown(large ? bytes / 1e6 : Math.max(1, Math.round(bytes / 1e3)), options.language, large ? 1 : 0);
      return fill(large ? words.megabytes : words.kilobytes, { number: number });
    }

    function post(file, line) {
      return new Promise(function (done) {
        const call = new XMLHttpRequest();
        const body = new FormData();
        body.append("only", "files");
        body.append("file", file, file.name);
        call.open("POST", options.address());
        if (token()) call.setRequestHeader("X-CSRFToken", token());
        call.upload.addEventListener("progress", function (event) {
          if (!event.lengthComputable) return;
          line.bar.value = event.loaded / event.total;
          line.state.textContent = fill(words.sending, { percent: Math.round(100 * event.loaded / event.total) });
        });
        call.addEventListener("load", function () {
          let data = {};
          try { data = JSON.parse(call.responseText); } catch (error) { /* not ours */ }
          done(call.status === 200 ? data : { error: data.message || data.error || words.failed, lost: call.status >= 500 });
        });
        call.addEventListener("error", () => done({ error: fill(words.lost, { name: file.name }), lost: true }));
        call.addEventListener("abort", () => done({ stopped: true }));
        line.stop = () => call.abort();
        call.send(body);
      });
    }

    function lineFor(file) {
      const item = part("li", "", "lb-file");
      const text = part("span", "", "lb-file-words");
      const name = part("bdi", file.name);
      const state = part("span", words.reducing, "lb-rule");
      const bar = document.createElement("progress");
      bar.setAttribute("aria-label", file.name);
      text.append(name, " ", state);
      const line = { item: item, state: state, bar: bar, stop: null, stopped: false };
      const stop = button(words.cancel, function () {
        line.stopped = true;
        if (line.stop) line.stop();
      });
      item.append(text, stop, bar);
      options.list().append(item);
      return line;
    }

    function lost(line, file, data) {
      line.item.classList.add("is-lost");
      line.item.replaceChildren(part("span", data.error, "lb-file-words"));
      const leave = button(words.drop, () => { line.item.remove(); options.idle(); });
      if (data.lost) {
        line.item.append(button(words.again, function () {
          line.item.remove();
          add([file]);
        }));
      }
      line.item.append(leave);
      options.say(data.error);
    }

    async function one(file) {
      const line = lineFor(file);
      const small = await window.LubanPhotos.reduced(file);
      const data = line.stopped ? { stopped: true } : await post(small, line);
      if (data.stopped) {
        line.item.remove();
        options.say(fill(words.cancelled, { name: file.name }));
      } else if (data.error) {
        lost(line, file, data);
      } else if (data.html) {
        line.item.remove();
        options.changed(data);
      } else {
        line.item.remove();
        options.placed(data.files);
        const less = small !== file && small.size < file.size;
        options.say(fill(less ? words.reduced : words.added, { name: small.name, size: size(small.size), before: size(file.size) }));
      }
    }

    async function add(files) {
      queue.push(...files);
      if (running) return;
      running = true;
      try {
        while (queue.length) await one(queue.shift());
      } finally {
        running = false;
        options.idle();
      }
    }

    return { add: add, busy: () => running };
  };
})();
