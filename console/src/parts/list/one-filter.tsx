import { Select } from 'antd';
import type { ReactNode } from 'react';
import type { Named } from './queue-names.ts';

interface Props {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly Named[];
  readonly choose: (id: string | undefined) => void;
}

/** Narrows a list to one of several; looks like a chip when it does. */
export function OneFilter({ label, value, options, choose }: Props): ReactNode {
  // A shared address may name one that this person has not, or that is gone.
  const known = value === undefined || options.some(({ id }) => id === value) ? options : [...options, { id: value, name: value }];
  return (
    <Select
      className={`list-filter${value === undefined ? '' : ' set'}`}
      aria-label={label}
      placeholder={label}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      value={value ?? null}
      options={known.map(({ id, name }) => ({ value: id, label: name }))}
      popupMatchSelectWidth={false}
      onChange={(next: string | null | undefined) => choose(next ?? undefined)}
    />
  );
}
