import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { FirstAdministrator, Me } from '#contract';
import { post } from '../../api/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDoorFault } from '../../session/door-faults.ts';
import { signedIn } from '../../session/session.ts';
import { useSettings } from '../../settings/settings.ts';
import { messages } from './messages.ts';

const SHORTEST_PASSWORD = 10;

/** The first administrator, made with the token that the server printed. */
export function FirstStartForm(): ReactNode {
  const text = useText(messages);
  const { language } = useSettings();
  const why = useDoorFault();
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const submit = async (values: FirstAdministrator): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      const made = await post<Me | undefined>('/api/first-administrator', { ...values, token: values.token.trim(), language }, { open: true });
      signedIn(made?.person === undefined ? await post<Me>('/api/sign-in', { login: values.login, password: values.password }, { open: true }) : made);
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form<FirstAdministrator> layout="vertical" requiredMark={false} onFinish={submit}>
      <p className="quiet">{text('firstText')}</p>
      <div role="alert">{failure !== undefined && <Alert type="error" title={why(failure)} style={{ marginBottom: 16 }} />}</div>
      <Form.Item name="token" label={text('token')} rules={[{ required: true, message: text('tokenMissing') }]}>
        <Input autoComplete="one-time-code" autoFocus spellCheck={false} />
      </Form.Item>
      <Form.Item name="name" label={text('name')} rules={[{ required: true, message: text('nameMissing') }]}>
        <Input autoComplete="name" />
      </Form.Item>
      <Form.Item name="login" label={text('login')} rules={[{ required: true, message: text('loginMissing') }]}>
        <Input autoComplete="username" spellCheck={false} />
      </Form.Item>
      <Form.Item name="password" label={text('newPassword')} rules={[{ required: true, min: SHORTEST_PASSWORD, message: text('passwordShort') }]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block size="large" loading={busy}>{text('create')}</Button>
    </Form>
  );
}
