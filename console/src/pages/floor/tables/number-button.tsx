import type { ReactNode } from 'react';
import { useSettings } from '../../../settings/settings.ts';
import { formatCount } from '../../../time/format.ts';

interface NumberButtonProps {
  readonly value: number;
  /** Says the number and what opens. */
  readonly label: string;
  readonly onClick: () => void;
}

/** A number in a table that opens what is behind it. */
export function NumberButton({ value, label, onClick }: NumberButtonProps): ReactNode {
  const { language } = useSettings();
  return (
    <button type="button" className="floor-link figures" aria-label={label} onClick={onClick}>
      {formatCount(value, language)}
    </button>
  );
}
