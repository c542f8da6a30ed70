import type { ChangeEntry, Chat, Entry, Message, MessageEntry } from '@/shared/types';

/** A small server: one chat whose log grows, and what it answers at any moment. */
export class ChatModel {
  readonly log: Entry[] = [];
  private readonly states: Map<number, Message>[] = [new Map()];
  readonly chatId = 'chat';

  get head(): number {
    return this.log.length;
  }

  message(senderId: string, text = 'text', cid = `cid-${this.head + 1}`): MessageEntry {
    const seq = this.head + 1;
    const ordinal = this.log.filter((entry) => entry.type === 'message').length + 1;
    const at = new Date(Date.UTC(2026, 0, 1) + seq * 60_000).toISOString();
    const message: Message = { chatId: this.chatId, seq, ordinal, senderId, cid, text, at, replyTo: null, files: [], reactions: [] };
    return this.push({ type: 'message', ...message }, (state) => state.set(seq, message));
  }

  change(kind: 'edit' | 'delete' | 'reaction', actorId: string, targetSeq: number, emoji = '👍', me = 'me'): ChangeEntry | null {
    const target = this.states.at(-1)!.get(targetSeq);
    if (!target || target.deletedAt) return null;
    const seq = this.head + 1;
    const at = new Date(Date.UTC(2026, 0, 2) + seq * 60_000).toISOString();
    const next = { ...target };
    let data: Record<string, unknown> = {};
    if (kind === 'edit') {
      data = { text: `edited at ${seq}`, editedAt: at };
      Object.assign(next, data);
    } else if (kind === 'delete') {
      Object.assign(next, { text: '', files: [], reactions: [], deletedAt: at });
    } else {
      const before = target.reactions.find((reaction) => reaction.emoji === emoji);
      const on = actorId === me ? !before?.mine : true;
      const count = (before?.count ?? 0) + (on ? 1 : -1);
      data = { emoji, count, on };
      const after = { emoji, count, mine: actorId === me ? on : (before?.mine ?? false) };
      const others = target.reactions.filter((reaction) => reaction.emoji !== emoji);
      next.reactions = count === 0 ? others : [...others, after];
    }
    return this.push({ type: 'change', chatId: this.chatId, seq, kind, actorId, targetSeq, data, at }, (state) => state.set(targetSeq, next));
  }

  /** Messages as they are at a head, in order. */
  messages(head = this.head): Message[] {
    return [...this.states[head]!.values()].sort((a, b) => a.seq - b.seq);
  }

  /** Log entries show a message as it is now; the text of an edit goes with the message. */
  since(seq: number, head = this.head): Entry[] {
    const now = this.states[head]!;
    return this.log.slice(seq, head).map((entry) => {
      if (entry.type === 'message') return { type: 'message', ...now.get(entry.seq)! };
      const target = now.get(entry.targetSeq!)!;
      return entry.kind === 'edit' ? { ...entry, data: target.deletedAt ? null : { text: target.text, editedAt: target.editedAt } } : entry;
    });
  }

  chat(head = this.head, readSeq = 0): Chat {
    const messages = this.messages(head);
    return {
      id: this.chatId,
      type: 'group',
      name: 'Group',
      isPublic: false,
      historyForNewMembers: true,
      lastSeq: head,
      messageCount: messages.length,
      unread: messages.filter((message) => message.seq > readSeq).length,
      readSeq,
      othersReadSeq: 0,
      role: 'member',
      archived: false,
      pinned: false,
      lastMessage: messages.at(-1) ?? null,
      memberCount: 3,
      createdAt: '2026-01-01T00:00:00Z',
    };
  }

  private push<T extends Entry>(entry: T, change: (state: Map<number, Message>) => void): T {
    const state = new Map(this.states.at(-1));
    change(state);
    this.log.push(entry);
    this.states.push(state);
    return entry;
  }
}

/** The same numbers for the same seed, so that a failure can be run again. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
