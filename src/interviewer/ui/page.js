// What only the browser can do: drafts, the clock, marked words, and to notice that the program is gone.
(() => {
  const KEY = "interviewer-drafts", DRAFTS = 5;
  const mark = () => document.querySelector("#place [data-phase]");
  const box = () => document.querySelector("#answer textarea");
  const told = () => mark()?.dataset ?? {};

  // ---- a half-typed answer stays until it has been taken, over a refresh and a restart

  let place = null; // session, question and message for which the box is open
  const kept = () => JSON.parse(localStorage.getItem(KEY) ?? "{}"); // by place: two windows may have a draft each
  const keep = (text) => {
    const { [place]: _, ...others } = kept();
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries([...Object.entries(others).slice(1 - DRAFTS), [place, text]])));
  };
  const drop = (gone) => {
    const { [gone]: _, ...others } = kept();
    localStorage.setItem(KEY, JSON.stringify(others));
  };
  const drafts = () => {
    const now = told().draft, field = box();
    if (now === undefined) return;
    if (now !== place) {
      if (place?.split(":")[0] === told().session) drop(place); // what was sent has been taken
      place = now;
      if (place && field?.value && field.value.trim() !== taken) keep(field.value); // typed on while that was being read
    }
    const draft = place && kept()[place];
    if (field && draft && !field.value && field.dataset.restored !== place) {
      field.value = draft;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (field) field.dataset.restored = place ?? "";
  };
  document.addEventListener("input", (event) => {
    if (event.target === box() && place) keep(event.target.value);
  });
  const forget = () => { // everything of theirs was deleted: also what stands here
    if (document.querySelector("#gone .good")?.checkVisibility()) localStorage.removeItem(KEY);
  };

  // ---- light or dark: as the address asks, else as was chosen here, else as the machine has it

  const THEME = "interviewer-theme";
  const paint = () => {
    const theme = new URLSearchParams(location.search).get("__theme") ?? localStorage.getItem(THEME);
    if (["light", "dark"].includes(theme)) document.body.classList.toggle("dark", theme === "dark");
  };
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("#theme")) return;
    localStorage.setItem(THEME, document.body.classList.contains("dark") ? "light" : "dark");
    const at = new URL(location.href);
    at.searchParams.delete("__theme");
    history.replaceState(history.state, "", at);
    paint();
  });

  // ---- sending

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target === box()) {
      event.preventDefault();
      document.querySelector("#send")?.click();
    }
  });
  document.addEventListener("click", (event) => {
    // the second click of a double one would send an empty box, or press what has come to stand there
    if (event.detail > 1 && event.target.closest?.("#composer button, #actions button, #pending button, #start")) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);

  // ---- one's own words stand in the chat at once, until the chat itself tells of them, or of what went wrong

  let sent = null, taken = null;
  const told_of = () => document.querySelectorAll("#chat .message-row, .toast-body").length;
  document.addEventListener("click", (event) => {
    const words = box()?.value.trim(), pane = document.querySelector("#chat");
    if (!event.target.closest?.("#send") || !words || !pane || words.length > 20000) return;
    sent?.parts.forEach((one) => one.remove());
    const made = (className, textContent) => Object.assign(document.createElement("p"), { className, textContent, ariaHidden: "true" });
    const parts = [made("sent", words), made("reading", told().sayReading)];
    sent = { parts, before: told_of() };
    taken = words;
    pane.append(...parts);
  }, true);
  const arrived = () => {
    if (!sent || (sent.before === told_of() && !lost)) return;
    sent.parts.forEach((one) => one.remove());
    sent = null;
  };

  // ---- a clock that informs

  let since = 0, timed = null;
  const shown = (seconds) => {
    const whole = Math.max(0, Math.floor(seconds)), hours = Math.floor(whole / 3600);
    const rest = `${String(Math.floor(whole / 60) % 60).padStart(hours ? 2 : 1, "0")}:${String(whole % 60).padStart(2, "0")}`;
    return hours ? `${hours}:${rest}` : rest;
  };
  const tick = () => {
    const clock = document.querySelector("#steps .clock"), data = told();
    if (!clock || !data.session) return;
    const state = JSON.stringify([data.session, data.turn, data.phase, data.spent]);
    if (state !== timed) [since, timed] = [performance.now(), state];
    // also while the card is read, though no longer for the question; a silence counts for so long only, as in the report
    const gone = Math.min((performance.now() - since) / 1000, Number(data.still ?? Infinity));
    const all = Number(data.spent) + gone, here = Number(data.spentHere ?? 0) + (data.phase === "asking" ? gone : 0);
    const words = data.minutes ? data.sayClockLeft : data.sayClock;
    const text = words.replace("{here}", shown(here)).replace("{all}", shown(all)).replace("{left}", shown(data.minutes * 60 - all));
    if (clock.textContent !== text) clock.textContent = text;
  };
  setInterval(tick, 1000);

  // ---- the score card: what was quoted lights up in the answer, and words can be marked for another look

  const light = (card, points) => {
    card.querySelectorAll("mark.on, li.on").forEach((one) => one.classList.remove("on"));
    for (const point of points) {
      const marks = card.querySelectorAll(`mark[data-points~="${point}"]`);
      marks.forEach((one) => one.classList.add("on"));
      card.querySelector(`li[data-point="${point}"]`)?.classList.add("on");
      const said = marks[0]?.closest(".said");
      if (said) said.scrollTop += marks[0].getBoundingClientRect().top - said.getBoundingClientRect().top - said.clientHeight / 3;
    }
  };
  for (const kind of ["mouseover", "focusin", "click"]) {
    document.addEventListener(kind, (event) => {
      const card = event.target.closest?.(".card");
      if (!card) return;
      const one = event.target.closest("[data-points], li[data-point]");
      if (one) light(card, one.dataset.points?.split(" ") ?? [one.dataset.point]);
      else if (kind === "mouseover") light(card, []);
    });
  }
  document.addEventListener("selectionchange", () => {
    const chosen = getSelection();
    const node = chosen?.anchorNode, said = (node?.nodeType === 1 ? node : node?.parentElement)?.closest?.(".card .said");
    if (!said || !said.contains(chosen.focusNode) || chosen.isCollapsed) return;
    const before = new Range();
    before.setStart(said, 0);
    before.setEnd(chosen.getRangeAt(0).startContainer, chosen.getRangeAt(0).startOffset);
    Object.assign(document.documentElement.dataset, { marked: chosen.toString(), near: before.toString().length });
    said.closest(".card").querySelectorAll(".marked").forEach((one) => { one.textContent = `“${chosen.toString()}”`; });
  });

  // what was unfolded in a card or a replay stays so when a verdict in it changes and it is drawn anew
  const FOLDS = "details.replay, .card details:not(.whole)", unfolded = new Set();
  const fold = (one) => {
    const { number, point } = one.querySelector(":scope > .ways [data-number]")?.dataset ?? {};
    return [told().session, one.closest(".replay")?.dataset.place, one.className, number, point].join(":");
  };
  document.addEventListener("toggle", (event) => {
    const one = event.target;
    if (one.matches?.(FOLDS) && one.isConnected) unfolded[one.open ? "add" : "delete"](fold(one));
  }, true);
  const unfold = () => document.querySelectorAll(FOLDS).forEach((one) => {
    if (one.dataset.seen !== "1" && unfolded.has(fold(one))) one.open = true;
    one.dataset.seen = "1";
  });

  // ---- the program was stopped: say so, and go on when it is back

  let lost = null, started = null, cut = false; // cut: Gradio says so, in English, and hears of nothing any more
  const gradio = () => document.querySelectorAll(".toast-body.error:not([hidden])").forEach((one) => {
    if (!one.textContent.includes("Connection to the server was lost")) return;
    one.hidden = cut = true;
    ask();
  });
  // the head of a toast is a button around a button, of which the inner one is enough
  const toasts = () => document.querySelectorAll(".toast-header").forEach((one) => {
    one.removeAttribute("role");
    one.removeAttribute("tabindex");
  });
  const ask = async () => {
    if (document.hidden) return;
    try {
      const reply = await fetch(new URL("gradio_api/app_id", document.baseURI), { cache: "no-store" });
      const id = (await reply.json()).app_id;
      started ??= id;
      if (lost || cut || id !== started) location.reload();
    } catch {
      if (lost) return;
      lost = Object.assign(document.createElement("div"), { id: "lost", textContent: told().sayLost ?? "…" });
      lost.setAttribute("role", "alert");
      document.body.append(lost);
    }
  };
  setInterval(ask, 4000);

  // ---- the newest message is in sight, unless the person has scrolled up to read

  let heard = 0, moment = "", below = true; // below: the person looks at the end of the chat
  const left = (pane) => pane.scrollHeight - pane.scrollTop - pane.clientHeight;
  let touched = -Infinity; // milliseconds; only a person's own scrolling leads away from the end, not words that come while it is followed
  for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    document.addEventListener(kind, ({ target }) => { if (target.closest?.("#chat")) touched = performance.now(); }, { capture: true, passive: true });
  }
  document.addEventListener("scroll", ({ target }) => {
    if (target.id !== "chat") return;
    const end = left(target) < 60; // pixels
    if (end || performance.now() - touched < 2000) below = end;
  }, true);
  const newest = () => {
    const pane = document.querySelector("#chat"), { session, turn, phase } = told(), now = [session, turn, phase].join();
    if (!pane) return;
    if (now !== moment) below = true;
    moment = now;
    heard = pane.textContent.length;
    pane.tabIndex = 0; // it scrolls, and a keyboard must be able to
    if (below && left(pane) > 1) pane.scrollTop = pane.scrollHeight;
  };

  // ---- in a narrow window the page itself scrolls: what has just been said, and what can be done now, come into sight

  const narrow = matchMedia("(max-width: 759px)"); // as in style.css
  let settled = "", length = 0, scrolled = 0;
  const settle = () => {
    if (!narrow.matches) return;
    const last = [...document.querySelectorAll("#chat :is(.message-row, .reading)")].at(-1), actions = document.querySelector("#actions");
    const { session, turn, phase, draft } = told(), now = [session, turn, phase, draft, document.querySelectorAll("#chat .message-row").length].join();
    if (phase === "over" && now !== settled && document.querySelector("#report")?.checkVisibility()) {
      settled = now;
      scrollTo({ top: 0, behavior: "instant" });
    }
    if (!last || !actions.checkVisibility()) return;
    if (now === settled && (length === heard || Math.abs(scrollY - scrolled) > 60)) return; // they have scrolled on to read
    [settled, length] = [now, heard];
    const under = document.querySelector("#question").offsetHeight + 12; // the question stays at the top
    const card = phase === "between", edge = visualViewport?.height ?? innerHeight;
    scrollBy({ top: card ? last.getBoundingClientRect().top - under : actions.getBoundingClientRect().bottom + 12 - edge, behavior: "instant" });
    scrolled = scrollY;
  };

  // in a wide one all of it fits into the window, whatever stands above
  let above = 0;
  const fit = () => {
    const talk = document.querySelector("#interview");
    const top = talk?.checkVisibility() ? Math.round(talk.getBoundingClientRect().top + scrollY) : above;
    if (top !== above) document.documentElement.style.setProperty("--above", `${top}px`);
    above = top;
  };

  // ---- the keyboard goes on where the person does: in the box while a question is open, at the next question when it is done

  const touch = matchMedia("(pointer: coarse)"); // there it would open the keyboard over the question
  let stood = "", asked = "", owed = false;
  const attend = () => {
    const { session, turn, phase, draft } = told(), now = [session, turn, phase, draft].join();
    if (now !== stood) [stood, owed] = [now, Boolean(session)];
    const aim = { asking: box(), between: document.querySelector("#next") }[phase];
    if (!owed || touch.matches || !aim?.checkVisibility()) return;
    const at = document.activeElement, here = at?.closest("#actions, #composer, #pending"), another = asked !== `${session}:${turn}:${phase}`;
    [owed, asked] = [false, `${session}:${turn}:${phase}`];
    if (!at || at === document.body || !at.checkVisibility() || (here && another) || at.id === "send") aim.focus({ preventScroll: true });
  };
  document.addEventListener("keydown", (event) => {
    // a key that is held down since the answer was sent must not press the button to which the focus has come
    if (event.key === "Enter" && event.repeat && event.target.closest?.("#next")) event.preventDefault();
  });

  // ---- a pressed button says that something is being done, until the page has changed

  const WORKING = "#start, #resume, #send, #yes, #no, #next, #retry, #again, #offline, #hint, #repeat, #skip, #unskip, #end, #unend, #new";
  const PATIENCE = 60_000; // milliseconds; then nothing has come that could be seen
  let busy = null;
  const seen = () => [mark()?.outerHTML, heard, document.querySelectorAll(".toast-body").length].join();
  const done = () => {
    const writing = told().phase === "over" && busy?.button.id === "end" && !document.querySelector("#report")?.checkVisibility();
    if (!busy || writing || (seen() === busy.before && performance.now() < busy.until)) return;
    busy.button.removeAttribute("aria-busy");
    busy = null;
  };
  const work = (button) => {
    if (!button || button.disabled) return;
    busy?.button.removeAttribute("aria-busy");
    busy = { button, before: seen(), until: performance.now() + PATIENCE };
    button.setAttribute("aria-busy", "true");
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(WORKING);
    work(button);
    below ||= Boolean(button); // who asks for something wants to see what comes of it
  }, true);
  document.addEventListener("keydown", (event) => {
    const sends = event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.closest?.("#query");
    if (sends) work(document.querySelector("#start"));
  });
  setInterval(done, 1000);

  // ---- what the library found is brought into sight; the page says which language it speaks

  let hitShown = null;
  const follow = () => {
    const hit = document.querySelector("#document-items .hit");
    if (hit && hit !== hitShown) hit.scrollIntoView({ block: "center" });
    hitShown = hit;
    const language = told().language;
    const spoken = language === "zh" ? "zh-CN" : "en";
    if (language && document.documentElement.lang !== spoken) document.documentElement.lang = spoken;
    paint();
    arrived();
    unfold();
    gradio();
    toasts();
    drafts();
    forget();
    newest();
    fit();
    settle();
    attend();
    done();
    tick();
  };
  for (const kind of ["change", "click"]) {
    document.addEventListener(kind, (event) => { // what was told belongs to what was done before, in the language of then
      if (!event.target.closest?.("#language, button") || event.target.closest(".toast-body")) return;
      document.querySelectorAll(".toast-close").forEach((close) => close.click());
    }, true);
  }
  let due = false; // once a frame: what is measured makes the browser lay the page out
  const soon = () => {
    if (!due) requestAnimationFrame(() => { due = false; follow(); });
    due = true;
  };
  addEventListener("resize", soon);
  addEventListener("click", soon); // a tab that comes back has its height again
  new MutationObserver(soon).observe(document, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ["data-draft"] });
})();
