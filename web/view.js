// What the page shows of the chat, and what its buttons do. Knows nothing of Socket.IO.

import { button, element, MessageList, put } from "./messages.js";

const NOTICE_MS = 8_000;
const MOST_NOTICES = 4;
const TYPISTS_NAMED = 3;

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "medium", hourCycle: "h23" });
const find = (id) => document.getElementById(id);

export class View {
  chat;
  #messages;
  #shownChannel;

  /** @param acts `signOut()`, `setPollingOnly(on)` */
  constructor(acts) {
    this.#messages = new MessageList({
      list: find("messages"),
      scroller: find("scroller"),
      toEnd: find("to-end"),
      acts: {
        retry: (optimisticId) => this.chat.current.retry(optimisticId),
        discard: (optimisticId) => this.chat.current.discard(optimisticId),
      },
    });
    this.#listen(acts);
    this.#listenToComposer();
  }

  show(chat, { pollingOnly }) {
    this.chat = chat;
    find("sign-in").hidden = true;
    find("chat").hidden = false;
    find("polling-only").checked = pollingOnly;
    find("notices").replaceChildren();
    this.#showPanel(matchMedia("(min-width: 64rem)").matches);
    chat.start();
    find("content").focus();
  }

  showSignIn(why = "") {
    this.chat = undefined;
    this.#shownChannel = undefined;
    find("content").value = "";
    document.title = "Rotunda";
    find("chat").hidden = true;
    find("sign-in").hidden = false;
    find("messages").replaceChildren();
    put(find("sign-in-error"), why);
    find("token").focus();
  }

  connectionChanged(chat) {
    if (chat !== this.chat) return;
    const { connection, organization, userName, userId } = chat;
    const state = describe(connection);
    find("chat").dataset.state = connection.state;
    put(find("user"), userName || userId);
    put(find("organization"), organization);
    put(find("state"), state);
    put(find("state-long"), state);
    const transport = connection.connected ? connection.transport : "";
    put(find("transport"), transport);
    put(find("transport-long"), transport || "none");
    put(find("socket-id"), connection.connected ? connection.id : "none");
    find("drop").disabled = !connection.connected;
    // Not every second of the countdown: that would never let a screen reader finish.
    put(find("announced"), connection.state === "waiting" ? `reconnecting, attempt ${connection.attempt}` : state);
    const cut = connection.state !== "connected" && (connection.state !== "connecting" || connection.attempt > 0);
    find("banner").hidden = !cut;
    if (cut) put(find("banner-text"), `${capital(state)}. What you write is kept and sent afterwards.`);
    this.#showJournal(chat.journal);
  }

  channelsChanged(chat) {
    if (chat !== this.chat) return;
    find("channels").replaceChildren(
      ...[...chat.channels.values()].map((channel) => {
        const item = element("li");
        const pick = button("", () => this.chat.pick(channel.id), "channel");
        pick.append(element("bdi", "", `# ${channel.id}`));
        if (channel === chat.current) pick.setAttribute("aria-current", "true");
        else if (channel.unread > 0) pick.append(element("span", "unread", String(channel.unread)));
        item.append(pick);
        return item;
      }),
    );
    document.title = `${chat.unread > 0 ? `(${chat.unread}) ` : ""}#${chat.current.id} · Rotunda`;
    this.channelChanged(chat, chat.current);
  }

  channelChanged(chat, channel) {
    if (chat !== this.chat || channel !== chat.current) return;
    const entries = channel.timeline.entries;
    find("chat").dataset.channel = channel.state;
    put(find("title"), `# ${channel.id}`);
    put(find("members"), channel.state === "joined" ? people(channel.members) : "");
    find("earlier").hidden = !channel.hasEarlier;
    find("empty").hidden = entries.length > 0;
    put(find("empty"), emptyText(channel));
    this.#messages.show(channel, entries, chat.userId);
    put(find("typing"), typingText(channel.typists.names));
    const content = find("content");
    content.disabled = channel.state === "refused";
    content.placeholder = `Message #${channel.id}`;
    if (this.#shownChannel !== channel) {
      if (this.#shownChannel) this.#shownChannel.draft = content.value;
      this.#shownChannel = channel;
      content.value = channel.draft;
      fit(content);
    }
  }

  refused({ code, message, event }) {
    const notices = find("notices");
    const notice = element("div", "notice");
    notice.append(element("b", "", code), element("span", "", `${event ? `${event}: ` : ""}${message ?? ""}`));
    const close = button("Close", () => notice.remove());
    notice.append(close);
    notices.append(notice);
    while (notices.children.length > MOST_NOTICES) notices.firstElementChild.remove();
    setTimeout(() => notice.remove(), NOTICE_MS);
  }

  #listen({ signOut, setPollingOnly }) {
    find("sign-out").addEventListener("click", signOut);
    find("polling-only").addEventListener("change", ({ target }) => setPollingOnly(target.checked));
    find("drop").addEventListener("click", () => this.chat.connection.drop());
    find("try-now").addEventListener("click", () => this.chat.connection.open());
    find("leave").addEventListener("click", () => this.chat.leave(this.chat.current.id));
    find("earlier").addEventListener("click", () => this.chat.current.loadEarlier());
    find("panel-toggle").addEventListener("click", () => this.#showPanel(find("panel").hidden));
    find("channel-form").addEventListener("submit", (event) => {
      event.preventDefault();
      const id = find("channel").value.trim().replace(/^#\s*/, "");
      if (id) this.chat.pick(id);
      find("channel").value = "";
      find("content").focus();
    });
    document.addEventListener("visibilitychange", () => {
      if (document.hidden || !this.chat?.current) return;
      this.chat.current.unread = 0;
      this.channelsChanged(this.chat);
    });
  }

  #listenToComposer() {
    const content = find("content");
    content.addEventListener("input", () => {
      fit(content);
      this.chat.current.signal.typed(content.value);
    });
    content.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      find("composer").requestSubmit();
    });
    find("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      if (content.disabled || content.value.trim() === "") return;
      this.chat.current.write(this.chat.userName, content.value);
      content.value = "";
      fit(content);
      content.focus();
    });
  }

  #showPanel(open) {
    find("panel").hidden = !open;
    find("panel-toggle").setAttribute("aria-expanded", String(open));
  }

  #showJournal(lines) {
    const list = find("journal");
    if (list.firstElementChild?.line === lines[0] && list.children.length === lines.length) return;
    list.replaceChildren(
      ...lines.map((line) => {
        const item = element("li");
        item.append(element("time", "", clock.format(line.at)), element("span", "", line.text));
        item.line = line;
        return item;
      }),
    );
  }
}

function describe({ state, attempt, secondsLeft, why }) {
  switch (state) {
    case "connected":
      return "connected";
    case "waiting":
      return `reconnecting in ${secondsLeft} s (attempt ${attempt})`;
    case "disconnected":
      return `disconnected: ${why}`;
    default:
      return attempt > 0 ? `connecting (attempt ${attempt})` : "connecting";
  }
}

function emptyText({ id, state, refusal }) {
  if (state === "refused") return `You are not in #${id}. ${refusal.code}: ${refusal.message ?? ""}`;
  return state === "joined" ? "Nothing here yet. Say something." : "";
}

function typingText(names) {
  if (names.length === 0) return "";
  if (names.length > TYPISTS_NAMED) return "several people are typing…";
  return `${new Intl.ListFormat("en").format(names)} ${names.length === 1 ? "is" : "are"} typing…`;
}

function people(count) {
  return count === 1 ? "1 person here" : `${count} people here`;
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The field is as high as what is written in it; the style sheet limits that. */
function fit(field) {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}
