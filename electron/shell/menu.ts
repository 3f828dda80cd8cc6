import { Menu, type MenuItemConstructorOptions } from "electron";

/** The application's menu: what the system expects to find. The app's own commands live on its screens. */
export function setMenu(isPackaged: boolean): void {
  const view: MenuItemConstructorOptions[] = [
    { role: "resetZoom" },
    { role: "zoomIn" },
    { role: "zoomOut" },
    { role: "togglefullscreen" },
  ];
  if (!isPackaged) view.push({ role: "reload" }, { role: "toggleDevTools" });
  const template: MenuItemConstructorOptions[] = [
    { role: "editMenu" },
    { label: "View", submenu: view },
    { role: "windowMenu" },
  ];
  if (process.platform === "darwin") template.unshift({ role: "appMenu" });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
