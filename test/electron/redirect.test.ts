import { describe, expect, test } from "vitest";
import { isLoginPage, leadsBack } from "../../electron/lib/redirect.ts";

describe("where a login may lead", () => {
  test.each([
    ["https://localhost/auth/?code=1#_", true],
    ["https://localhost/auth?code=1", true],
    ["https://localhost/auth.evil/?code=1", false],
    ["https://localhost.evil.example/auth/?code=1", false],
    ["https://user@localhost/auth/", false],
    ["https://localhost:8443/auth/", false],
    ["http://localhost/auth/", false],
    ["nonsense", false],
  ])("%s is the way back: %s", (address, isBack) => {
    expect(leadsBack(address, "https://localhost/auth/")).toBe(isBack);
  });

  test.each([
    ["https://www.instagram.com/accounts/login/", true],
    ["https://m.facebook.com/login", true],
    ["https://accountscenter.meta.com/x", true],
    ["https://instagram.com.evil.example/", false],
    ["https://evilinstagram.com/", false],
    ["http://www.instagram.com/", false],
    ["https://www.instagram.com:444/", false],
    ["javascript:alert(1)", false],
    ["http://127.0.0.1:9/oauth/authorize", false],
  ])("%s is a page of Meta's: %s", (address, isMetas) => {
    expect(isLoginPage(address, "https://www.instagram.com/oauth/authorize")).toBe(isMetas);
  });

  test("a login server on this computer may show its own pages", () => {
    expect(isLoginPage("http://127.0.0.1:9/login", "http://127.0.0.1:9/oauth/authorize")).toBe(
      true,
    );
    expect(isLoginPage("http://127.0.0.1:10/login", "http://127.0.0.1:9/oauth/authorize")).toBe(
      false,
    );
  });
});
