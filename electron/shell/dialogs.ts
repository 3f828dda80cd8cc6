import { BrowserWindow, dialog } from "electron";
import type { Dialogs } from "../ports.ts";

const VIDEOS = ["mp4", "mov", "m4v"];
const PICTURES = ["jpg", "jpeg", "png", "heic", "heif", "webp", "avif", "tif", "tiff", "gif"];

/** The system's own dialogs, over the window where there is one. */
export const desktopDialogs: Dialogs = {
  pickPictures: async () => {
    const options: Electron.OpenDialogOptions = {
      title: "Choose pictures and videos",
      properties: ["openFile", "multiSelections"],
      filters: [
        { name: "Pictures and videos", extensions: [...PICTURES, ...VIDEOS] },
        { name: "All files", extensions: ["*"] },
      ],
    };
    const parent = BrowserWindow.getAllWindows()[0];
    const { filePaths } = await (parent
      ? dialog.showOpenDialog(parent, options)
      : dialog.showOpenDialog(options));
    return filePaths;
  },
  saveFile: async ({ title, name }) => {
    const options: Electron.SaveDialogOptions = { title, defaultPath: name };
    const parent = BrowserWindow.getAllWindows()[0];
    const { canceled, filePath } = await (parent
      ? dialog.showSaveDialog(parent, options)
      : dialog.showSaveDialog(options));
    return canceled || filePath === "" ? null : filePath;
  },
  ask: async ({ title, detail, buttons }) => {
    const options: Electron.MessageBoxOptions = {
      type: "question",
      message: title,
      detail,
      buttons: [...buttons],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    };
    const parent = BrowserWindow.getAllWindows()[0];
    const { response } = await (parent
      ? dialog.showMessageBox(parent, options)
      : dialog.showMessageBox(options));
    return response;
  },
};
