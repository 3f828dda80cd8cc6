import type { Account } from "../../../shared/contract/accounts.ts";
import type { GraphClient } from "../../graph/client.ts";
import type { AccountsService } from "../accounts/service.ts";
import type { SettingsService } from "../settings/service.ts";
import { PagePhotoHost } from "./page-photo-host.ts";

type Deps = {
  readonly accounts: Pick<AccountsService, "list" | "access">;
  readonly graph: GraphClient;
  readonly settings: SettingsService;
};

/** The Facebook Pages of the accounts that are connected, as places for pictures. */
export class PagePlaces {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** The Page that is to hold an account's pictures; undefined where the media host does. */
  chosenFor(accountId: string | undefined): PagePhotoHost | undefined {
    const { accounts, settings } = this.deps;
    if (accountId === undefined || settings.current().facebookPictureHost !== "page")
      return undefined;
    const account = accounts.list().find(({ id }) => id === accountId);
    return account && this.pageOf(account);
  }

  /** By its place's name, whatever is chosen now: something may still stand there. */
  named(name: string): PagePhotoHost | undefined {
    return this.all().find((page) => page.name === name);
  }

  all(): readonly PagePhotoHost[] {
    return this.deps.accounts.list().flatMap((account) => this.pageOf(account) ?? []);
  }

  private pageOf({ id, login, page }: Account): PagePhotoHost | undefined {
    const { graph, accounts } = this.deps;
    if (login !== "facebook" || page === null) return undefined;
    return new PagePhotoHost({ graph, page, access: () => accounts.access(id) });
  }
}
