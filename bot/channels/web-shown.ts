/**
 * An activity as Direct Line clients get it. Without `replyToId`: Web Chat holds back an activity that answers one it
 * has not seen, and a client never sees the one behind a welcome or a message from staff.
 */
export function asShown(activity: object): object {
  return Object.fromEntries(Object.entries(activity).filter(([name]) => name !== 'replyToId'));
}
