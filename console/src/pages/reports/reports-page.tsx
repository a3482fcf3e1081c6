import type { ReactNode } from 'react';
import { Shell } from '../../app/shell.tsx';

/** `/reports` */
export function ReportsPage(): ReactNode {
  return <Shell>{null}</Shell>;
}
