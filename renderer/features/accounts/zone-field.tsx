import { useMemo } from "react";
import { formatOffset } from "../../lib/format.ts";
import { useNow } from "../../lib/use-now.ts";
import { knownZones } from "../../lib/zones.ts";
import { ComboBox } from "../../ui/combo-box.tsx";

/** The clock an account's times are meant in. */
export function ZoneField(props: {
  readonly value: string;
  readonly error?: string | undefined;
  readonly isDisabled?: boolean;
  readonly onChange: (zone: string) => void;
}) {
  const now = useNow(60_000);
  const options = useMemo(
    () =>
      knownZones(props.value).map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") })),
    [props.value],
  );
  return (
    <ComboBox
      label="Time zone"
      hint={`Times on the calendar are meant here, now ${formatOffset(now, props.value)}.`}
      value={props.value}
      options={options}
      error={props.error}
      isDisabled={props.isDisabled ?? false}
      onChange={props.onChange}
    />
  );
}
