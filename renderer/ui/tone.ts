/** A status hue: a global class that sets `--c` (text, icon) and `--t` (ground). */
export type Tone = "sage" | "sky" | "ochre" | "rose" | "plum" | "grey" | "terracotta";
