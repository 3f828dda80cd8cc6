/** The practice Instagram: a Graph API server on loopback. */
export class PracticeServer {
  start(): Promise<void> {
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }
}
