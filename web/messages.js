// The list of messages on the page. Text is set with textContent only: what users write is never markup.

const TOGETHER_MS = 5 * 60_000;
const NEAR_END_PX = 80;
const HUES = 8;

const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const day = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });

export class MessageList {
  #list;
  #scroller;
  #toEnd;
  #acts;
  #items = new WeakMap(); // entry → its elements
  #shown;

  /** @param acts `retry(optimisticId)` and `discard(optimisticId)`, for a message that was refused */
  constructor({ list, scroller, toEnd, acts }) {
    this.#list = list;
    this.#scroller = scroller;
    this.#toEnd = toEnd;
    this.#acts = acts;
    toEnd.addEventListener("click", () => this.scrollToEnd());
    scroller.addEventListener("scroll", () => this.#atEnd() && (toEnd.hidden = true), { passive: true });
  }

  /** Makes the page show these entries of this channel; what is there already stays as it is. */
  show(channel, entries, userId) {
    const switched = this.#shown !== channel;
    this.#shown = channel;
    const stay = switched || this.#atEnd();
    const fromEnd = this.#scroller.scrollHeight - this.#scroller.scrollTop;
    const first = this.#list.firstElementChild;
    const last = this.#list.lastElementChild;

    let next = first;
    let before;
    for (const entry of entries) {
      const item = this.#items.get(entry) ?? this.#make(entry);
      refresh(item, entry, before, entry.userId === userId);
      if (item.root === next) next = next.nextElementSibling;
      else this.#list.insertBefore(item.root, next);
      before = entry;
    }
    while (next) {
      const gone = next;
      next = next.nextElementSibling;
      gone.remove();
    }

    const grewAbove = first !== this.#list.firstElementChild;
    const grewBelow = last !== this.#list.lastElementChild;
    if (stay || (grewBelow && entries.at(-1)?.state === "pending")) this.scrollToEnd();
    else if (grewAbove) this.#scroller.scrollTop = this.#scroller.scrollHeight - fromEnd;
    else if (grewBelow) this.#toEnd.hidden = false;
  }

  scrollToEnd() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#toEnd.hidden = true;
  }

  #atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  }

  #make(entry) {
    const root = element("li", "message");
    const avatar = element("span", `avatar hue-${hue(entry.userId)}`, initial(entry.userName || entry.userId));
    avatar.setAttribute("aria-hidden", "true");
    const bubble = element("div", "bubble");
    const by = element("p", "by");
    const author = element("bdi", "author", entry.userName || entry.userId);
    const time = element("time");
    by.append(author, time);
    const content = element("p", "content");
    content.dir = "auto";
    const delivery = element("p", "delivery");
    const why = element("span");
    const retry = button("Try again", () => this.#acts.retry(entry.optimisticId));
    const discard = button("Discard", () => this.#acts.discard(entry.optimisticId));
    delivery.append(why, retry, discard);
    bubble.append(by, content, delivery);
    root.append(avatar, bubble);
    const item = { root, time, content, delivery, why, buttons: [retry, discard] };
    this.#items.set(entry, item);
    return item;
  }
}

function refresh({ root, time, content, delivery, why, buttons }, entry, before, mine) {
  const at = new Date(entry.createdAt);
  const newDay = !before || new Date(before.createdAt).toDateString() !== at.toDateString();
  const together = !newDay && before.userId === entry.userId && at - new Date(before.createdAt) < TOGETHER_MS;
  root.classList.toggle("mine", mine);
  root.classList.toggle("together", together);
  root.classList.toggle("erased", entry.content === "");
  root.dataset.state = entry.state;
  if (entry.seq !== undefined) root.dataset.seq = entry.seq;
  if (newDay) root.dataset.day = day.format(at);
  else delete root.dataset.day;

  put(time, clock.format(at));
  time.dateTime = entry.createdAt;
  time.title = full.format(at);
  put(content, entry.content === "" ? "deleted" : entry.content);
  content.classList.toggle("edited", entry.edited === true);

  const failed = entry.state === "failed";
  delivery.hidden = entry.state === "sent";
  put(why, failed ? `Not sent. ${entry.why.code}: ${entry.why.message ?? ""}` : "sending…");
  for (const one of buttons) one.hidden = !failed;
}

export function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

export function button(text, act, className = "quiet") {
  const made = element("button", className, text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

/** Sets a text only if it is another one: so nothing is announced or selected anew. */
export function put(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function hue(userId) {
  let sum = 0;
  for (const char of userId) sum = (sum * 31 + char.codePointAt(0)) >>> 0;
  return sum % HUES;
}

function initial(name) {
  return [...name.trim()][0]?.toLocaleUpperCase() ?? "?";
}
