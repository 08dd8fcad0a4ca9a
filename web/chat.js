// The signed-in user's chat: one connection, the channels opened in this tab, the one that is looked at.

import { Channel } from "./channel.js";
import { claims } from "./token.js";
import { Connection } from "./connection.js";

const OPEN_CHANNELS = "rotunda.channels";
const JOURNAL_LINES = 40;

export class Chat {
  connection;
  channels = new Map();
  current;
  journal = []; // newest first: { at, text }
  userId;
  userName;
  organization;

  #view;
  #signedOut;
  #stale; // the channels to be shown again; `null` among them stands for the list of channels

  /**
   * @param view told what changed: `connectionChanged`, `channelChanged`, `channelsChanged`, `refused`
   * @param signedOut called with the reason when the token is refused or expires
   */
  constructor(token, { pollingOnly, view, signedOut }) {
    this.#view = view;
    this.#signedOut = signedOut;
    const claimed = claims(token);
    this.userId = String(claimed.userId ?? claimed.sub ?? "");
    this.userName = String(claimed.name ?? this.userId);
    this.organization = String(claimed.organizationId ?? "");
    this.connection = new Connection(token, {
      pollingOnly,
      watcher: { changed: () => this.#connectionChanged(), noted: (text) => this.#note(text) },
    });
    this.#listen();
  }

  start() {
    const { open, current } = keptChannels();
    for (const id of open) this.#add(id);
    this.current = this.channels.get(current) ?? this.#add("general");
    this.#view.channelsChanged(this);
    this.connection.open();
  }

  stop() {
    for (const channel of this.channels.values()) channel.cutOff();
    this.connection.close();
  }

  pick(id) {
    const known = this.channels.get(id);
    this.current = known ?? this.#add(id);
    this.current.unread = 0;
    if (this.connection.connected && (!known || known.state === "refused")) this.current.join();
    this.#keep();
  }

  leave(id) {
    this.channels.get(id)?.leave();
    this.channels.delete(id);
    if (this.channels.size === 0) this.pick("general");
    else if (this.current.id === id) this.pick(this.channels.keys().next().value);
    else this.#keep();
  }

  get unread() {
    return [...this.channels.values()].reduce((sum, channel) => sum + channel.unread, 0);
  }

  #listen() {
    const { connection } = this;
    connection.on("connected", ({ userId, organizationId }) => {
      this.userId = userId;
      this.organization = organizationId;
    });
    connection.on("connect", () => {
      for (const channel of this.channels.values()) channel.join();
    });
    connection.on("disconnect", () => {
      for (const channel of this.channels.values()) channel.cutOff();
    });
    connection.on("error", (error) => this.#view.refused(error));
    this.#route("channel:history", (channel, history) => channel.history(history));
    this.#route("message:new", (channel, message) => {
      channel.received(message);
      if (channel !== this.current || document.hidden) channel.unread++;
      this.#showSoon();
    });
    this.#route("message:update", (channel, { messageId, content }) => channel.edited(messageId, content));
    this.#route("message:delete", (channel, { messageId }) => channel.erased(messageId));
    this.#route("typing:start", (channel, who) => channel.typists.start(who));
    this.#route("typing:stop", (channel, who) => channel.typists.stop(who));
    this.#route("channel:join", (channel, who) => channel.entered(who));
    this.#route("channel:leave", (channel, who) => channel.left(who));
  }

  /** Events of rooms that are not open here (any more) are nobody's. */
  #route(event, deliver) {
    this.connection.on(event, (data) => {
      const channel = this.channels.get(data?.channelId);
      if (channel) deliver(channel, data);
    });
  }

  #add(id) {
    const channel = new Channel(id, {
      connection: this.connection,
      userId: this.userId,
      changed: () => this.#showSoon(channel),
    });
    this.channels.set(id, channel);
    return channel;
  }

  #keep() {
    sessionStorage.setItem(OPEN_CHANNELS, JSON.stringify({ open: [...this.channels.keys()], current: this.current.id }));
    this.#view.channelsChanged(this);
  }

  /** Once for all that came at one time: who comes back may be told a thousand events. */
  #showSoon(channel = null) {
    if (!this.#stale) {
      this.#stale = new Set();
      queueMicrotask(() => this.#show());
    }
    this.#stale.add(channel);
  }

  #show() {
    const stale = this.#stale;
    this.#stale = undefined;
    if (stale.has(null)) this.#view.channelsChanged(this);
    else for (const channel of stale) this.#view.channelChanged(this, channel);
  }

  #connectionChanged() {
    if (this.connection.signedOut) this.#signedOut(this.connection.why);
    else this.#view.connectionChanged(this);
  }

  #note(text) {
    this.journal.unshift({ at: new Date(), text });
    this.journal.length = Math.min(this.journal.length, JOURNAL_LINES);
    this.#view.connectionChanged(this);
  }
}

function keptChannels() {
  try {
    return JSON.parse(sessionStorage.getItem(OPEN_CHANNELS)) ?? { open: [] };
  } catch {
    return { open: [] };
  }
}
