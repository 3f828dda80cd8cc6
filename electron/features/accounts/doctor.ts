import type { Account } from "../../../shared/contract/accounts.ts";
import type { Diagnosis, Finding, MetaScreen } from "../../../shared/contract/diagnosis.ts";
import type { Access } from "../../graph/access.ts";
import type { GraphClient } from "../../graph/client.ts";
import { readPublishingLimit, type PublishingLimit } from "../../graph/endpoints/limits.ts";
import { readPage, type Page } from "../../graph/endpoints/pages.ts";
import { asAppError } from "../../graph/failure.ts";
import { reachHost } from "../../graph/reach.ts";
import type { Ports } from "../../ports.ts";
import type { MediaService } from "../media/service.ts";
import type { Asked } from "./finding.ts";
import {
  judgeOwner,
  judgePage,
  judgePageRights,
  judgePermissions,
  judgeQuota,
  judgeStanding,
  judgeType,
} from "./findings-account.ts";
import { judgeClock, judgeHost, judgeReach, judgeToken } from "./findings-here.ts";
import { META_SCREENS } from "./meta-screens.ts";
import { readOwner } from "./profile.ts";
import type { AccountsService } from "./service.ts";

export type DoctorDeps = {
  readonly accounts: AccountsService;
  readonly media: Pick<MediaService, "host" | "checkHost">;
  readonly graph: GraphClient;
  readonly ports: Pick<Ports, "clock" | "fetch" | "links">;
};
type ById = { readonly id: string };

const WORST_FIRST: readonly Finding["verdict"][] = ["fail", "warn", "unknown", "pass"];

/** Walks from this computer to an account. Each thing is asked by itself, so that one that fails hides no other. */
export class Doctor {
  private readonly deps: DoctorDeps;

  constructor(deps: DoctorDeps) {
    this.deps = deps;
  }

  /** @throws AppError `not-found` */
  async diagnose({ id }: ById): Promise<Diagnosis> {
    const { accounts, ports } = this.deps;
    const host = await accounts.host(id);
    const access = await answer(() => accounts.accessAnyway(id));
    const [reach, me, limit, page, hostFinding] = await Promise.all([
      reachHost(ports, host),
      this.askOwner(access),
      this.ask(access, (known) => readPublishingLimit(this.deps.graph, known)),
      this.askPage(access),
      this.lookAtHost(id),
    ]);
    // What was learned while asking counts already.
    const account = this.show(id);
    const granted = grantedTo(accounts.find(id)?.scopes ?? null);
    const findings = [
      judgeReach([reach]),
      judgeOwner(account, me),
      judgeToken(account, ports.clock.now()),
      judgeType(account, me),
      judgePermissions(account, { granted, limit }),
      judgePage(account, page),
      ...(account.login === "facebook" ? [judgePageRights()] : []),
      judgeStanding(account),
      judgeQuota(limit),
      hostFinding,
      judgeClock([reach]),
    ];
    const rank = ({ verdict }: Finding) => WORST_FIRST.indexOf(verdict);
    return {
      accountId: id,
      checkedAt: ports.clock.now(),
      findings: findings.toSorted((a, b) => rank(a) - rank(b)),
    };
  }

  async openScreen({ screen }: { readonly screen: MetaScreen }): Promise<{ done: true }> {
    await this.deps.ports.links.open(META_SCREENS[screen].url);
    return { done: true };
  }

  /** @throws AppError */
  async quota({ id }: ById): Promise<PublishingLimit> {
    try {
      return await readPublishingLimit(this.deps.graph, await this.deps.accounts.access(id));
    } catch (error) {
      throw asAppError(error);
    }
  }

  private async ask<A extends Access, T>(
    access: Asked<A>,
    question: (access: A) => Promise<T>,
  ): Promise<Asked<T>> {
    if ("error" in access) return access;
    return answer(() => question(access.value));
  }

  /** A dead token is noticed here as anywhere; what one question alone was refused for says nothing of the rest. */
  private async askOwner(access: Asked<Awaited<ReturnType<AccountsService["accessAnyway"]>>>) {
    const me = await this.ask(access, (known) =>
      readOwner(this.deps.graph, known, known.row.login),
    );
    if ("error" in me && "value" in access)
      this.deps.accounts.heed(access.value.accountId, me.error);
    return me;
  }

  private async askPage(
    access: Asked<Awaited<ReturnType<AccountsService["accessAnyway"]>>>,
  ): Promise<Asked<Page> | null> {
    if ("error" in access || access.value.row.pageId === null) return null;
    const { pageId } = access.value.row;
    return this.ask(access, (known) => readPage(this.deps.graph, known, pageId));
  }

  private async lookAtHost(id: string): Promise<Finding> {
    const { media } = this.deps;
    if (this.show(id).kind === "practice") return judgeHost(null, null);
    const host = await media.host({ accountId: id });
    const check = host.isSetUp ? await answer(() => media.checkHost({ accountId: id })) : null;
    return judgeHost(host, check && "value" in check ? check.value : null);
  }

  private show(id: string): Account {
    return this.deps.accounts.get(id);
  }
}

async function answer<T>(question: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { value: await question() };
  } catch (error) {
    return { error }; // becomes a finding in words
  }
}

function grantedTo(json: string | null): readonly string[] | null {
  return json === null ? null : (JSON.parse(json) as readonly string[]);
}
