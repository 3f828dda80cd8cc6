import { contextBridge, ipcRenderer, type IpcRendererEvent } from "electron";
import type { Bridge } from "../shared/contract/client.ts";

/** The bridge: invoke and subscribe, nothing else, ever. A listener never sees Electron's event object. */
contextBridge.exposeInMainWorld("bridge", {
  invoke: (route, input) => ipcRenderer.invoke("request", route, input),
  subscribe: (listener) => {
    const forward = (_event: IpcRendererEvent, name: string, payload: unknown) =>
      listener(name, payload);
    ipcRenderer.on("event", forward);
    return () => void ipcRenderer.off("event", forward);
  },
} satisfies Bridge);
