import { integer, text } from "drizzle-orm/sqlite-core";

/** Columns every table that holds a thing has. Instants are epoch ms UTC. */
export const id = () => text("id").primaryKey();
export const createdAt = () => integer("created_at").notNull();
export const updatedAt = () => integer("updated_at").notNull();
