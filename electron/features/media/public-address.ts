import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { AppError } from "../../../shared/result.ts";

/**
 * Addresses that are this computer, its network card's own range, or where clouds answer questions about a machine
 * (169.254.169.254, fd00:ec2::254, 100.100.100.200). Nothing that is a picture's public home has one.
 */
const FORBIDDEN = new BlockList();
FORBIDDEN.addSubnet("127.0.0.0", 8, "ipv4");
FORBIDDEN.addSubnet("0.0.0.0", 8, "ipv4");
FORBIDDEN.addSubnet("169.254.0.0", 16, "ipv4");
FORBIDDEN.addAddress("100.100.100.200", "ipv4");
FORBIDDEN.addAddress("::1", "ipv6");
FORBIDDEN.addAddress("::", "ipv6");
FORBIDDEN.addSubnet("fe80::", 10, "ipv6");
FORBIDDEN.addAddress("fd00:ec2::254", "ipv6");

/**
 * Lets a host that she set be spoken to: http only where she named this computer herself, https only where its name does
 * not lead back to it. The name is looked up again for the request itself, so a name that changes its mind in between is
 * not stopped here; credentials are only ever sent as signatures.
 *
 * @throws AppError `invalid-input` for a forbidden address, `offline` when the name cannot be looked up.
 */
export async function requirePublicHost(endpoint: URL): Promise<void> {
  if (endpoint.protocol === "http:") {
    if (/^(127\.0\.0\.1|localhost|\[::1\])$/.test(endpoint.hostname)) return;
    throw new AppError("invalid-input", "The media host must be an https address.");
  }
  const host = endpoint.hostname.replace(/^\[|\]$/g, "");
  for (const address of await addressesOf(host))
    if (isForbidden(address))
      throw new AppError(
        "invalid-input",
        `The media host ${host} leads to this computer or its own network (${address}). Instagram could not fetch from there.`,
      );
}

async function addressesOf(host: string): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch (cause) {
    throw new AppError(
      "offline",
      `The media host ${host} could not be found. Check its address and the internet connection.`,
      { cause },
    );
  }
}

/** True also for such an IPv4 address dressed as IPv6. */
export function isForbidden(address: string): boolean {
  return FORBIDDEN.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}
