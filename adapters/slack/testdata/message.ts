// What chat.postMessage and the views take, in Slack's own published types.
import type { HomeView, KnownBlock, ModalView } from '@slack/types';

export interface Sent {
  message?: { text?: string; blocks: KnownBlock[] };
  home?: HomeView;
  modal?: ModalView;
}
