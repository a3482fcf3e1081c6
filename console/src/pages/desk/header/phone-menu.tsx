import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Desk } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { useStore } from '../../../parts/store.ts';
import { chooseDeskPhone, phone } from '../../../softphone/phone.ts';
import { DeviceDialog } from '../devices/device-dialog.tsx';
import { phoneMessages } from '../phone-messages.ts';

/** State of the agent's phone, its devices, and the choice between browser and desk phone. */
export function PhoneMenu({ desk }: { readonly desk: Desk }): ReactNode {
  const text = useText(phoneMessages);
  const { line, call, offer } = useStore(phone);
  const [choosing, choose] = useState(false);
  const deskPhone = line === 'desk-phone';
  const away = deskPhone && !hasDeskPhone(desk);
  // Changing the phone would cut off who is on it.
  const inUse = call !== undefined || offer !== undefined || desk.call !== undefined || desk.offer !== undefined;
  const trouble = away || line === 'lost' || line === 'refused';
  const items = [
    { key: 'devices', label: text('devices'), disabled: deskPhone, onClick: () => choose(true) },
    { key: 'kind', label: <>{text(deskPhone ? 'useBrowser' : 'useDeskPhone')}{inUse && <div className="menu-hint">{text('notInCall')}</div>}</>, disabled: inUse, onClick: () => chooseDeskPhone(!deskPhone) },
    ...(!deskPhone && desk.phone === 'both' ? [{ key: 'both', label: text('bothRingHere'), disabled: true }] : []),
    ...(typeof Notification !== 'undefined' && Notification.permission === 'default' ? [{ key: 'notify', label: text('notify'), onClick: () => void Notification.requestPermission() }] : []),
  ];
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items }}>
        <Button type="text" className={trouble ? 'warning' : 'quiet'}>
          {trouble && <span aria-hidden="true">⚠ </span>}
          {text('phone')}: {text(away ? 'deskPhoneAway' : line)} ▾
        </Button>
      </Dropdown>
      <span role="status" className="hidden-text">{trouble && `${text('phone')}: ${text(away ? 'deskPhoneAway' : line)}`}</span>
      {choosing && <DeviceDialog onClose={() => choose(false)} />}
    </>
  );
}

function hasDeskPhone({ phone: registered }: Desk): boolean {
  return registered === 'desk-phone' || registered === 'both';
}
