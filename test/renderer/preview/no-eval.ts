import { z } from "zod";

// The content policy forbids making functions of text. Only this preview carries zod into a page; the real screens do not.
z.config({ jitless: true });
