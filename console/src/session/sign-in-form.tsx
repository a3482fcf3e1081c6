import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Me, SignIn } from '#contract';
import { post } from '../api/client.ts';
import { useText } from '../i18n/use-text.ts';
import { messages } from '../pages/sign-in/messages.ts';
import { useDoorFault } from './door-faults.ts';
import { signedIn } from './session.ts';

/** Name and password; `login` is given when the same person has to sign in again. */
export function SignInForm({ login, onDone }: { readonly login?: string; readonly onDone?: () => void }): ReactNode {
  const text = useText(messages);
  const why = useDoorFault();
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const submit = async (values: SignIn): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      signedIn(await post<Me>('/api/sign-in', { ...values, login: login ?? values.login }, { open: true }));
      onDone?.();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form<SignIn> layout="vertical" requiredMark={false} onFinish={submit} initialValues={{ login }}>
      <div role="alert">{failure !== undefined && <Alert type="error" title={why(failure)} style={{ marginBottom: 16 }} />}</div>
      <Form.Item name="login" label={text('login')} rules={[{ required: true, message: text('loginMissing') }]}>
        <Input autoComplete="username" autoFocus={login === undefined} disabled={login !== undefined} size="large" />
      </Form.Item>
      <Form.Item name="password" label={text('password')} rules={[{ required: true, message: text('passwordMissing') }]}>
        <Input.Password autoComplete="current-password" autoFocus={login !== undefined} size="large" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block size="large" loading={busy}>{text('signIn')}</Button>
    </Form>
  );
}
