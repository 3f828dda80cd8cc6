import { Button } from "react-aria-components";
import type { Profile } from "../../../shared/contract/accounts.ts";
import { Picture } from "../../ui/picture.tsx";
import styles from "./profile-screen.module.css";
import { firstLine } from "./first-line.ts";

/** One post of a profile. */
export type GridPost = Profile["posts"][number];

/** The profile's tiles, three in a row at 3:4, newest first. */
export function ProfileGrid(props: {
  readonly posts: readonly GridPost[];
  readonly onOpen: (igMediaId: string) => void;
}) {
  return (
    <ul className={styles["grid"]} aria-label="Posts">
      {props.posts.map((post) => (
        <li key={post.igMediaId}>
          <Button
            className={styles["tile"] ?? ""}
            aria-label={firstLine(post.caption)}
            onPress={() => props.onOpen(post.igMediaId)}
          >
            <Picture src={post.picture} alt="" ratio="3:4" isLazy />
          </Button>
        </li>
      ))}
    </ul>
  );
}
