import { Alert, Button, Modal, Select } from 'antd';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../i18n/use-text.ts';
import { useStore } from '../../../parts/store.ts';
import { chooseDevice, devices, lookForDevices } from '../../../softphone/devices.ts';
import type { MicrophoneProblem } from '../../../softphone/microphone.ts';
import { NoMicrophone, openMicrophone, stopTracks } from '../../../softphone/microphone.ts';
import { retryMicrophone, streams } from '../../../softphone/phone.ts';
import { applyOutput } from '../../../softphone/speaker.ts';
import { phoneMessages } from '../phone-messages.ts';
import { LevelMeter } from './level-meter.tsx';

const PRESET = '';

/** Microphone and speaker with their levels; a change counts at once, also in mid-call. */
export function DeviceDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const text = useText(phoneMessages);
  const found = useStore(devices);
  const { stream, problem } = useTrial(found.input);
  const options = (list: typeof found.inputs): { value: string; label: string }[] => [
    { value: PRESET, label: text('preset') },
    ...list.filter((each) => each.id !== 'default').map((each, index) => ({ value: each.id, label: each.label || `${index + 1}` })),
  ];
  const value = (id: string | undefined, list: typeof found.inputs): string => (list.some((each) => each.id === id) ? (id ?? PRESET) : PRESET);
  const canChooseOutput = 'setSinkId' in HTMLMediaElement.prototype;
  return (
    <Modal open title={text('devicesTitle')} onCancel={onClose} footer={<Button type="primary" onClick={onClose}>{text('close')}</Button>}>
      <div className="devices">
        {problem !== undefined && <Alert type="warning" showIcon={false} title={text(problem)} />}
        <label htmlFor="device-input">{text('input')}</label>
        <Select id="device-input" value={value(found.input, found.inputs)} options={options(found.inputs)} onChange={(id) => {
          chooseDevice('input', id);
          if (streams().microphone !== undefined) void retryMicrophone();
        }} />
        <LevelMeter stream={stream} label={text('inputLevel')} />
        <label htmlFor="device-output">{text('output')}</label>
        <Select id="device-output" disabled={!canChooseOutput} value={value(found.output, found.outputs)} options={options(found.outputs)} onChange={(id) => {
          chooseDevice('output', id);
          void applyOutput();
        }} />
        {!canChooseOutput && <p className="quiet">{text('outputFixed')}</p>}
        <LevelMeter stream={streams().speaker} label={text('outputLevel')} />
        <p className="quiet">{text('outputDuringCall')}</p>
      </div>
    </Modal>
  );
}

/** Opens the chosen microphone while the dialog is shown. */
function useTrial(input: string | undefined): { readonly stream: MediaStream | undefined; readonly problem: MicrophoneProblem | undefined } {
  const [stream, setStream] = useState<MediaStream>();
  const [problem, setProblem] = useState<MicrophoneProblem>();
  useEffect(() => {
    let left = false;
    let own: MediaStream | undefined;
    openMicrophone(input === PRESET ? undefined : input)
      .then((opened) => {
        own = opened;
        if (left) return stopTracks(opened);
        setStream(opened);
        setProblem(undefined);
        return lookForDevices();
      })
      .catch((error: unknown) => setProblem(error instanceof NoMicrophone ? error.problem : 'unknown'));
    return () => {
      left = true;
      stopTracks(own);
    };
  }, [input]);
  return { stream, problem };
}
